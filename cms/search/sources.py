"""What can be found: every page of ours, the proposals of the site's plan, the glossary. Published only."""

from collections.abc import Iterator

from django.db import models
from django.db.models import CharField, DateTimeField, Expression, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.models import GlossaryTerm, LecturePage, LectureSeriesPage, NewsPage
from cms.models.base import PublicPage
from maps.plan.models import Proposal


class Kind(models.TextChoices):
    """What a hit is, and what the reader may narrow a search to."""

    NEWS = "news", _("新闻")
    LECTURE = "lecture", _("讲座")
    PROPOSAL = "proposal", _("规划")
    PAGE = "page", _("页面")
    TERM = "term", _("词语")


KIND_OF = {NewsPage: Kind.NEWS, LecturePage: Kind.LECTURE, LectureSeriesPage: Kind.LECTURE}
#: The columns that all sources share, whatever they are called in their tables.
COLUMNS = ("hit_kind", "hit_key", "hit_heading", "hit_text", "hit_place", "hit_moment")


def page_models(base: type[PublicPage] = PublicPage) -> Iterator[type[PublicPage]]:
    """Yield every kind of page that can be made; a new one is searched without being named here."""
    for model in base.__subclasses__():
        if not model._meta.abstract:
            yield model
        yield from page_models(model)


def sources(site: Site | None) -> list[tuple[Kind, QuerySet]]:
    """Return one query set for each table with its kind; all have ``COLUMNS``, so they can be united."""
    pages = [(KIND_OF.get(model, Kind.PAGE), _pages(model)) for model in page_models()]
    return [*pages, (Kind.PROPOSAL, _proposals(site)), (Kind.TERM, _terms())]


def _pages(model: type[PublicPage]) -> QuerySet:
    return _columns(
        model.objects.published().order_by(),
        KIND_OF.get(model, Kind.PAGE),
        hit_heading=F("title"),
        hit_text=F("search_text"),
        hit_place=F("url_path"),
        hit_moment=F("first_published_at"),
    )


def _proposals(site: Site | None) -> QuerySet:
    return _columns(
        Proposal.objects.published().filter(plan__site=site).order_by(),
        Kind.PROPOSAL,
        hit_heading=F("title"),
        hit_text=F("search_text"),
        hit_place=F("slug"),
        hit_moment=F("first_published_at"),
    )


def _terms() -> QuerySet:
    return _columns(
        GlossaryTerm.objects.order_by(),
        Kind.TERM,
        hit_heading=F("term"),
        hit_text=Concat("term", Value("\n"), "explanation", Value("\n"), "source", output_field=TextField()),
        hit_place=F("slug"),
        hit_moment=Cast(Value(None), DateTimeField()),
    )


def _columns(rows: QuerySet, kind: Kind, *, hit_moment: Expression | F, **texts: Expression | F) -> QuerySet:
    """Give the rows the shared columns, each cast to one type: a union asks for it."""
    return rows.annotate(
        hit_kind=Value(kind.value, output_field=CharField()),
        hit_key=F("pk"),
        hit_moment=hit_moment,
        **{name: Cast(text, TextField()) for name, text in texts.items()},
    )
