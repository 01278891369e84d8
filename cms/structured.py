"""What a page says of itself to search engines (JSON-LD of schema.org). Paths, not whole addresses: the tag makes them whole."""

import json
from functools import singledispatch
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page, Site

from cms.addresses import absolute
from cms.models import LecturePage, NewsPage
from languages import CHINESE

#: What would end the element, or the line for a browser of old; JSON reads both ways alike.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
#: The properties whose values are addresses.
_ADDRESSES = ("url", "image", "mainEntityOfPage")

Data = dict[str, Any]


@singledispatch
def data_of(page: Page) -> Data:
    """Return what is known of a page; of most kinds nothing is said."""
    return {}


@data_of.register
def _article(page: NewsPage) -> Data:
    return {
        "@type": "NewsArticle",
        "headline": page.title,
        "inLanguage": CHINESE,
        "description": page.lead,
        "articleSection": page.get_section_display(),
        "datePublished": _moment(page.first_published_at),
        "dateModified": _moment(page.last_published_at),
        "mainEntityOfPage": page.address,
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
        # Where it was first printed; nobody is named as the author.
        "sourceOrganization": {"@type": "Organization", "name": page.source} if page.source else None,
    }


@data_of.register
def _lecture(page: LecturePage) -> Data:
    """Return an event; without a day it is none."""
    if page.starts_at is None:
        return {}
    start = timezone.localtime(page.starts_at)
    return {
        "@type": "Event",
        "name": page.title,
        "inLanguage": CHINESE,
        "description": page.lead,
        **_places(page),
        "endDate": timezone.localtime(page.ends_at).isoformat(timespec="minutes") if page.ends_at else None,
        "startDate": start.isoformat(timespec="minutes") if page.time_known else start.date().isoformat(),
        "location": {"@type": "Place", "name": page.place} if page.place else None,
        "performer": [{"@type": "Person", "name": speaker.name} for speaker in page.speakers],
        "url": page.address,
        "isAccessibleForFree": True,
    }


def _places(page: LecturePage) -> Data:
    """Return how many may come and how many still can; of a lecture that is past nobody wants to know."""
    if not page.registers or not page.is_coming:
        return {}
    return {"maximumAttendeeCapacity": page.capacity, "remainingAttendeeCapacity": page.places_left}


def script_of(data: Data, site: Site) -> SafeString:
    """Return ``data`` as the text of a script element, whole and without what is unknown."""
    known = {key: value for key, value in data.items() if value not in (None, "", [])}
    for key in _ADDRESSES:
        if str(known.get(key, "")).startswith("/"):
            known[key] = absolute(known[key], site)
    text = json.dumps({"@context": "https://schema.org"} | known, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPED))


def _moment(moment: Any) -> str | None:
    return None if moment is None else timezone.localtime(moment).isoformat(timespec="seconds")
