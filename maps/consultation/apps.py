from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationConfig(AppConfig):
    name = "maps.consultation"
    label = "consultation"
    verbose_name = _("征求意见")

    def ready(self) -> None:
        from maps.consultation import my_data

        my_data.register()
