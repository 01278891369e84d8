"""Published, taken back, moved, closed or deleted: what is stored of the pages that showed it is forgotten."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move, published, unpublished

from cms.linking import Node, ends_of
from cms.models import GlossaryTerm, LecturePage, Link, Moment, NeighbourhoodPage, NewsPage, PersonPage, SiteDetails
from cms.models.election.base import AboutElection
from maps.plan.models import Plan, Proposal
from media.recordings import recording_changed
from media.slide_making import slides_changed
from pagecache import purge

#: Every page carries the menu, the footer and what stands in them.
SITE = "site"
#: What lists pages of more than one kind.
LISTS = ("front", "search", "sitemap")
#: What names articles: their index, the election's page, the feed, and every article, which names others beside it.
NEWS = "news"
#: What says where an election stands: its pages name each other, and all name the cycle's days.
ELECTION = "election"
#: What else names pages of one kind: people name their lectures, lectures and lists of them name people.
#: The pages of an election name those of the neighbourhoods.
NAMED = {NewsPage: NEWS, LecturePage: "lectures", PersonPage: "people", NeighbourhoodPage: ELECTION}
#: What shows proposals, or may: every page with a body, the glossary, the search and the sitemap.
PROPOSALS = "proposals"
#: The page of the glossary, which names the pages around its terms.
TERMS = "terms"


def connect() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(_page_changed, dispatch_uid=f"cms.purging.{id(signal)}")
    post_page_move.connect(_page_moved, dispatch_uid="cms.purging.moved")
    page_slug_changed.connect(_address_changed, dispatch_uid="cms.purging.slug")
    for written in (post_save, post_delete):
        written.connect(_readers_changed, sender=PageViewRestriction, dispatch_uid=f"cms.purging.readers.{id(written)}")
    for written in (post_save, post_delete):
        written.connect(_link_changed, sender=Link, dispatch_uid=f"cms.purging.link.{id(written)}")
    for changed in (published, unpublished, post_delete):
        changed.connect(_plan_changed, sender=Proposal, dispatch_uid=f"cms.purging.proposal.{id(changed)}")
    for written in (post_save, post_delete):
        written.connect(_plan_changed, sender=Plan, dispatch_uid=f"cms.purging.plan.{id(written)}")
    for written in (post_save, post_delete):
        written.connect(_moment_changed, sender=Moment, dispatch_uid=f"cms.purging.moment.{id(written)}")
    slides_changed.connect(_slides_changed, dispatch_uid="cms.purging.slides")
    recording_changed.connect(_recording_changed, dispatch_uid="cms.purging.recording")
    for model in (GlossaryTerm, SiteDetails):
        post_save.connect(_named_thing_changed, sender=model, dispatch_uid=f"cms.purging.saved.{model.__name__}")
        post_delete.connect(_named_thing_changed, sender=model, dispatch_uid=f"cms.purging.gone.{model.__name__}")


def tags_of(page: Page) -> tuple[str, ...]:
    """Return the tags of all that shows a page: itself, the lists it is in, what stands around it."""
    parent = page.get_parent()
    # The home page stands in the breadcrumbs of every page, what is right below it in the menu or the footer.
    around = (*((f"page:{parent.pk}",) if parent else ()), *((SITE,) if page.depth <= 3 else ()))
    kind = page.specific_class or Page
    named = [tag for model, tag in NAMED.items() if issubclass(kind, model)]
    lists = (*LISTS, *named, *((ELECTION,) if issubclass(kind, AboutElection) else ()))
    links = Link.objects.filter(Q(from_page=page.pk) | Q(to_page=page.pk))
    moments = Moment.objects.filter(lecture=page.pk).values_list("proposal", flat=True)
    return (f"page:{page.pk}", *around, *lists, *_tags_at(links), *(f"proposal:{key}" for key in moments))


def tags_below(page: Page) -> tuple[str, ...]:
    """Return the tags of all that shows a page or one below it: their addresses or their readers change with it."""
    kinds = [tag for kind, tag in NAMED.items() if kind.objects.descendant_of(page, inclusive=True).exists()]
    here = Page.objects.descendant_of(page, inclusive=True).values("pk")
    links = Link.objects.filter(Q(from_page__in=here) | Q(to_page__in=here))
    moments = Moment.objects.filter(lecture__in=here).values_list("proposal", flat=True).distinct()
    around = (*_tags_at(links), *(f"proposal:{key}" for key in moments))
    return (*tags_of(page), *_pages_below(page), *kinds, *around)


def _tags_at(links: Iterable[Link]) -> set[str]:
    """Name the pages of ours and of the plan at both ends of links."""
    return {_tag_of(node) for link in links for node in ends_of(link)}


def _tag_of(node: Node) -> str:
    return TERMS if node.kind == "term" else f"{node.kind}:{node.key}"


def _pages_below(page: Page) -> list[str]:
    return [f"page:{key}" for key in page.get_descendants().values_list("pk", flat=True)]


def _page_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    # Its title stands in the breadcrumbs of what is below it. A page is taken back before it is deleted, too.
    purge(*tags_of(instance), *_pages_below(instance))


def _link_changed(sender: Any, instance: Link, **kwargs: Any) -> None:
    """Forget what begins or ceases to be named at either end."""
    purge(*_tags_at([instance]))


def _moment_changed(sender: Any, instance: Moment, **kwargs: Any) -> None:
    """Forget the proposal that a lecture begins or ceases to point at."""
    purge(f"proposal:{instance.proposal_id}")


def _slides_changed(sender: Any, material: Any, **kwargs: Any) -> None:
    """Let the lectures that show the slides be found by what stands on them; their pages are forgotten by their tag."""
    _write_texts(LecturePage.objects.filter(slides=material))


def _recording_changed(sender: Any, recording: Any, **kwargs: Any) -> None:
    _write_texts(LecturePage.objects.filter(recording=recording))


def _write_texts(lectures: Any) -> None:
    for lecture in lectures:
        # Saved, not updated: what indexes pages hears of it.
        lecture.save(clean=False, update_fields=["search_text", "search_folded"])
    pointed_at = Moment.objects.filter(lecture__in=lectures).values_list("proposal_id", flat=True)
    purge("search", "sitemap", *(f"proposal:{key}" for key in pointed_at))


def _page_moved(sender: Any, instance: Page, parent_page_before: Page, **kwargs: Any) -> None:
    # Where it was it is missing now; from right below the home page it was in every menu.
    left = (f"page:{parent_page_before.pk}", *((SITE,) if parent_page_before.depth == 2 else ()))
    purge(*tags_below(instance), *left)


def _address_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    purge(*tags_below(instance))


def _readers_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """Forget what a page showed to everyone before it was closed, and what is missing once it is open again."""
    page = Page.objects.filter(pk=instance.page_id).first()  # it may be on its way out together with its restriction
    if page is not None:
        purge(*tags_below(page))


def _named_thing_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    purge(*(("glossary", "search", "sitemap") if isinstance(instance, GlossaryTerm) else (SITE,)))


def _plan_changed(sender: Any, **kwargs: Any) -> None:
    """Forget what shows proposals of ours; the pages of the plan itself see to themselves."""
    purge("front", PROPOSALS)
