from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Support(models.Model):
    """One person agrees with one comment. There is no opposite: who disagrees says why, in words."""

    comment = models.ForeignKey("consultation.Comment", models.CASCADE, related_name="supporters")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="supports")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("支持")
        verbose_name_plural = _("支持")
        constraints = (models.UniqueConstraint(fields=("comment", "user"), name="support_once"),)

    def __str__(self) -> str:
        return f"support of comment {self.comment_id}"
