from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("内容")

    def ready(self) -> None:
        from wagtail.signals import page_published, page_unpublished

        from cms import lecture_material, my_data, purging, registering, related
        from cms.models import LecturePage
        from media import access

        related.register()
        purging.connect()
        my_data.register()
        for signal, told in (
            (page_published, registering.page_published),
            (page_unpublished, registering.page_taken_back),
        ):
            signal.connect(told, sender=LecturePage, dispatch_uid=f"cms.registering.{told.__name__}")
        access.register_shown(lecture_material.is_shown)
