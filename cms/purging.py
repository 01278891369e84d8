"""Published, taken back, moved, closed or deleted: what is stored of the pages that showed it is forgotten."""

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.models import GlossaryTerm, SiteDetails
from cms.models.base import PublicPage
from maps.plan.models import Proposal
from pagecache import purge

#: Every page carries the menu, the footer and what stands in them.
SITE = "site"
LISTS = ("front", "news", "search", "sitemap")


def connect() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(_page_changed, dispatch_uid=f"cms.purging.{id(signal)}")
    post_page_move.connect(_page_moved, dispatch_uid="cms.purging.moved")
    page_slug_changed.connect(_address_changed, dispatch_uid="cms.purging.slug")
    for written in (post_save, post_delete):
        written.connect(_readers_changed, sender=PageViewRestriction, dispatch_uid=f"cms.purging.readers.{id(written)}")
    post_delete.connect(_page_deleted, dispatch_uid="cms.purging.deleted")
    for model in (GlossaryTerm, SiteDetails):
        post_save.connect(_named_thing_changed, sender=model, dispatch_uid=f"cms.purging.saved.{model.__name__}")
        post_delete.connect(_named_thing_changed, sender=model, dispatch_uid=f"cms.purging.gone.{model.__name__}")


def tags_of(page: Page) -> tuple[str, ...]:
    """Return the tags of all that shows a page: itself, the lists it is in, the proposals it explains."""
    parent = page.get_parent()
    # The home page stands in the breadcrumbs of every page, what is right below it in the menu or the footer.
    around = (*((f"page:{parent.pk}",) if parent else ()), *((SITE,) if page.depth <= 3 else ()))
    proposals = [f"proposal:{key}" for key in _proposals_of(page)]
    return (f"page:{page.pk}", *around, *LISTS, *proposals)


def tags_below(page: Page) -> tuple[str, ...]:
    """Return the tags of all that shows a page or one below it: their addresses or their readers change with it."""
    below = page.get_descendants(inclusive=True).values_list("pk", flat=True)
    named = Q(news__path__startswith=page.path) | Q(lectures__path__startswith=page.path)
    proposals = Proposal.objects.filter(named).distinct().values_list("pk", flat=True)
    return (*tags_of(page), *(f"page:{key}" for key in below), *(f"proposal:{key}" for key in proposals))


def _proposals_of(page: Page) -> list[int]:
    named = getattr(page, "proposals", None)
    return [proposal.pk for proposal in named.all()] if named is not None else []


def _page_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    purge(*tags_of(instance))


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


def _page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, PublicPage):
        purge(f"page:{instance.pk}", SITE, *LISTS)


def _named_thing_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    purge(*(("glossary", "search", "sitemap") if isinstance(instance, GlossaryTerm) else (SITE,)))
