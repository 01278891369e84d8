from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.addresses import LONGEST_PATH


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def waiting(self) -> Self:
        return self.filter(state=Correction.State.NEW)


class Correction(models.Model):
    """A reader's word that something on a page is wrong. Nothing is kept of who said it."""

    class State(models.TextChoices):
        NEW = "new", _("待处理")
        DONE = "done", _("已改正")
        DECLINED = "declined", _("不用改")

    page = models.CharField(_("哪一页"), max_length=LONGEST_PATH, blank=True)
    text = models.TextField(_("哪里不对"))
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.NEW)
    note = models.TextField(_("处理说明"), blank=True, help_text=_("只有编辑看得到：改了什么，或者为什么不用改。"))
    sent_at = models.DateTimeField(_("收到时间"), auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("处理人")
    )
    settled_at = models.DateTimeField(_("处理时间"), null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("读者找错")
        verbose_name_plural = _("读者找错")
        ordering = ("-sent_at", "-pk")
        # Nobody in the back office writes one.
        default_permissions = ("change", "delete", "view")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="new", settled_at=None) | ~models.Q(state="new") & ~models.Q(settled_at=None),
                name="correction_settled_has_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.text[:30]
