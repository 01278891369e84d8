"""News and lectures that explain a proposal: who has them registers here and is asked when its page is made.

In an ``AppConfig.ready()``::

    related.register("news", _("相关新闻"), links_to_news)
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise

from maps.plan.models import Proposal


@dataclass(frozen=True)
class RelatedLink:
    """Something to read on; ``kind`` is a word for people, such as 新闻 or 讲座. It is there ``until`` a known moment, or None."""

    title: str
    url: str
    kind: str = ""
    date: datetime.date | None = None
    until: datetime.datetime | None = None


class RelatedGroup(NamedTuple):
    label: str | Promise
    links: Sequence[RelatedLink]


LinksOf = Callable[[Proposal], Sequence[RelatedLink]]

_sources: dict[str, tuple[str | Promise, LinksOf]] = {}


def register(name: str, label: str | Promise, links: LinksOf) -> None:
    """Let ``links(proposal)`` be asked; a name that is known already is replaced."""
    _sources[name] = (label, links)


def related_to(proposal: Proposal, *, but: str = "") -> list[RelatedGroup]:
    """Return what there is, in the order of registration, without empty groups and the source named ``but``."""
    asked = [source for name, source in _sources.items() if name != but]
    groups = [RelatedGroup(label, links(proposal)) for label, links in asked]
    return [group for group in groups if group.links]
