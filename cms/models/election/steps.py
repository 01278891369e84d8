"""The steps of a cycle: rows with a day, or with days counted from election day."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.election_blocks import MaterialsBlock
from cms.timetable import State


class CycleStep(Orderable):
    """One step of the election, or a meeting beside the steps. Its state follows from its days, if it has any."""

    class Kind(models.TextChoices):
        STEP = "step", _("环节")
        MEETING = "meeting", _("会议或培训（不计入环节数）")

    MARKS = [(s.value, s.label) for s in (State.DONE, State.NOW, State.PLANNED)]

    cycle = ParentalKey("cms.ElectionCyclePage", related_name="steps")
    kind = models.CharField(_("是什么"), max_length=10, choices=Kind.choices, default=Kind.STEP)
    title = models.CharField(
        _("名称"), max_length=60, blank=True, help_text=_("没有公布就留空，页面上写明“名称未公布”。不要自己起名。")
    )
    stage = models.PositiveSmallIntegerField(_("第几阶段"), null=True, blank=True, help_text=_("没有公布就留空。"))
    number = models.PositiveSmallIntegerField(_("第几环节"), null=True, blank=True, help_text=_("没有公布就留空。"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    starts_on = models.DateField(_("开始日期"), null=True, blank=True)
    ends_on = models.DateField(_("结束日期"), null=True, blank=True, help_text=_("只有一天就留空。"))
    offset_from = models.SmallIntegerField(
        _("从选举日起第几天开始"), null=True, blank=True, help_text=_("选举日前 20 天写 -20，当天写 0，之后写正数。")
    )
    offset_to = models.SmallIntegerField(_("到第几天结束"), null=True, blank=True, help_text=_("只有一天就留空。"))
    marked = models.CharField(
        _("进展"),
        max_length=10,
        choices=MARKS,
        blank=True,
        help_text=_("只在没有日期时选；填了日期或天数，进展由日期算出。"),
    )
    responsible = models.CharField(_("由谁负责"), max_length=60, blank=True)
    documents = StreamField(MaterialsBlock(), verbose_name=_("文件"), blank=True)

    panels = (
        FieldRowPanel([FieldPanel("kind"), FieldPanel("title")]),
        FieldRowPanel([FieldPanel("stage"), FieldPanel("number"), FieldPanel("marked")]),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldRowPanel([FieldPanel("offset_from"), FieldPanel("offset_to")]),
        FieldRowPanel([FieldPanel("responsible"), FieldPanel("note")]),
        FieldPanel("documents"),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("步骤")
        verbose_name_plural = _("步骤")

    def __str__(self) -> str:
        return self.title or str(_("名称未公布"))

    def clean(self) -> None:
        faults: dict[str, Any] = {}
        has_day, is_counted = self.starts_on is not None, self.offset_from is not None
        if self.ends_on and (not self.starts_on or self.ends_on < self.starts_on):
            faults["ends_on"] = _fault(_("结束日期要在开始日期当天或之后；只有一天就留空。"), "ends_first")
        if self.offset_to is not None and (self.offset_from is None or self.offset_to < self.offset_from):
            faults["offset_to"] = _fault(_("结束的天数不能小于开始的天数；只有一天就留空。"), "ends_first")
        if has_day and is_counted:
            faults["offset_from"] = _fault(_("日期和“从选举日起第几天”只填一种，不然两边可能对不上。"), "two_truths")
        if self.marked and (has_day or is_counted):
            faults["marked"] = _fault(_("已经有日期了，进展由日期算出，这里请留空。"), "two_truths")
        if self.is_meeting and self.number is not None:
            faults["number"] = _fault(_("会议和培训不计入环节数，这里请留空。"), "meeting_has_no_number")
        if faults:
            raise ValidationError(faults)

    @property
    def is_meeting(self) -> bool:
        return self.kind == self.Kind.MEETING

    @property
    def counted(self) -> str:
        """Its days in words, as counted from election day; empty without an offset."""
        if self.offset_from is None:
            return ""
        first = _counted(self.offset_from)
        if self.offset_to in (None, self.offset_from):
            return first
        return str(_("%(first)s至%(last)s")) % {"first": first, "last": _counted(self.offset_to or 0)}


def _fault(sentence: Any, code: str) -> ValidationError:
    return ValidationError(sentence, code=code)


def _counted(days: int) -> str:
    if days == 0:
        return str(_("选举日当天"))
    sentence = _("选举日前 %(days)s 天") if days < 0 else _("选举日后 %(days)s 天")
    return str(sentence) % {"days": abs(days)}
