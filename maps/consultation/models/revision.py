from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentRevisionQuerySet(models.QuerySet["CommentRevision"]):
    def waiting(self) -> Self:
        return self.filter(state=CommentRevision.State.WAITING)


class CommentRevision(models.Model):
    """Another wording of a comment: one that was, or one that waits while the published words stay."""

    class State(models.TextChoices):
        PAST = "past", _("曾用")
        WAITING = "waiting", _("审核中")
        RETURNED = "returned", _("已退回")

    comment = models.ForeignKey("consultation.Comment", models.CASCADE, related_name="revisions")
    text = models.TextField(_("内容"))
    state = models.CharField(_("状态"), max_length=12, choices=State.choices)
    created_at = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = CommentRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("修改")
        verbose_name_plural = _("修改")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("comment",), condition=models.Q(state="waiting"), name="comment_one_revision_waits"
            ),
        )
        indexes = (models.Index(fields=("state", "created_at"), name="revision_queue"),)

    def __str__(self) -> str:
        return f"revision {self.pk} of comment {self.comment_id}"
