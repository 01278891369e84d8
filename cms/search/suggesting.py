"""What is typed so far → titles: by what stands in them, by the first letters of their sounds, or in what was asked."""

import datetime
from typing import NamedTuple

from django.db.models import QuerySet, Value
from django.db.models.functions import StrIndex
from wagtail.models import Site

from cms.search.finding import MAX_LENGTH, address_of, ends_in_heading, holding, united
from cms.search.sources import Kind, sources
from cms.search.tokens import initials
from folding import fold

SUGGESTED = 8
_LONG_AGO = datetime.date.min


class Suggestion(NamedTuple):
    """A title that what is typed may become."""

    title: str
    url: str
    kind: Kind


def suggest(typed: str, *, site: Site | None) -> list[Suggestion]:
    """Return titles that contain what is typed, or whose sounds begin with its letters: cyxc is 曹杨新村."""
    wanted = fold(typed.strip()[:MAX_LENGTH])
    if not wanted:
        return []
    by_sound = wanted.isascii() and wanted.isalnum()
    with_heading = [source for source in sources(site) if source.has_heading]
    parts = [_titled(rows, wanted, by_sound=by_sound) for rows in holding(with_heading, [wanted])]
    found = united(parts, "hit_kind", "hit_heading", "hit_place", "hit_day")
    near = [(place, row) for row in found if (place := _nearness(row[1], wanted, by_sound=by_sound)) is not None]
    near.sort(key=lambda pair: (pair[0], -(pair[1][3] or _LONG_AGO).toordinal(), pair[1][1]))
    return [_suggestion(*row[:3]) for _place, row in near[:SUGGESTED]]


def titles_in(asked: str, *, site: Site | None) -> list[Suggestion]:
    """Return the proposals and terms whose names stand in what was asked, the longest first."""
    parts = [source.rows for source in sources(site) if source.kind in (Kind.PROPOSAL, Kind.TERM)]
    rows = [row for row in united(parts, "hit_kind", "hit_heading", "hit_place") if fold(row[1]) in fold(asked)]
    return [_suggestion(*row) for row in sorted(rows, key=lambda row: (-len(row[1]), row))[:SUGGESTED]]


def _titled(rows: QuerySet, wanted: str, *, by_sound: bool) -> QuerySet:
    """Return the rows with the wanted in their heading; by its letters those that may sound like it, too."""
    rows = rows.alias(hit_at=StrIndex("search_folded", Value(wanted)))
    return rows if by_sound else rows.filter(ends_in_heading("hit_at", wanted), hit_at__gt=0)


def _suggestion(kind: str, title: str, place: str) -> Suggestion:
    return Suggestion(title, address_of(Kind(kind), place), Kind(kind))


def _nearness(title: str, wanted: str, *, by_sound: bool) -> tuple[bool, int] | None:
    """Return how far from a title's beginning the wanted stands, in itself before in its sounds; None if nowhere."""
    if (place := fold(title).find(wanted)) >= 0:
        return False, place
    if by_sound and (place := initials(title).find(wanted)) >= 0:
        return True, place
    return None
