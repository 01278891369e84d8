"""The demonstration's topics, the pages of its neighbourhoods, and what points at what."""

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.models import Page

from cms.addresses import path_of
from cms.models import (
    GlossaryTerm,
    Link,
    NeighbourhoodIndexPage,
    NeighbourhoodPage,
    TopicIndexPage,
    TopicPage,
)
from config.demo import content_files
from config.demo.composing import body, publish
from maps.plan.models import Plan
from media.models import Picture
from residents.models import Neighbourhood


def make_topics(home: Page, pictures: Callable[[str], Picture]) -> None:
    index = publish(home, TopicIndexPage(title="专题", slug="topics", show_in_menus=True))
    for topic in content_files.read_topics():
        page = TopicPage(title=topic.title, slug=topic.slug, lead=topic.lead, body=body(topic.body))
        page.picture = pictures(topic.picture)
        publish(index, page)


def make_neighbourhoods(home: Page) -> None:
    """Make a page for each, all alike: nothing is published that would be said of one of them."""
    index = publish(home, NeighbourhoodIndexPage(title="居民区", slug="neighbourhoods"))
    for one in Neighbourhood.objects.order_by("code"):
        publish(index, NeighbourhoodPage(title=f"{one.name}居民区", slug=one.code[-3:], neighbourhood=one))


def link_all(plan: Plan) -> None:
    """Make the links of the content files, published with the pages they begin at."""
    ends: dict[str, Any] = {proposal.get_absolute_url(): proposal for proposal in plan.proposals.all()}
    ends |= {term.get_absolute_url(): term for term in GlossaryTerm.objects.all()}
    ends |= {path_of(page): page for page in Page.objects.filter(depth__gt=1)}
    chosen: dict[str, list[str]] = {}
    for links in content_files.read_links():
        chosen.setdefault(links.start, []).extend(links.to)
    for start, to in chosen.items():
        _link(ends[start], [ends[address] for address in to])


def _link(start: Any, ends: Iterable[Any]) -> None:
    is_page = isinstance(start, Page)
    start = start.specific if is_page else start
    start.links = [Link(sort_order=place, **{_field(end): end}) for place, end in enumerate(ends)]
    start.save_revision().publish() if is_page else start.save()


def _field(end: Any) -> str:
    return "to_page" if isinstance(end, Page) else "to_term" if isinstance(end, GlossaryTerm) else "to_proposal"
