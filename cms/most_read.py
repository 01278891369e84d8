"""What was read most, by the titles that the pages have now."""

from typing import NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from cms.addresses import path_of
from languages import in_chinese
from maps.plan.models import Proposal
from pagecache.models import ReadCount

#: What is a page of no editor's, by the names that the menu and the footer have for it.
NAMED = {
    "/plan/": _("规划地图"),
    "/search/": _("搜索"),
    "/glossary/": _("词语解释"),
    "/sitemap/": _("网站地图"),
}


class MostRead(NamedTuple):
    path: str
    title: str
    week: int
    month: int


def most_read(request: HttpRequest, number: int) -> list[MostRead]:
    """Return the pages read most in the last seven days; what has no title of its own stands by its path. Three queries."""
    rows = list(ReadCount.objects.most_read(number))
    titles = _titles(request, [in_chinese(row["path"]) for row in rows])
    return [
        MostRead(row["path"], titles.get(in_chinese(row["path"]), row["path"]), row["week"], row["month"])
        for row in rows
    ]


def _titles(request: HttpRequest, paths: list[str]) -> dict[str, str]:
    site = Site.find_for_request(request)
    if site is None or not paths:
        return {}
    top = site.root_page.url_path.rstrip("/")
    pages = Page.objects.filter(url_path__in=[top + path for path in paths])
    proposals = {proposal.get_absolute_url(): proposal.title for proposal in _proposals(site, paths)}
    return {path: str(name) for path, name in NAMED.items()} | proposals | {path_of(page): page.title for page in pages}


def _proposals(site: Site, paths: list[str]) -> list[Proposal]:
    slugs = [path.rstrip("/").rpartition("/")[2] for path in paths if path.startswith("/plan/")]
    return list(Proposal.objects.filter(plan__site=site, slug__in=slugs).only("slug", "title"))
