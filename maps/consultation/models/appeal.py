from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppealQuerySet(models.QuerySet["Appeal"]):
    def open(self) -> Self:
        return self.filter(state=Appeal.State.OPEN)


class Appeal(models.Model):
    """An author asks once that a return or a hiding be looked at by another moderator."""

    class State(models.TextChoices):
        OPEN = "open", _("待复核")
        GRANTED = "granted", _("申诉成立")
        DENIED = "denied", _("维持原决定")

    comment = models.OneToOneField("consultation.Comment", models.CASCADE, related_name="appeal")
    decision = models.ForeignKey("consultation.Decision", models.PROTECT, related_name="+")
    text = models.CharField(_("申诉理由"), max_length=500)
    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("申诉")
        verbose_name_plural = _("申诉")
        ordering = ("created_at", "pk")
        indexes = (models.Index(fields=("state", "created_at"), name="appeal_queue"),)

    def __str__(self) -> str:
        return f"appeal on comment {self.comment_id}"
