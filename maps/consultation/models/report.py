from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(state=Report.State.OPEN)


class Report(models.Model):
    """A reader says that a published comment should not stand."""

    class Reason(models.TextChoices):
        PERSONAL_DATA = "personal_data", _("泄露个人信息")
        ABUSE = "abuse", _("辱骂或攻击他人")
        ADVERTISEMENT = "advertisement", _("广告")
        FALSE = "false", _("不属实")
        UNLAWFUL = "unlawful", _("违法内容")
        OTHER = "other", _("其他")

    class State(models.TextChoices):
        OPEN = "open", _("待处理")
        UPHELD = "upheld", _("成立")
        DISMISSED = "dismissed", _("不成立")

    comment = models.ForeignKey("consultation.Comment", models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports")
    reason = models.CharField(_("理由"), max_length=20, choices=Reason.choices)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("举报")
        verbose_name_plural = _("举报")
        ordering = ("created_at", "pk")
        constraints = (models.UniqueConstraint(fields=("comment", "reporter"), name="report_once_per_reader"),)
        indexes = (models.Index(fields=("state", "created_at"), name="report_queue"),)

    def __str__(self) -> str:
        return f"report of comment {self.comment_id}"
