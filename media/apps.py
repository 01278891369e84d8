from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("图片与资料")

    def ready(self) -> None:
        from media import renditions

        renditions.register()
