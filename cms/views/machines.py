"""What feed readers, search engines and telephone cameras ask for. Whole addresses never come from the Host header."""

import re
from datetime import datetime
from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.addresses import absolute, path_of
from cms.models import GlossaryTerm, NewsPage
from cms.models.published import everyone_may_read, next_scheduled_change
from maps.plan.models import Proposal
from pagecache import public

FEED_ITEMS = 20
#: What XML cannot hold at all, escaped or not; pasted text may carry it, and one such title would stop the feed.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("no site")
    return site


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The articles published last as RSS: one about something long ago is new to who reads along."""
    site = _site(request)
    rss = Rss201rev2Feed(
        title=settings.SITE_NAME,
        link=absolute("/", site),
        description=_("曹杨新村街道的换届选举消息、双美曹杨设计讲堂和更新规划。"),
        language="zh-cn",
        feed_url=absolute(request.path, site),
    )
    articles = NewsPage.objects.published().last_published_first().defer("body", "search_text", "search_folded")
    for article in articles[:FEED_ITEMS]:
        link = absolute(article.address, site)
        rss.add_item(
            title=_NOT_IN_XML.sub("", article.title),
            link=link,
            description=_NOT_IN_XML.sub("", article.lead),
            pubdate=article.first_published_at,
            updateddate=article.last_published_at,
            categories=(article.get_section_display(),),
            unique_id=link,
        )
    response = HttpResponse(rss.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
    return public(response, tags=("news",), until=next_scheduled_change())


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address of the site."""
    site = _site(request)
    below = Page.objects.descendant_of(site.root_page, inclusive=True).filter(everyone_may_read()).order_by("path")
    proposals = Proposal.objects.published().filter(plan__site=site).in_order()
    entries = [
        *(_entry(path_of(page), site, page.last_published_at) for page in below),
        _entry(reverse("maps:plan"), site),
        *(
            _entry(p.get_absolute_url(), site, p.last_published_at)
            for p in proposals.defer("body", "search_text", "search_folded", "shape")
        ),
    ]
    if GlossaryTerm.objects.exists():
        entries.append(_entry(reverse("cms:glossary"), site))
    response = render(request, "sitemap.xml", {"urlset": entries}, content_type="application/xml")
    return public(response, tags=("sitemap", "proposals"), until=next_scheduled_change())


def _entry(path: str, site: Site, changed: datetime | None = None) -> dict[str, Any]:
    return {"location": absolute(path, site), "lastmod": changed}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What is personal or endless is not for search engines."""
    closed = ("/admin/", "/accounts/", "/me/", reverse("cms:search"))
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {absolute(reverse('cms:sitemap'), _site(request))}",
    ]
    return public(HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"))


@require_safe
def qr(request: HttpRequest) -> HttpResponse:
    """The address of a published page as a square to photograph."""
    key = request.GET.get("page", "")
    # isdecimal() also takes digits of other scripts; int() reads them all. Longer ones are no key of ours.
    page = Page.objects.filter(everyone_may_read(), pk=int(key)).first() if key.isdecimal() and len(key) < 12 else None
    site = page.get_site() if page else None
    if page is None or site is None:
        raise Http404(f"no public page {key!r}")
    drawing = BytesIO()
    segno.make(absolute(path_of(page), site), error="m", micro=False).save(
        drawing, kind="svg", scale=4, border=3, dark="#1f1b16", light="#ffffff", svgclass=None, lineclass=None
    )
    response = HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
    return public(response, tags=(f"page:{page.pk}",), until=page.expire_at)
