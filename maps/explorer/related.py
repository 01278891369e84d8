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
    """Something to read on; ``kind`` is a word for people, such as 新闻 or 讲座."""

    title: str
    url: str
    kind: str = ""
    date: datetime.date | None = None


class RelatedGroup(NamedTuple):
    label: str | Promise
    links: Sequence[RelatedLink]


LinksOf = Callable[[Proposal], Sequence[RelatedLink]]

_sources: dict[str, tuple[str | Promise, LinksOf]] = {}


def register(name: str, label: str | Promise, links: LinksOf) -> None:
    """Let ``links(proposal)`` be asked; a name that is known already is replaced."""
    _sources[name] = (label, links)


def related_to(proposal: Proposal) -> list[RelatedGroup]:
    """Return what there is, in the order of registration, without empty groups."""
    groups = [RelatedGroup(label, links(proposal)) for label, links in _sources.values()]
    return [group for group in groups if group.links]
