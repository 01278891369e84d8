"""Cache headers: public only where a view said so and the answer really is the same for everyone."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import has_vary_header, patch_cache_control

from pagecache.pages import Publicity

logger = logging.getLogger(__name__)


def cache_headers(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Stands inside ConditionalGetMiddleware, whose 304 copies these headers, and outside of the sessions."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        publicity: Publicity | None = getattr(response, "publicity", None)
        if response.has_header("Cache-Control"):
            return response  # its view said itself how it may be kept: a preview, a picture, a form
        if publicity and _shareable(request, response):
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True, s_maxage=_seconds(publicity))
            if publicity.tags:
                response["Cache-Tag"] = ",".join(publicity.tags)
        else:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def _shareable(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Refuse to share an answer that carries something personal, whatever its view said."""
    if request.method not in ("GET", "HEAD") or response.status_code != 200:
        return False
    if response.cookies or has_vary_header(response, "Cookie"):
        logger.error("public page %s is personal: it sets a cookie or varies on it", request.path)
        return False
    return True


def _seconds(publicity: Publicity) -> int:
    longest: int = settings.PUBLIC_PAGE_SECONDS
    if publicity.until is None:
        return longest
    return max(0, min(longest, int((publicity.until - timezone.now()).total_seconds())))
