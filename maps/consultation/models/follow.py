from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Follow(models.Model):
    """Somebody wants to hear how a proposal goes on."""

    proposal = models.ForeignKey("plan.Proposal", models.CASCADE, related_name="follows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("关注")
        verbose_name_plural = _("关注")
        constraints = (models.UniqueConstraint(fields=("proposal", "user"), name="follow_once"),)

    def __str__(self) -> str:
        return f"user {self.user_id} follows proposal {self.proposal_id}"
