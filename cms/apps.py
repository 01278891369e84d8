from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("内容")

    def ready(self) -> None:
        from cms import lecture_material, purging, related
        from media import access

        related.register()
        purging.connect()
        access.register_shown(lecture_material.is_shown)
