"""The masthead's menu, the footer, the breadcrumbs and whole addresses: the same for everyone."""

from typing import Any
from urllib.parse import quote

from django import template
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page, Site

import languages
from cms.addresses import absolute, path_of, public_path
from cms.models import SiteDetails
from cms.models.published import top_pages_for

register = template.Library()


@register.filter
def address(page: Page) -> str:
    """Return a page's address on this site, without a query."""
    return path_of(page)


@register.filter
def one_address(page: Page) -> str:
    """Return the address of a page below which files for machines stand: the same in every language."""
    return languages.in_chinese(path_of(page))


@register.simple_tag(takes_context=True)
def whole_address(context: dict[str, Any], path: str) -> str:
    """Return the address to print or to send: with the Site's own name, never the Host header's."""
    site = Site.find_for_request(context["request"])
    return absolute(path, site) if site else path


@register.simple_tag(takes_context=True)
def correction_address(context: dict[str, Any]) -> str:
    """Return where something wrong on this page is reported; the page is named if it is a public one."""
    form, path = reverse("cms:correction"), public_path(context["request"].path)
    return f"{form}?page={quote(path)}" if path and path != form else form


@register.simple_tag(takes_context=True)
def site_details(context: dict[str, Any]) -> SiteDetails:
    return SiteDetails.for_request(context["request"])


@register.simple_tag(takes_context=True)
def menu_pages(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the pages of the main menu with their addresses, and whether the reader stands below one."""
    request: HttpRequest = context["request"]
    pages = [page for page in top_pages_for(request) if page.is_public and page.show_in_menus]
    return [{"title": p.title, "url": (url := path_of(p)), "current": request.path.startswith(url)} for p in pages]


@register.simple_tag(takes_context=True)
def footer_pages(context: dict[str, Any]) -> list[Page]:
    """Return the pages right below the home page that the menu leaves out: about, privacy and the like."""
    return [page for page in top_pages_for(context["request"]) if page.is_public and not page.show_in_menus]


@register.simple_tag(takes_context=True)
def breadcrumbs(context: dict[str, Any], page: Page) -> list[Page]:
    """Return the pages above ``page``, home first: the way it was found by, or (in a preview) its ancestors."""
    trail = getattr(context["request"], "trail", None)
    if trail is not None:
        return [passed for passed in trail if passed.pk != page.pk]
    return list(page.get_ancestors().filter(depth__gt=1)) if page.path else []
