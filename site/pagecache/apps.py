from django.apps import AppConfig


class PagecacheConfig(AppConfig):
    name = "pagecache"
