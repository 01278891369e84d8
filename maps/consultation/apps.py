from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ConsultationConfig(AppConfig):
    name = "maps.consultation"
    label = "consultation"
    verbose_name = _("征求意见")

    def ready(self) -> None:
        from maps.consultation import my_data, progress, services
        from maps.consultation.default_words import load_default_words
        from maps.consultation.permissions import MODERATE
        from media import access

        my_data.register()
        progress.listen()
        access.register(is_public=services.photos.is_public, may_review=lambda user: user.has_perm(MODERATE))
        post_migrate.connect(load_default_words, sender=self, dispatch_uid="consultation.default_words")
