"""What can be found: every page of ours, the plan's proposals, what was said on them, the glossary. Published only."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import CharField, DateField, Expression, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, Length, TruncDate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.lecture_material import published_cues, published_slides
from cms.models import GlossaryTerm, LecturePage, LectureSeriesPage, NewsPage
from cms.models.base import PublicPage
from maps.consultation.models import Comment
from maps.plan.models import Proposal


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
_PUBLISHED_ON = TruncDate("first_published_at")
#: The day by which a page is looked for, where it is not that of its publication.
_DAYS: dict[type[PublicPage], Expression] = {
    NewsPage: Coalesce("event_date", _PUBLISHED_ON),
    LecturePage: Coalesce(TruncDate("starts_at"), _PUBLISHED_ON),
}


@dataclass(frozen=True)
class Source:
    """One table: its published rows with ``COLUMNS``, and beside them what is compared.

    ``search_folded`` is the folded text; the first ``hit_head`` characters of it are the heading's.
    ``is_indexed``: Wagtail's index has its rows, so not all of them have to be read. ``has_heading``: it is of their
    own text; those of others are that of what they belong to.
    """

    kind: Kind
    rows: QuerySet
    is_indexed: bool = True
    has_heading: bool = True


def page_models(base: type[PublicPage] = PublicPage) -> Iterator[type[PublicPage]]:
    """Yield every kind of page that can be made; a new one is searched without being named here."""
    for model in base.__subclasses__():
        if not model._meta.abstract:
            yield model
        yield from page_models(model)


def sources(site: Site | None) -> list[Source]:
    """Return one source for each table; all have the same columns, so they can be united."""
    return [*map(_pages, page_models()), _slides(), _cues(), _proposals(site), _comments(site), _terms()]


def _pages(model: type[PublicPage]) -> Source:
    kind = KIND_OF.get(model, Kind.PAGE)
    rows = _columns(
        model.objects.published().order_by(),
        kind,
        hit_heading=F("title"),
        hit_text=F("search_text"),
        hit_place=F("url_path"),
        hit_day=_DAYS.get(model, _PUBLISHED_ON),
    )
    return Source(kind, rows)


def _slides() -> Source:
    """Return each slide of a public lecture; its heading, the lecture's name and its number, is no part of the text."""
    heading = Concat(
        "lecture_title", Value(" · "), Value(gettext("第 ")), "number", Value(gettext(" 页")), output_field=TextField()
    )
    return _of_lecture(Kind.SLIDE, published_slides(), heading)


def _cues() -> Source:
    return _of_lecture(Kind.SAID, published_cues(), F("lecture_title"))


def _of_lecture(kind: Kind, rows: QuerySet, heading: Expression | F) -> Source:
    columns = _columns(
        rows.order_by(),
        kind,
        hit_heading=heading,
        hit_text=F("search_text"),
        hit_place=F("place"),
        hit_day=TruncDate("lecture_day"),
    )
    return Source(kind, columns.annotate(hit_head=Value(0)), is_indexed=False, has_heading=False)


def _proposals(site: Site | None) -> Source:
    rows = _columns(
        Proposal.objects.published().filter(plan__site=site).order_by(),
        Kind.PROPOSAL,
        hit_heading=F("title"),
        hit_text=F("search_text"),
        hit_place=F("slug"),
        hit_day=_PUBLISHED_ON,
    )
    return Source(Kind.PROPOSAL, rows)


def _comments(site: Site | None) -> Source:
    """Return what was said: its heading, the name of the proposal, is no part of the text."""
    place = Concat("proposal__slug", Value("/"), "pk", Value("/"), "parent_id", output_field=TextField())
    rows = _columns(
        Comment.objects.published().filter(proposal__live=True, proposal__plan__site=site).order_by(),
        Kind.COMMENT,
        hit_heading=F("proposal__title"),
        hit_text=F("text"),
        hit_place=place,
        hit_day=TruncDate("created_at"),
    )
    return Source(Kind.COMMENT, rows.annotate(hit_head=Value(0)), is_indexed=False, has_heading=False)


def _terms() -> Source:
    rows = _columns(
        GlossaryTerm.objects.order_by(),
        Kind.TERM,
        hit_heading=F("term"),
        hit_text=Concat("term", Value("\n"), "explanation", Value("\n"), "source", output_field=TextField()),
        hit_place=F("slug"),
        hit_day=Cast(Value(None), DateField()),
    )
    return Source(Kind.TERM, rows, is_indexed=False)


def _columns(rows: QuerySet, kind: Kind, *, hit_day: Expression | F, **texts: Expression | F) -> QuerySet:
    """Give the rows the shared columns, each cast to one type: a union asks for it."""
    return rows.annotate(
        hit_kind=Value(kind.value, output_field=CharField()),
        hit_key=F("pk"),
        hit_day=hit_day,
        hit_head=Length(texts["hit_heading"], output_field=IntegerField()),
        **{name: Cast(text, TextField()) for name, text in texts.items()},
    )
