"""A query → hits: four questions to the database, however many kinds of thing are searched."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Expression, F, Model, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page, Site
from wagtail.search.backends import get_search_backend

from cms.search.snippets import marked, snippet
from cms.search.sources import COLUMNS, Kind, Source, sources
from cms.search.tokens import tokens_of_query
from folding import fold
from languages import here
from maps.consultation.models import Comment

MAX_LENGTH = 80
MAX_TERMS = 8
#: As many keys are handed over as they are; more are a question within the question.
FEW = 500
_LONG_AGO = datetime.date.min


class Found(NamedTuple):
    """That a row matches and how well, without its text: there may be thousands."""

    kind: str
    key: int
    rank: int
    day: datetime.date | None


@dataclass(frozen=True)
class Hit:
    """A row of the result, as it is shown."""

    kind: Kind
    heading: SafeString
    excerpt: SafeString
    url: str
    day: datetime.date | None


def terms_of(query: str) -> list[str]:
    """Return the folded words of a query, each once; a text has to contain all of them."""
    return list(dict.fromkeys(fold(query).split()))[:MAX_TERMS]


class Search:
    """One query on one site; ``kind`` and ``year`` narrow what is listed, not what is counted."""

    def __init__(self, query: str, *, site: Site | None, kind: str = "", year: str = "") -> None:
        self.query = query.strip()[:MAX_LENGTH]
        self.terms = terms_of(self.query)
        self.kind = kind if kind in Kind.values else ""
        self.year = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
        self.site = site

    @cached_property
    def found(self) -> list[Found]:
        """Everything that matches: in the title first, then where the words stand in a row, then the newest."""
        if not self.terms:
            return []
        parts = [_matching(rows, self.terms) for rows in holding(sources(self.site), self.terms)]
        rows = (Found(*row) for row in united(parts, "hit_kind", "hit_key", "hit_rank", "hit_day"))
        return sorted(rows, key=lambda f: (f.rank, f.day or _LONG_AGO, f.key), reverse=True)

    @property
    def counts(self) -> list[tuple[Kind, int]]:
        """How many there are of each kind that has any."""
        counted = Counter(found.kind for found in self.found)
        return [(kind, counted[kind]) for kind in Kind if counted[kind]]

    @property
    def years(self) -> list[tuple[int, int]]:
        """How many of the kind that is listed there are of each year, the latest first."""
        of_kind = (found for found in self.found if self.kind in ("", found.kind))
        return sorted(Counter(found.day.year for found in of_kind if found.day).items(), reverse=True)

    @property
    def listed(self) -> list[Found]:
        return [
            found
            for found in self.found
            if self.kind in ("", found.kind) and (self.year is None or (found.day and found.day.year == self.year))
        ]

    def address(self, **other: str | int) -> str:
        """Return the query string of this search, with other values in the place of its own."""
        said: dict[str, str | int] = {"q": self.query, "kind": self.kind, "year": self.year or ""} | other
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def narrowings(self) -> list[tuple[str, list[tuple[str, int, str, bool]]]]:
        """Return the rows of links that narrow: what they are by, then each with its number, address and whether it is chosen."""
        all_of_kind = sum(number for _year, number in self.years)
        kinds = [(_("全部"), len(self.found), self.address(kind=""), not self.kind)]
        kinds += [(str(kind.label), n, self.address(kind=kind.value), kind == self.kind) for kind, n in self.counts]
        years = [(_("所有年份"), all_of_kind, self.address(year=""), self.year is None)]
        years += [(_("%s 年") % year, n, self.address(year=year), year == self.year) for year, n in self.years]
        return [(_("按类别看"), kinds), *([(_("按年份看"), years)] if len(years) > 2 or self.year else [])]

    def hits(self, shown: Sequence[Found]) -> list[Hit]:
        """Load the rows of one page of the result, in its order."""
        if not shown:
            return []
        keys: dict[str, list[int]] = {}
        for one in shown:
            keys.setdefault(one.kind, []).append(one.key)
        parts = [s.rows.filter(pk__in=keys[s.kind]) for s in sources(self.site) if s.kind in keys]
        by_key = {(kind, key): rest for kind, key, *rest in united(parts, *COLUMNS[:5])}
        return [self._hit(one, *by_key[one.kind, one.key]) for one in shown if (one.kind, one.key) in by_key]

    def _hit(self, found: Found, heading: str, text: str, place: str) -> Hit:
        kind = Kind(found.kind)
        body = text.removeprefix(heading)
        return Hit(kind, marked(heading, self.terms), snippet(body, self.terms), address_of(kind, place), found.day)


def _matching(rows: QuerySet, terms: list[str]) -> QuerySet:
    """Return the rows that contain every term, with ``hit_rank``: 2 for the title, and 1 where they stand in a row."""
    names = [f"hit_at_{number}" for number in range(len(terms))]
    places = {name: StrIndex("search_folded", Value(term)) for name, term in zip(names, terms, strict=True)}
    in_heading = Q(*(ends_in_heading(name, term) for name, term in zip(names, terms, strict=True)))
    heading = Case(When(in_heading, then=2), default=0)
    whole: Expression = Value(1)
    if len(terms) > 1:
        places["hit_whole"] = StrIndex("search_folded", Value("".join(terms)))
        whole = Case(When(hit_whole__gt=0, then=1), default=0)
    rows = rows.alias(**places).filter(**{f"{name}__gt": 0 for name in names})
    return rows.annotate(hit_rank=heading + whole)


def ends_in_heading(place: str, term: str) -> Q:
    """Whether a term whose first place is counted from 1 lies within the heading; 0, where it stands nowhere, does too."""
    return Q(**{f"{place}__lte": F("hit_head") - Value(len(term) - 1)})


def holding(searched: Sequence[Source], terms: list[str]) -> list[QuerySet]:
    """Return the rows that may contain the terms, of each source that has any: those with all pairs of the terms.

    A title also has the pairs of its sounds' first letters. What is not indexed is returned whole.
    """
    asked = " ".join(term for term in terms if tokens_of_query(term))
    if not asked:
        return [source.rows for source in searched]
    known = _known_to_index(asked, [source.indexed for source in searched if source.indexed])
    parts = []
    for source in searched:
        if source.indexed is None:
            parts.append(source.rows)
        elif keys := known.get(source.indexed):
            among = keys if len(keys) <= FEW else _candidates(asked, source.indexed).values("pk")
            parts.append(source.rows.filter(pk__in=among))
    return parts


def _known_to_index(asked: str, models: Iterable[type[Model]]) -> dict[type[Model] | None, list[int]]:
    """Return the keys of what has all pairs of what is asked, by its model: one question for all kinds of page."""
    known: dict[type[Model] | None, list[int]] = {
        model: list(_candidates(asked, model).values_list("pk", flat=True))
        for model in models
        if not issubclass(model, Page)
    }
    pages: dict[int, list[int]] = {}
    for content_type, key in _candidates(asked, Page).values_list("content_type_id", "pk"):
        pages.setdefault(content_type, []).append(key)
    return known | {ContentType.objects.get_for_id(key).model_class(): keys for key, keys in pages.items()}


def _candidates(asked: str, model: type[Model]) -> QuerySet:
    everything = model._default_manager.order_by()
    found = get_search_backend().autocomplete(asked, everything, order_by_relevance=False)
    return found.get_queryset().order_by()


def united(parts: Iterable[QuerySet], *columns: str) -> list[tuple[Any, ...]]:
    first, *rest = (part.values_list(*columns) for part in parts)
    return list(first.union(*rest, all=True))


def address_of(kind: Kind, place: str) -> str:
    if kind == Kind.PROPOSAL:
        return reverse("maps:proposal", args=(place,))
    if kind == Kind.TERM:
        return f"{reverse('cms:glossary')}#{place}"
    if kind == Kind.COMMENT:
        slug, key, parent = place.split("/")
        return Comment.address_of(slug, int(key), int(parent) if parent else None)
    # Of a page, a slide, or what was said: below the root stands the home page.
    return here("/" + place.split("/", 2)[2])
