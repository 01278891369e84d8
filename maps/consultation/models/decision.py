from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maps.consultation.models.append_only import AppendOnly, WrittenOnce


class DecisionQuerySet(models.QuerySet["Decision"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("decisions are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("decisions are never removed")


class Decision(WrittenOnce):
    """One row of the moderators' log: who did what to which comment and why. Never holds the text."""

    class Verb(models.TextChoices):
        PUBLISH = "publish", _("通过")
        RETURN = "return", _("退回")
        HIDE = "hide", _("隐藏")
        UNDO = "undo", _("撤销")
        SECOND = "second", _("同意，等另一位审核员")
        ACCEPT_EDIT = "accept_edit", _("采用修改")
        RETURN_EDIT = "return_edit", _("退回修改")
        SHOW_PHOTO = "show_photo", _("照片通过")
        REFUSE_PHOTO = "refuse_photo", _("照片不予公开")
        DISMISS_REPORTS = "dismiss_reports", _("举报不成立")
        GRANT_APPEAL = "grant_appeal", _("申诉成立")
        DENY_APPEAL = "deny_appeal", _("维持原决定")

    class Reason(models.TextChoices):
        NONE = "", _("——")
        PERSONAL_DATA = "personal_data", _("含有个人信息")
        OFF_TOPIC = "off_topic", _("与这个方案无关")
        ABUSE = "abuse", _("有辱骂或攻击他人的话")
        ADVERTISEMENT = "advertisement", _("广告")
        UNCLEAR = "unclear", _("看不明白，请补充")
        UNLAWFUL = "unlawful", _("含有法律不允许的内容")
        OTHER = "other", _("其他")

    #: The author is told why; these are refused without a reason or own words.
    NEEDS_REASON = (Verb.RETURN, Verb.HIDE, Verb.RETURN_EDIT, Verb.REFUSE_PHOTO, Verb.DENY_APPEAL)

    OF_EDITS = (Verb.ACCEPT_EDIT, Verb.RETURN_EDIT)
    OF_APPEALS = (Verb.GRANT_APPEAL, Verb.DENY_APPEAL)

    comment = models.ForeignKey("consultation.Comment", models.PROTECT, related_name="decisions")
    verb = models.CharField(_("决定"), max_length=20, choices=Verb.choices)
    reason = models.CharField(_("理由"), max_length=20, choices=Reason.choices, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("审核员"))
    from_status = models.CharField(max_length=12)
    to_status = models.CharField(max_length=12)
    photo = models.ForeignKey("consultation.Photo", models.PROTECT, null=True, blank=True, related_name="decisions")
    revision = models.ForeignKey(
        "consultation.CommentRevision", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")
    text_sha256 = models.CharField(max_length=64)
    decided_at = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("审核记录")
        verbose_name_plural = _("审核记录")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.verb} of comment {self.comment_id}"
