from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def unread_first(self) -> Self:
        return self.order_by(models.Case(models.When(read_at=None, then=0), default=1), "-created_at", "-pk")


class Notice(models.Model):
    """One message to one person, in the site. It names what happened and links there; it never quotes a text."""

    class Kind(models.TextChoices):
        QUEUE = "queue", _("有意见待审核")
        DECISION = "decision", _("意见审核结果")
        ANSWER = "answer", _("意见得到答复")
        APPEAL = "appeal", _("申诉结果")
        REPORT = "report", _("举报结果")
        PROGRESS = "progress", _("关注的方案有进展")
        LECTURE = "lecture", _("报名的讲座")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(_("类别"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("标题"), max_length=200)
    url = models.CharField(_("链接"), max_length=300)
    created_at = models.DateTimeField(_("时间"), auto_now_add=True)
    read_at = models.DateTimeField(_("已读时间"), null=True, blank=True)
    #: When it left the site as a letter or a text message; what waits for the day's one message has none yet.
    sent_at = models.DateTimeField(_("发出时间"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("user", "read_at"), name="notice_unread"),)

    def __str__(self) -> str:
        return self.title


class NoticePreference(models.Model):
    """What somebody wants to be told by letter or text message beside the notice in the site; without a row: by letter."""

    class Category(models.TextChoices):
        OWN_WORDS = "own_words", _("我说的话：审核、答复、申诉")
        FOLLOWED = "followed", _("我关注的方案")
        LECTURES = "lectures", _("我报名的讲座：补上名额、前一天提醒")
        WORK = "work", _("我的工作：待审核的意见")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences")
    category = models.CharField(_("类别"), max_length=20, choices=Category.choices)
    in_site = models.BooleanField(_("站内"), default=True)
    by_mail = models.BooleanField(_("邮件"), default=True)
    by_text = models.BooleanField(_("短信"), default=False)

    class Meta:
        verbose_name = _("通知设置")
        verbose_name_plural = _("通知设置")
        constraints = (models.UniqueConstraint(fields=("user", "category"), name="preference_once_per_category"),)

    def __str__(self) -> str:
        return f"{self.category} of user {self.user_id}"
