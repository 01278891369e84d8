"""One election from its first meeting to its last paper."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.db import models
from django.db.models import Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from cms import timetable
from cms.election_blocks import LawsBlock, StagesBlock, UnitsBlock
from cms.forms import CycleForm
from cms.models.base import ArticlePage, body_panels, texts_of
from cms.models.election.base import AboutElection
from cms.models.election.steps import CycleStep
from cms.models.published import PublicQuerySet
from maps.explorer.moments import valid_until

__all__ = ["CycleStep", "ElectionCyclePage", "standing_now"]


class CycleQuerySet(PublicQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-year", "-pk")


class ElectionCyclePage(AboutElection, ArticlePage):
    """The wall chart of one election: what is done, what goes on, what is next, and what was not published."""

    class Kind(models.TextChoices):
        BOTH = "both", _("居民区“两委”")
        PARTY = "party", _("居民区党组织")
        COMMITTEE = "committee", _("居民委员会")

    year = models.PositiveSmallIntegerField(_("年份"))
    kind = models.CharField(_("选什么"), max_length=10, choices=Kind.choices, default=Kind.BOTH)
    term_years = models.PositiveSmallIntegerField(_("一届几年"), null=True, blank=True)
    election_day = models.DateField(
        _("选举日"), null=True, blank=True, help_text=_("各居民区不同的，填在居民区自己的页面上。没有公布就留空。")
    )
    stage_count = models.PositiveSmallIntegerField(_("一共几个阶段"), null=True, blank=True)
    step_count = models.PositiveSmallIntegerField(_("一共几个环节"), null=True, blank=True)
    as_of = models.DateField(
        _("情况截至"), null=True, blank=True, help_text=_("过去的换届，填消息到哪一天为止；正在进行的留空，就是今天。")
    )
    contact = models.CharField(_("问谁"), max_length=200, blank=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    stages = StreamField(StagesBlock(), verbose_name=_("阶段"), blank=True)
    units = StreamField(UnitsBlock(), verbose_name=_("由谁来办"), blank=True)
    laws = StreamField(LawsBlock(), verbose_name=_("法律依据"), blank=True)

    objects = PageManager.from_queryset(CycleQuerySet)()
    searched_facts = ("contact", "source")
    base_form_class = CycleForm

    parent_page_types = ("cms.ElectionPage",)
    subpage_types = ("cms.BulletinIndexPage", "cms.NeighbourhoodElectionPage", "cms.ElectionNoticePage")
    template = "cms/election_cycle.html"
    content_panels = (
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("year"), FieldPanel("kind"), FieldPanel("term_years")]),
                FieldRowPanel([FieldPanel("election_day"), FieldPanel("as_of")]),
                FieldRowPanel([FieldPanel("stage_count"), FieldPanel("step_count")]),
                FieldRowPanel([FieldPanel("contact"), FieldPanel("source")]),
            ],
            heading=_("这一次换届"),
        ),
        FieldPanel("stages"),
        InlinePanel("steps", heading=_("步骤"), label=_("步骤")),
        FieldPanel("units"),
        FieldPanel("laws"),
        *body_panels(),
    )

    class Meta:
        verbose_name = _("一次换届")
        verbose_name_plural = _("换届")

    def searchable_body(self) -> Iterable[str]:
        yield from super().searchable_body()
        for step in self.steps.all():
            yield from (step.title, step.note, step.responsible)
        for rows in (self.stages, self.units, self.laws):
            for block in rows:
                yield from texts_of(block.value)

    def slug_stem(self, typed: dict[str, Any]) -> str:
        return str(typed.get("year") or "election")

    @property
    def organisation(self) -> str:
        """The organisation as people write it: ``1+5+3+10``."""
        return "+".join(str(block.value["count"]) for block in self.units)

    def seen_on(self) -> datetime.date:
        """Return the day of which the states are told: today, or the last day of which anything is known."""
        today = timezone.localdate()
        return min(self.as_of, today) if self.as_of else today

    def next_day(self) -> datetime.datetime | None:
        """Return when the states may change by themselves: at midnight, or never any more."""
        if self.as_of and self.as_of < timezone.localdate():
            return None
        return valid_until(timezone.now(), ())

    @cached_property
    def placed(self) -> list[timetable.Placed]:
        return self.placed_for(self.election_day)

    def placed_for(self, election_day: datetime.date | None, *, counted_only: bool = False) -> list[timetable.Placed]:
        """Return the steps as they stand where the election is on ``election_day``.

        ``counted_only``: only those that are counted from it. Where the sub-district as a whole has got to says
        nothing about one neighbourhood.
        """
        steps = [step for step in self.steps.all() if step.offset_from is not None or not counted_only]
        _load_documents(steps)
        return self.place(steps, election_day)

    def place(self, steps: Iterable[CycleStep], election_day: datetime.date | None) -> list[timetable.Placed]:
        return timetable.place(steps, on=self.seen_on(), election_day=election_day)

    def chart(self) -> timetable.Chart:
        titles = {block.value["number"]: block.value["title"] for block in self.stages}
        return timetable.chart(
            self.placed, titles=titles, stage_count=self.stage_count or 0, step_count=self.step_count or 0
        )

    def now_line(self, placed: Sequence[timetable.Placed]) -> str:
        """Say where it stands, and of which day that is told; empty where nothing is known."""
        line = timetable.now_line(placed)
        if not line or not self.as_of:
            return line
        return gettext("截至%(day)s，%(line)s") % {"day": date_format(self.as_of, gettext("Y年n月j日")), "line": line}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        # By name: their modules name this one.
        from cms.models.election.neighbourhoods import NeighbourhoodElectionPage
        from cms.models.election.notices import ElectionNoticePage

        context["neighbourhoods"] = NeighbourhoodElectionPage.objects.child_of(self).published().in_order()
        context["notices"] = ElectionNoticePage.objects.child_of(self).published().in_order()
        context["chart"] = self.chart()
        context["line"] = self.now_line(self.placed)
        context["bulletins"] = self.bulletin_index()
        context["valid_until"] = self.next_day()
        return context

    def bulletin_index(self) -> Page | None:
        from cms.models.election.bulletins import BulletinIndexPage

        index: Page | None = BulletinIndexPage.objects.child_of(self).published().first()
        return index


def standing_now() -> tuple[str, datetime.datetime | None]:
    """Return where the newest published cycle stands, and until when that holds; one query.

    The line is empty where there is no cycle, or nothing is known of it.
    """
    newest = ElectionCyclePage.objects.published().newest_first().values("pk")[:1]
    rows = CycleStep.objects.filter(cycle_id=Subquery(newest)).order_by("sort_order", "pk")
    steps = list(rows.select_related("cycle").defer("cycle__body", "cycle__search_text", "cycle__search_folded"))
    if not steps:
        return "", None
    cycle = steps[0].cycle
    return cycle.now_line(cycle.place(steps, cycle.election_day)), cycle.next_day()


def _load_documents(steps: list[CycleStep]) -> None:
    """Give each step ``files``, pairs of document and note, with one query for all of them; none without documents."""
    named = {step: [raw["value"] for raw in step.documents.raw_data] for step in steps}
    keys = {value["material"] for values in named.values() for value in values}
    found = get_document_model().objects.in_bulk(keys) if keys else {}
    for step, values in named.items():
        step.files = [(found[v["material"]], v["note"]) for v in values if v["material"] in found]
