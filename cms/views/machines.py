"""What search engines and telephone cameras ask for. Whole addresses never come from the Host header."""

from io import BytesIO

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

import languages
from cms.addresses import absolute, path_of
from cms.models.published import everyone_may_read, next_scheduled_change
from cms.site_map import every_address, next_consultation, plan_tags
from pagecache import public


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("no site")
    return site


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address of the site."""
    site = _site(request)
    urlset = [
        {
            "location": absolute(path, site),
            "lastmod": changed,
            "alternates": [
                {"location": absolute(there, site), "lang_code": language}
                for language, there in zip((languages.CHINESE, languages.ENGLISH), in_both(path), strict=True)
            ],
        }
        for path, changed in every_address(site)
    ]
    response = render(request, "sitemap.xml", {"urlset": urlset}, content_type="application/xml")
    until = min(filter(None, (next_scheduled_change(), next_consultation(site))), default=None)
    return public(response, tags=("sitemap", "proposals", *plan_tags(site)), until=until)


def in_both(path: str) -> tuple[str, str]:
    """Return a Chinese path and its English one."""
    return path, languages.in_english(path)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What is personal or endless is not for search engines."""
    closed = ("/admin/", "/draft/", *in_both("/accounts/"), *in_both("/me/"), *in_both(reverse("cms:search")))
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {absolute(reverse('cms_data:sitemap'), _site(request))}",
    ]
    return public(HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"))


@require_safe
def qr(request: HttpRequest) -> HttpResponse:
    """The address of a published page as a square to photograph; with ``?in=en`` of its English one."""
    key = request.GET.get("page", "")
    # isdecimal() also takes digits of other scripts; int() reads them all. Longer ones are no key of ours.
    page = Page.objects.filter(everyone_may_read(), pk=int(key)).first() if key.isdecimal() and len(key) < 12 else None
    site = page.get_site() if page else None
    if page is None or site is None:
        raise Http404(f"no public page {key!r}")
    path = languages.in_english(path_of(page)) if request.GET.get("in") == languages.ENGLISH else path_of(page)
    drawing = BytesIO()
    segno.make(absolute(path, site), error="m", micro=False).save(
        drawing, kind="svg", scale=4, border=3, dark="#1f1b16", light="#ffffff", svgclass=None, lineclass=None
    )
    response = HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
    return public(response, tags=(f"page:{page.pk}",), until=page.expire_at)
