"""Every public address of the site: as a list for machines, and in groups for people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.addresses import path_of
from cms.lecture_material import published_slides
from cms.models import GlossaryTerm
from cms.models.news import Section
from cms.models.published import everyone_may_read
from maps.consultation.models import Consultation
from maps.plan.models import Plan, Proposal
from residents.models import Agreement

#: Of the pages below one page so many are named; its own page lists them all.
SHOWN = 24


@dataclass
class Link:
    title: str
    url: str
    below: list["Link"] = field(default_factory=list)
    #: Whether more is below it than is named here.
    more: bool = False


@dataclass
class Group:
    title: str
    links: list[Link]


# ── for machines ────────────────────────────────────────────────────────────────


def every_address(site: Site) -> Iterator[tuple[str, datetime | None]]:
    """Yield each public path and when it last changed, where that is known."""
    for page in _pages(site).order_by("path"):
        yield path_of(page), page.last_published_at
    for proposal in _proposals(site):
        yield proposal.get_absolute_url(), proposal.last_published_at
    home = site.root_page.url_path
    for place in published_slides().filter(place__startswith=home).values_list("place", flat=True):
        yield "/" + place.removeprefix(home), None
    named = (*_of_the_plan(site), *_words(), *_agreements(), Link("", reverse("cms:site_map")))
    yield from ((link.url, None) for link in named)


# ── for people ──────────────────────────────────────────────────────────────────


def groups(site: Site) -> list[Group]:
    """Return what the readable map shows; every group has a link."""
    columns, notes = _columns(site)
    proposals = [Link(proposal.title, proposal.get_absolute_url()) for proposal in _proposals(site)]
    plan, *results = _of_the_plan(site)
    found = [
        Group(_("栏目"), columns),
        Group(_("规划"), [Link(plan.title, plan.url, proposals), *results]),
        Group(_("找和查"), [*_words(), Link(_("搜索"), reverse("cms:search"))]),
        Group(_("说明和约定"), [*notes, *_agreements(), Link(_("找错"), reverse("cms:correction"))]),
        Group(_("订阅（RSS）"), _feeds()),
    ]
    return [group for group in found if group.links]


def _columns(site: Site) -> tuple[list[Link], list[Link]]:
    """Return the pages of the menu, and others with pages below them, with those; then the rest right below the home page."""
    home = site.root_page
    pages = list(_pages(site).filter(depth__lte=home.depth + 2).order_by("path"))
    top = {page.path: Link(page.title, path_of(page)) for page in pages if page.depth == home.depth + 1}
    # The newest first: they are added at the end.
    for page in reversed(pages):
        parent = top.get(page.path[: -page.steplen]) if page.depth == home.depth + 2 else None
        if parent is not None:
            parent.more = len(parent.below) >= SHOWN
            parent.below += [] if parent.more else [Link(page.title, path_of(page))]
    in_menu = {page.path for page in pages if page.show_in_menus}
    is_column = {path: path in in_menu or bool(link.below) for path, link in top.items()}
    columns = [link for path, link in top.items() if is_column[path]]
    return columns, [link for path, link in top.items() if not is_column[path]]


def _feeds() -> list[Link]:
    sections = [Link(str(label), reverse("cms_data:section_feed", args=(value,))) for value, label in Section.choices]
    return [Link(_("全部新闻"), reverse("cms_data:feed")), *sections]


# ── what both are made of ───────────────────────────────────────────────────────


def _pages(site: Site) -> Any:
    below = Page.objects.descendant_of(site.root_page, inclusive=True).filter(everyone_may_read())
    return below.only("path", "depth", "title", "url_path", "show_in_menus", "last_published_at")


def _proposals(site: Site) -> Any:
    return Proposal.objects.published().filter(plan__site=site).in_order().without_texts().defer("shape")


def _of_the_plan(site: Site) -> list[Link]:
    """Return the plan's page, then what became of the comments of each consultation that has begun."""
    begun = Consultation.objects.filter(plan__site=site, opens_at__lte=timezone.now()).order_by("-opens_at", "pk")
    results = [
        Link(_("意见采纳情况：%(title)s") % {"title": c.title}, reverse("maps:results", args=(c.pk,))) for c in begun
    ]
    return [Link(_("规划地图"), reverse("maps:plan")), *results]


def _words() -> list[Link]:
    return [Link(_("词语解释"), reverse("cms:glossary"))] if GlossaryTerm.objects.exists() else []


def _agreements() -> list[Link]:
    texts = Agreement.objects.in_force().order_by("pk")
    return [Link(text.get_name_display(), reverse("residents:agreement", args=(text.name,))) for text in texts]


def next_consultation(site: Site) -> datetime | None:
    """Return when the next consultation begins: from then on it has a page."""
    coming = Consultation.objects.filter(opens_at__gt=timezone.now(), plan__site=site).order_by("opens_at")
    return coming.values_list("opens_at", flat=True).first()


def plan_tags(site: Site) -> list[str]:
    return [f"plan:{key}" for key in Plan.objects.filter(site=site).values_list("pk", flat=True)]
