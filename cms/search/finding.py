"""A query → hits: two questions to the database, however many kinds of thing are searched."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, Q, QuerySet, When
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from wagtail.models import Site

from cms.search.folding import condition, fold, has_one_form, terms_of
from cms.search.snippets import marked, snippet
from cms.search.sources import COLUMNS, Kind, sources

MAX_LENGTH = 80
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Found(NamedTuple):
    """That a row matches, without its text: there may be thousands."""

    kind: str
    key: int
    in_heading: bool
    moment: datetime | None


@dataclass(frozen=True)
class Hit:
    """A row of the result, as it is shown."""

    kind: Kind
    heading: SafeString
    excerpt: SafeString
    url: str
    moment: datetime | None


class Search:
    """One query on one site; ``kind`` narrows what is listed, not what is counted."""

    def __init__(self, query: str, *, site: Site | None, kind: str = "") -> None:
        self.query = query.strip()[:MAX_LENGTH]
        self.terms = terms_of(self.query)
        self.kind = kind if kind in Kind.values else ""
        self.site = site

    @cached_property
    def found(self) -> list[Found]:
        """Everything that matches: hits in a heading first, then the newest."""
        if not self.terms:
            return []
        rows = self._exactly() if all(map(has_one_form, self.terms)) else self._roughly_then_exactly()
        return sorted(rows, key=lambda f: (f.in_heading, f.moment or _LONG_AGO, f.key), reverse=True)

    @property
    def counts(self) -> list[tuple[Kind, int]]:
        """How many there are of each kind that has any."""
        counted = Counter(found.kind for found in self.found)
        return [(kind, counted[kind]) for kind in Kind if counted[kind]]

    @property
    def listed(self) -> list[Found]:
        return [found for found in self.found if self.kind in ("", found.kind)]

    def hits(self, shown: Sequence[Found]) -> list[Hit]:
        """Load the rows of one page of the result, in its order."""
        if not shown:
            return []
        keys: dict[str, list[int]] = {}
        for one in shown:
            keys.setdefault(one.kind, []).append(one.key)
        parts = [(rows, keys[kind]) for kind, rows in self._sources() if kind in keys]
        rows = _united([part.filter(pk__in=wanted) for part, wanted in parts], *COLUMNS[:5])
        by_key = {(kind, key): (heading, text, place) for kind, key, heading, text, place in rows}
        return [self._hit(one, *by_key[one.kind, one.key]) for one in shown if (one.kind, one.key) in by_key]

    def _sources(self) -> list[tuple[str, QuerySet]]:
        return [(kind.value, rows) for kind, rows in sources(self.site)]

    def _exactly(self) -> list[Found]:
        return [Found(*row) for row in _united(self._matching(), "hit_kind", "hit_key", "in_heading", "hit_moment")]

    def _roughly_then_exactly(self) -> list[Found]:
        """For words that may stand in several forms: let the database narrow down, then look at the texts."""
        found = []
        for kind, key, heading, text, _place, moment in _united(self._matching(), *COLUMNS):
            folded, head = fold(text), fold(heading)
            if all(term in folded for term in self.terms):
                found.append(Found(kind, key, all(term in head for term in self.terms), moment))
        return found

    def _matching(self) -> list[QuerySet]:
        in_text, in_heading = Q(), Q()
        for term in self.terms:
            in_text &= condition("hit_text", term)
            in_heading &= condition("hit_heading", term)
        heading = Case(When(in_heading, then=True), default=False, output_field=BooleanField())
        return [rows.filter(in_text).annotate(in_heading=heading) for _kind, rows in self._sources()]

    def _hit(self, found: Found, heading: str, text: str, place: str) -> Hit:
        kind = Kind(found.kind)
        body = text.removeprefix(heading)
        return Hit(kind, marked(heading, self.terms), snippet(body, self.terms), _address(kind, place), found.moment)


def _united(parts: list[QuerySet], *columns: str) -> list[tuple[Any, ...]]:
    first, *rest = (part.values_list(*columns) for part in parts)
    return list(first.union(*rest, all=True))


def _address(kind: Kind, place: str) -> str:
    if kind == Kind.PROPOSAL:
        return reverse("maps:proposal", args=(place,))
    if kind == Kind.TERM:
        return f"{reverse('cms:glossary')}#{place}"
    return "/" + place.split("/", 2)[2]
