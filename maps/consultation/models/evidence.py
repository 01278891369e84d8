from datetime import date
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def due(self, *, on: date | None = None) -> Self:
        """What may go: its date has come and nobody holds it."""
        return self.filter(goes_on__lte=on or timezone.localdate(), hold="")


class Evidence(models.Model):
    """A text that was removed, kept out of every page until the date on which it goes."""

    class Why(models.TextChoices):
        WITHDRAWN = "withdrawn", _("作者撤回")
        HIDDEN = "hidden", _("审核隐藏")
        ERASED = "erased", _("注销时删除")

    comment = models.ForeignKey("consultation.Comment", models.PROTECT, related_name="evidence")
    why = models.CharField(_("原因"), max_length=12, choices=Why.choices)
    text = models.TextField(_("内容"))
    shape = models.JSONField(_("位置"), null=True, blank=True)
    kept_at = models.DateTimeField(_("留存时间"), auto_now_add=True)
    goes_on = models.DateField(_("删除日期"))
    hold = models.CharField(_("法定保留"), max_length=200, blank=True, help_text=_("写明依据；填了就不会到期删除。"))

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("留存内容")
        verbose_name_plural = _("留存内容")
        ordering = ("goes_on", "pk")

    def __str__(self) -> str:
        return f"evidence of comment {self.comment_id}"
