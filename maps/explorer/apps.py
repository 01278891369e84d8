from django.apps import AppConfig


class ExplorerConfig(AppConfig):
    name = "maps.explorer"
    label = "explorer"
