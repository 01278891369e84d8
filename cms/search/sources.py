"""What can be found: every page of ours, the plan's proposals, what was said on them, the glossary. Published only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, DateField, Expression, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, Length, TruncDate
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.lecture_material import published_cues, published_slides
from cms.models import GlossaryTerm, LecturePage, LectureSeriesPage, NewsPage
from cms.models.base import PublicPage
from maps.consultation.models import Comment
from maps.plan.models import Proposal


class DayOf(TruncDate):
    """A moment's day in the site's time zone. SQLite reckons it itself: Django's own way calls Python for each row."""

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, Any]:
        moment, params = compiler.compile(self.lhs)
        minutes = (timezone.localtime().utcoffset() or timedelta()) // timedelta(minutes=1)
        return f"DATE({moment}, %s)", (*params, f"{minutes:+d} minutes")


class Kind(models.TextChoices):
    """What a hit is, and what the reader may narrow a search to."""

    NEWS = "news", _("新闻")
    LECTURE = "lecture", _("讲座")
    SLIDE = "slide", _("幻灯片")
    SAID = "said", _("录音录像")
    PROPOSAL = "proposal", _("规划")
    COMMENT = "comment", _("居民意见")
    PAGE = "page", _("页面")
    TERM = "term", _("词语")


KIND_OF = {NewsPage: Kind.NEWS, LecturePage: Kind.LECTURE, LectureSeriesPage: Kind.LECTURE}
#: The columns that all sources share, whatever they are called in their tables.
COLUMNS = ("hit_kind", "hit_key", "hit_heading", "hit_text", "hit_place", "hit_day")
_PUBLISHED_ON = DayOf("first_published_at")
#: The day by which a page is looked for, where it is not that of its publication.
_DAYS: dict[type[PublicPage], Expression] = {
    NewsPage: Coalesce("event_date", _PUBLISHED_ON),
    LecturePage: Coalesce(DayOf("starts_at"), _PUBLISHED_ON),
}


@dataclass(frozen=True)
class Source:
    """One table: its published rows with ``COLUMNS``, and beside them what is compared.

    ``search_folded`` is the folded text; the first ``hit_head`` characters of it are the heading's.
    ``indexed``: as what Wagtail's index has its rows, so that not all of them have to be read. ``has_heading``: it is of
    their own text; those of others are that of what they belong to.
    """

    kind: Kind
    make_rows: Callable[[], QuerySet]
    indexed: type[models.Model] | None = None
    has_heading: bool = True

    @cached_property
    def rows(self) -> QuerySet:
        """Put together when they are asked for: a word stands in few tables, and each takes Django milliseconds."""
        return self.make_rows()


def page_models(base: type[PublicPage] = PublicPage) -> Iterator[type[PublicPage]]:
    """Yield every kind of page that can be made; a new one is searched without being named here."""
    for model in base.__subclasses__():
        if not model._meta.abstract:
            yield model
        yield from page_models(model)


def sources(site: Site | None) -> list[Source]:
    """Return one source for each table; all have the same columns, so they can be united."""
    return [
        *(Source(KIND_OF.get(model, Kind.PAGE), partial(_pages, model), model) for model in page_models()),
        Source(Kind.SLIDE, _slides, has_heading=False),
        Source(Kind.SAID, _cues, has_heading=False),
        Source(Kind.PROPOSAL, partial(_proposals, site), Proposal),
        Source(Kind.COMMENT, partial(_comments, site), has_heading=False),
        Source(Kind.TERM, _terms),
    ]


def _pages(model: type[PublicPage]) -> QuerySet:
    return _columns(
        model.objects.published().order_by(),
        KIND_OF.get(model, Kind.PAGE),
        hit_heading=F("title"),
        hit_text=F("search_text"),
        hit_place=F("url_path"),
        hit_day=_DAYS.get(model, _PUBLISHED_ON),
    )


def _slides() -> QuerySet:
    """Return each slide of a public lecture; its heading, the lecture's name and its number, is no part of the text."""
    heading = Concat(
        "lecture_title", Value(" · "), Value(gettext("第 ")), "number", Value(gettext(" 页")), output_field=TextField()
    )
    return _of_lecture(Kind.SLIDE, published_slides(), heading)


def _cues() -> QuerySet:
    return _of_lecture(Kind.SAID, published_cues(), F("lecture_title"))


def _of_lecture(kind: Kind, rows: QuerySet, heading: Expression | F) -> QuerySet:
    columns = _columns(
        rows.order_by(),
        kind,
        hit_heading=heading,
        hit_text=F("search_text"),
        hit_place=F("place"),
        hit_day=DayOf("lecture_day"),
    )
    return columns.annotate(hit_head=Value(0))


def _proposals(site: Site | None) -> QuerySet:
    return _columns(
        Proposal.objects.published().filter(plan__site=site).order_by(),
        Kind.PROPOSAL,
        hit_heading=F("title"),
        hit_text=F("search_text"),
        hit_place=F("slug"),
        hit_day=_PUBLISHED_ON,
    )


def _comments(site: Site | None) -> QuerySet:
    """Return what was said: its heading, the name of the proposal, is no part of the text."""
    place = Concat("proposal__slug", Value("/"), "pk", Value("/"), "parent_id", output_field=TextField())
    rows = _columns(
        Comment.objects.published().filter(proposal__live=True, proposal__plan__site=site).order_by(),
        Kind.COMMENT,
        hit_heading=F("proposal__title"),
        hit_text=F("text"),
        hit_place=place,
        hit_day=DayOf("created_at"),
    )
    return rows.annotate(hit_head=Value(0))


def _terms() -> QuerySet:
    return _columns(
        GlossaryTerm.objects.order_by(),
        Kind.TERM,
        hit_heading=F("term"),
        hit_text=Concat("term", Value("\n"), "explanation", Value("\n"), "source", output_field=TextField()),
        hit_place=F("slug"),
        hit_day=Cast(Value(None), DateField()),
    )


def _columns(rows: QuerySet, kind: Kind, *, hit_day: Expression | F, **texts: Expression | F) -> QuerySet:
    """Give the rows the shared columns, each cast to one type: a union asks for it."""
    return rows.annotate(
        hit_kind=Value(kind.value, output_field=CharField()),
        hit_key=F("pk"),
        hit_day=hit_day,
        hit_head=Length(texts["hit_heading"], output_field=IntegerField()),
        **{name: Cast(text, TextField()) for name, text in texts.items()},
    )
