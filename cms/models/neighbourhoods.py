"""Neighbourhoods (居民区): for each one page with all that is about it. All look alike, in the order of their codes."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager

from cms.forms import NeighbourhoodForm
from cms.models.base import Listing, PublicPage, body_panels
from cms.models.election import ElectionCyclePage, ElectionNoticePage, NeighbourhoodElectionPage
from cms.models.links import links_panel
from cms.models.published import PublicQuerySet
from cms.models.topics import GatheringPage
from residents.models import Neighbourhood


class NeighbourhoodQuerySet(PublicQuerySet):
    def in_order(self) -> Self:
        """By the official codes: none stands out."""
        return self.order_by("neighbourhood__code", "pk")


class NeighbourhoodIndexPage(Listing, PublicPage):
    """All neighbourhoods."""

    subpage_types = ("cms.NeighbourhoodPage",)
    max_count = 1
    template = "cms/neighbourhood_index.html"

    class Meta:
        verbose_name = _("居民区栏目")
        verbose_name_plural = _("居民区栏目")

    def slug_stem(self, typed: dict[str, Any]) -> str:
        return "neighbourhoods"

    def listed(self) -> NeighbourhoodQuerySet:
        pages: NeighbourhoodQuerySet = NeighbourhoodPage.objects.child_of(self)
        return pages

    def missing(self) -> models.QuerySet[Neighbourhood]:
        """Return the neighbourhoods that have no page, not even a draft."""
        return Neighbourhood.objects.filter(page=None).order_by("code")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["neighbourhoods"] = self.listed().published().in_order().without_texts()
        return context


class NeighbourhoodPage(GatheringPage):
    """One neighbourhood: its days and notices in each election, and what editors linked with it."""

    neighbourhood = models.OneToOneField(Neighbourhood, models.PROTECT, related_name="page", verbose_name=_("居民区"))

    called = _("居民区")
    objects = PageManager.from_queryset(NeighbourhoodQuerySet)()
    base_form_class = NeighbourhoodForm
    lists_pages = True
    parent_page_types = ("cms.NeighbourhoodIndexPage",)
    subpage_types = ()
    template = "cms/neighbourhood.html"
    content_panels = (*Page.content_panels, FieldPanel("neighbourhood"), *body_panels(), links_panel())

    class Meta:
        verbose_name = _("居民区")
        verbose_name_plural = _("居民区")

    def searchable_body(self) -> Iterable[str]:
        if self.neighbourhood_id:
            yield self.neighbourhood.name
        yield from super().searchable_body()

    def cache_tags(self) -> tuple[str, ...]:
        return (*super().cache_tags(), "election")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["elections"] = elections_in(self.neighbourhood_id)
        return context


def elections_in(neighbourhood_id: int | None) -> list[NeighbourhoodElectionPage]:
    """Return a neighbourhood's pages of the elections, the newest first; three queries.

    Each has ``cycle``, ``day`` (its own, else that of the cycle) and ``notices``.
    """
    pages = list(NeighbourhoodElectionPage.objects.published().filter(neighbourhood=neighbourhood_id).without_texts())
    paths = {page.path: page for page in pages}
    above = {path[: -Page.steplen] for path in paths}
    cycles = {
        cycle.path: cycle for cycle in ElectionCyclePage.objects.published().filter(path__in=above).without_texts()
    }
    for path, page in paths.items():
        page.cycle_page = cycles.get(path[: -Page.steplen])
        page.day = page.election_day or (page.cycle_page and page.cycle_page.election_day)
        page.notices = []
    below = models.Q(*(models.Q(path__startswith=path) for path in paths), _connector=models.Q.OR)
    for notice in ElectionNoticePage.objects.published().filter(below).in_order() if paths else ():
        paths[notice.path[: -Page.steplen]].notices.append(notice)
    return sorted(pages, key=lambda page: page.cycle_page.year if page.cycle_page else 0, reverse=True)
