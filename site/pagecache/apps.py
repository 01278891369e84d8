from django.apps import AppConfig


class PagecacheConfig(AppConfig):
    name = "pagecache"

    def ready(self) -> None:
        from django.core.signals import request_finished

        from pagecache.reads import write_if_due

        request_finished.connect(write_if_due, dispatch_uid="pagecache.reads")
