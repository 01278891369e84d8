from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maps.consultation.models.append_only import WrittenOnce


class ClosingChange(WrittenOnce):
    """That a consultation which had begun was to close at another time than announced: public, and never changed."""

    consultation = models.ForeignKey(
        "consultation.Consultation", models.CASCADE, related_name="closing_changes", verbose_name=_("征求意见")
    )
    was = models.DateTimeField(_("原截止时间"))
    becomes = models.DateTimeField(_("新截止时间"))
    reason = models.CharField(_("理由"), max_length=300)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("截止时间变更")
        verbose_name_plural = _("截止时间变更")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"consultation {self.consultation_id}: {self.was} → {self.becomes}"
