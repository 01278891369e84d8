"""What stands around a page, a term or a proposal: what it points at and what points at it, each once.

Only what everyone may read; what was chosen here in the chosen order, then the others, the newest first.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.apps import apps
from django.db.models import BooleanField, Case, DateField, Expression, ExpressionWrapper, Q, QuerySet, When
from django.db.models.functions import Coalesce, TruncDate
from wagtail.models import Page

from cms.models.links import LINKED_PAGES, Link
from cms.models.published import everyone_may_read

SIDES = ("from_page", "to_page")
#: The columns of a page that a line about it, a feed and the cache ask for.
SHOWN = ("title", "url_path", "content_type", "expire_at", "first_published_at", "last_published_at")


class Node(NamedTuple):
    """One end of a link; without a key it is a page that is not stored yet."""

    kind: str  # "page", "term" or "proposal": as the fields of Link are called
    key: int | None


@dataclass
class Around:
    """The other ends of the links of one node; ``pages``: those of them that everyone may read, by their keys."""

    chosen: list[Node] = field(default_factory=list)
    naming: list[Node] = field(default_factory=list)
    pages: Mapping[int, Page] = field(default_factory=dict)

    def keys(self, kind: str) -> list[int]:
        """Return the keys of one kind, the chosen ones first."""
        return [node.key for node in (*self.chosen, *self.naming) if node.kind == kind and node.key]

    def readable(self, *, naming: int | None = None) -> list[Page]:
        """Return the pages as they are shown; of those that were not chosen ``naming`` at most."""
        chosen, others = self._pages_of(self.chosen), self._pages_of(self.naming)
        others.sort(key=lambda page: (page.newness or datetime.date.min, page.pk), reverse=True)
        return [*chosen, *others[:naming]]

    def _pages_of(self, nodes: Iterable[Node]) -> list[Page]:
        keys = (node.key for node in nodes if node.kind == "page" and node.key)
        return [self.pages[key] for key in keys if key in self.pages]


def ends_of(link: Link) -> tuple[Node, Node]:
    return _end(link, "from", ("page", "term")), _end(link, "to", ("page", "term", "proposal"))


def _end(link: Link, side: str, kinds: Sequence[str]) -> Node:
    keys = ((kind, getattr(link, f"{side}_{kind}_id")) for kind in kinds)
    return next((Node(kind, key) for kind, key in keys if key is not None), Node("page", None))


def around_page(page: Page) -> Around:
    """Return what is around a page, in one query; a preview asks once more, for what stands in its form."""
    here = Node("page", page.pk)
    rows = list(_with_pages(Q(from_page=page.pk) | Q(to_page=page.pk))) if page.pk else []
    typed = getattr(page, "_cluster_related_objects", {}).get("links")
    if typed is None:
        return _around(here, map(ends_of, rows), _pages_in(rows))
    rows = [row for row in rows if row.from_page_id != page.pk]
    chosen = [ends_of(link)[1] for link in typed]
    there = readable_pages().in_bulk([node.key for node in chosen if node.kind == "page"])
    return _around(here, [*((here, end) for end in chosen), *map(ends_of, rows)], _pages_in(rows) | there)


def around_terms(keys: Sequence[int]) -> dict[int, Around]:
    """Return what is around each of the terms, by their keys, in one query for all of them."""
    rows = list(_with_pages(Q(from_term__in=keys) | Q(to_term__in=keys)))
    pairs, pages = [ends_of(row) for row in rows], _pages_in(rows)
    return {key: _around(Node("term", key), pairs, pages) for key in keys}


def _around(here: Node, pairs: Iterable[tuple[Node, Node]], pages: Mapping[int, Page]) -> Around:
    pairs = list(pairs)
    chosen = dict.fromkeys(end for start, end in pairs if start == here and end != here)
    naming = dict.fromkeys(start for start, end in pairs if end == here and start != here)
    return Around(list(chosen), [node for node in naming if node not in chosen], pages)


def _with_pages(touching: Q) -> QuerySet[Link]:
    """Return links with the pages at their ends and what ``readable_pages`` says of each."""
    rows = Link.objects.filter(touching).select_related("from_page", "to_page")
    for side in SIDES:
        of = f"{side}__"
        is_public = ExpressionWrapper(everyone_may_read(of), output_field=BooleanField())
        rows = rows.annotate(
            **{f"{side}_{name}": fact for name, fact in (*_days(of).items(), ("is_public", is_public))}
        )
    of_links = [name for side in ("from", "to") for name in (f"{side}_page", f"{side}_term")]
    shown = [f"{side}__{name}" for side in SIDES for name in SHOWN]
    return rows.only("sort_order", *of_links, "to_proposal", *shown)


def _pages_in(rows: Iterable[Link]) -> dict[int, Page]:
    """Return the pages at either end of links that everyone may read."""
    found: dict[int, Page] = {}
    for row in rows:
        for side in SIDES:
            if getattr(row, f"{side}_is_public"):
                page = getattr(row, side)
                page.day, page.newness = getattr(row, f"{side}_day"), getattr(row, f"{side}_newness")
                found[page.pk] = page
    return found


def readable_pages() -> QuerySet[Page]:
    """Return the pages that everyone may read with what a line about one shows.

    ``day`` is the one to show, if there is one: of the event, of the lecture, of the bulletin. ``newness`` puts in order.
    """
    return Page.objects.filter(everyone_may_read()).annotate(**_days()).only(*SHOWN)


def _days(of: str = "") -> dict[str, Expression]:
    published_on = TruncDate(f"{of}first_published_at")
    of_news = When(**{f"{of}newspage__isnull": False}, then=Coalesce(f"{of}newspage__event_date", published_on))
    own = (TruncDate(f"{of}lecturepage__starts_at"), f"{of}bulletinpage__issued_on")
    day = Coalesce(Case(of_news, output_field=DateField()), *own)
    return {"day": day, "newness": Coalesce(day, published_on)}


def by_kind(pages: Iterable[Page]) -> list[tuple[str, list[Page]]]:
    """Return pages in groups, each with what its kind is called; the kinds in the order of ``LINKED_PAGES``."""
    kinds = [str(apps.get_model(name).called) for name in LINKED_PAGES]
    groups: dict[str, list[Page]] = {kind: [] for kind in kinds}
    for page in pages:
        groups.setdefault(kind_of(page), []).append(page)
    return [(kind, group) for kind, group in groups.items() if group]


def kind_of(page: Page) -> str:
    """Return what a kind of page is called, such as 新闻; one query at most for each kind and process."""
    return str(getattr(page.specific_class, "called", ""))
