from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from residents.models import User


class QuestionQuerySet(models.QuerySet["Question"]):
    def published(self) -> Self:
        """What everyone may read; the only source of public bytes."""
        return self.filter(state__in=Question.PUBLIC)

    def in_turn(self) -> Self:
        """The one to answer now, those after it, then what was answered; ``position`` is moved by the host."""
        done = models.Case(models.When(state=Question.State.ANSWERED, then=1), default=0)
        return self.order_by(done, "position", "pk").select_related("asker")

    def of(self, user: User) -> Self:
        return self.filter(asker=user).select_related("lecture").order_by("-pk")


class Question(models.Model):
    """What a resident asks of a lecture, before it or while it goes on. Nothing is public before a moderator lets it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("审核中")
        SHORTLISTED = "shortlisted", _("已入选")
        ANSWERED = "answered", _("已回答")
        RETURNED = "returned", _("已退回")
        WITHDRAWN = "withdrawn", _("已撤回")

    class Reason(models.TextChoices):
        OFF_TOPIC = "off_topic", _("和这一讲无关")
        ASKED_ALREADY = "asked_already", _("别人已经问了")
        PERSONAL_DATA = "personal_data", _("有个人信息")
        UNCIVIL = "uncivil", _("用语不当")
        NO_TIME = "no_time", _("现场时间不够")
        OTHER = "other", _("其他")

    PUBLIC = (State.SHORTLISTED, State.ANSWERED)
    SHORTEST, LONGEST = 4, 200

    lecture = models.ForeignKey("cms.LecturePage", models.CASCADE, related_name="questions", verbose_name=_("讲座"))
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="questions")
    text = models.TextField(_("提问"), blank=True)
    #: Unless they tick it nobody is told who asked, the back office included.
    shows_name = models.BooleanField(_("公开显示名"), default=False)
    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.WAITING)
    reason = models.CharField(_("退回理由"), max_length=20, choices=Reason.choices, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    #: Where it stands among those of its lecture; the lowest comes next.
    position = models.IntegerField(default=0)
    #: Made for one form: sent twice, it is stored once.
    key = models.UUIDField()
    sent_at = models.DateTimeField(_("收到时间"), auto_now_add=True)

    #: Who asks is no use that a page is put to: Wagtail does not list it in the back office.
    wagtail_reference_index_ignore = True

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("讲座提问")
        verbose_name_plural = _("讲座提问")
        ordering = ("pk",)
        default_permissions = ()
        permissions = (
            ("moderate_question", _("审核讲座提问")),
            ("host_question", _("在台上看入选的提问、记下已回答")),
        )
        constraints = (
            models.UniqueConstraint(fields=("asker", "key"), name="question_key_once_per_asker"),
            models.CheckConstraint(
                condition=models.Q(state="returned") & ~models.Q(reason="")
                | ~models.Q(state="returned") & models.Q(reason="", note=""),
                name="question_returned_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"question {self.pk}: {self.state} of lecture {self.lecture_id}"

    @property
    def is_public(self) -> bool:
        return self.state in self.PUBLIC

    @property
    def signed(self) -> str:
        """Return the name of who asked, if they chose to show it."""
        return str(self.asker) if self.shows_name else ""

    @property
    def why(self) -> str:
        return "：".join(filter(None, (self.get_reason_display() if self.reason else "", self.note)))
