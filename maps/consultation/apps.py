from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationConfig(AppConfig):
    name = "maps.consultation"
    label = "consultation"
    verbose_name = _("征求意见")

    def ready(self) -> None:
        from maps.consultation import progress, services
        from maps.consultation.models import Comment, Follow
        from maps.consultation.tasks import MODERATE
        from media import access
        from residents import personal_data

        progress.listen()
        access.register(is_public=services.photos.is_public, may_review=lambda user: user.has_perm(MODERATE))

        personal_data.register(
            personal_data.PersonalData(
                name="comments",
                template="maps/partials/my_comments.html",
                rows=lambda user: Comment.objects.all_of(user),
            )
        )
        personal_data.register(
            personal_data.PersonalData(
                name="follows",
                template="maps/partials/my_follows.html",
                rows=lambda user: Follow.objects.filter(user=user).select_related("proposal").order_by("-pk"),
            )
        )
