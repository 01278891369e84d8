from datetime import date, datetime, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maps.plan.models import Proposal


def last_day(closes_at: datetime) -> date:
    """Return the last day on which one can comment: closing at midnight ends the day before."""
    return timezone.localdate(closes_at - timedelta(microseconds=1))


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def open(self, *, at: datetime) -> Self:
        """Opened and not yet closed: the closing moment itself is closed."""
        return self.filter(opens_at__lte=at, closes_at__gt=at)

    def open_for(self, proposal: Proposal, *, at: datetime) -> Self:
        return self.open(at=at).filter(proposals=proposal).order_by("closes_at", "pk")

    def accepting(self, proposal: Proposal, *, at: datetime) -> Self:
        """Those in which a comment on ``proposal`` may be sent; the one that closes first is asked."""
        return self.open_for(proposal, at=at).filter(may_comment=True)


class Consultation(models.Model):
    """A time in which residents may say what they think of some proposals, and how."""

    class Kind(models.TextChoices):
        DRAFT_PLAN = "draft_plan", _("规划草案公示")
        BUILDING_SCHEME = "building_scheme", _("建设工程设计方案公示")
        IDEA_COLLECTION = "idea_collection", _("意见征集")

    class Shapes(models.TextChoices):
        NONE = "none", _("不标位置")
        POINT = "point", _("可标一个点")
        ALL = "all", _("点、线、面都可以")

    #: 城乡规划法 26; 上海市城乡规划条例 37: days a notice of this kind must stand at least.
    MINIMUM_DAYS = {Kind.DRAFT_PLAN: 30, Kind.BUILDING_SCHEME: 10, Kind.IDEA_COLLECTION: 0}

    plan = models.ForeignKey("plan.Plan", models.PROTECT, related_name="consultations", verbose_name=_("规划"))
    proposals = models.ManyToManyField(
        "plan.Proposal", related_name="consultations", verbose_name=_("征求意见的方案要素")
    )
    title = models.CharField(_("名称"), max_length=100)
    kind = models.CharField(_("类型"), max_length=20, choices=Kind.choices, default=Kind.IDEA_COLLECTION)
    opens_at = models.DateTimeField(_("开始"))
    closes_at = models.DateTimeField(_("截止"))
    place = models.CharField(_("展示地点"), max_length=200, blank=True)
    channels = models.TextField(_("其他途径"), blank=True, help_text=_("信函、电话、现场等。"))
    may_comment = models.BooleanField(_("可以留言"), default=True)
    may_support = models.BooleanField(_("可以支持"), default=True)
    may_reply = models.BooleanField(_("可以回复"), default=True)
    may_attach = models.BooleanField(_("可以附照片"), default=True)
    shapes = models.CharField(_("标注位置"), max_length=10, choices=Shapes.choices, default=Shapes.NONE)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("征求意见")
        verbose_name_plural = _("征求意见")
        ordering = ("-opens_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="consultation_closes_after_it_opens"
            ),
        )
        indexes = (models.Index(fields=("opens_at", "closes_at"), name="consultation_window"),)

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if not (self.opens_at and self.closes_at):
            return
        if self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": ValidationError(_("截止时间要晚于开始时间。"), code="closes_early")})
        days = self.MINIMUM_DAYS[self.Kind(self.kind)]
        if self.closes_at - self.opens_at < timedelta(days=days):
            message = _("这类公示按规定不少于 %(days)s 天，请推迟截止时间。")
            raise ValidationError({"closes_at": ValidationError(message, code="too_short", params={"days": days})})

    @property
    def end(self) -> str:
        """Until when, in words that are the same on every page: a day, or a day with its hour."""
        closes_at = timezone.localtime(self.closes_at)
        day = date_format(last_day(self.closes_at), gettext("Y年n月j日"))
        midnight = (closes_at.hour, closes_at.minute) == (0, 0)
        return day if midnight else f"{day} {closes_at:%H:%M}"

    @property
    def allows(self) -> list[str]:
        """What residents may do, in words."""
        shapes = {self.Shapes.POINT: _("在地图上标一个点"), self.Shapes.ALL: _("在地图上标点、画线、画片区")}
        said = (
            (self.may_comment, _("提意见")),
            (self.may_comment and self.shapes in shapes, shapes.get(self.Shapes(self.shapes), "")),
            (self.may_comment and self.may_attach, _("附照片")),
            (self.may_reply, _("回复")),
            (self.may_support, _("支持别人的意见")),
        )
        return [str(words) for allowed, words in said if allowed]

    def is_open(self, at: datetime | None = None) -> bool:
        return self.opens_at <= (at or timezone.now()) < self.closes_at
