"""Published, taken back, moved or deleted: what is stored of the pages that showed it is forgotten."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.models import GlossaryTerm, SiteDetails
from cms.models.base import PublicPage
from pagecache import purge

#: Every page carries the menu, the footer and what stands in them.
SITE = "site"
LISTS = ("front", "news", "search", "sitemap")


def connect() -> None:
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_page_changed, dispatch_uid=f"cms.purging.{id(signal)}")
    post_delete.connect(_page_deleted, dispatch_uid="cms.purging.deleted")
    for model in (GlossaryTerm, SiteDetails):
        post_save.connect(_named_thing_changed, sender=model, dispatch_uid=f"cms.purging.saved.{model.__name__}")
        post_delete.connect(_named_thing_changed, sender=model, dispatch_uid=f"cms.purging.gone.{model.__name__}")


def tags_of(page: Page) -> tuple[str, ...]:
    """Return the tags of all that shows a page: itself, the lists it is in, the proposals it explains."""
    parent = page.get_parent()
    # A page right below the home page stands in the menu or the footer of every page.
    around = (f"page:{parent.pk}", SITE) if page.depth == 3 else (f"page:{parent.pk}",) if parent else ()
    proposals = [f"proposal:{key}" for key in _proposals_of(page)]
    return (f"page:{page.pk}", *around, *LISTS, *proposals)


def _proposals_of(page: Page) -> list[int]:
    named = getattr(page, "proposals", None)
    return [proposal.pk for proposal in named.all()] if named is not None else []


def _page_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    purge(*tags_of(instance))


def _page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, PublicPage):
        purge(f"page:{instance.pk}", SITE, *LISTS)


def _named_thing_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    purge(*(("glossary", "search", "sitemap") if isinstance(instance, GlossaryTerm) else (SITE,)))
