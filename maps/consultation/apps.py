from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ConsultationConfig(AppConfig):
    name = "maps.consultation"
    label = "consultation"
    verbose_name = _("征求意见")

    def ready(self) -> None:
        from maps.consultation.default_words import load_default_words
        from maps.consultation.models import Block, Comment
        from residents import personal_data

        personal_data.register(
            personal_data.PersonalData(
                name="comments",
                template="maps/partials/my_comments.html",
                rows=lambda user: Comment.objects.all_of(user),
            )
        )
        personal_data.register(
            personal_data.PersonalData(
                name="standing",
                template="maps/partials/my_standing.html",
                rows=lambda user: Block.objects.standing().filter(user=user),
            )
        )
        post_migrate.connect(load_default_words, sender=self, dispatch_uid="consultation.default_words")
