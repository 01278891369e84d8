"""The Content-Security-Policy, strict for residents and looser in the back office; sessions; compression of text."""

import re
from collections.abc import Callable
from typing import Any

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.middleware import SessionMiddleware
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

# Wagtail's admin and django-leaflet's widget carry inline scripts and styles, and Telepath's templates evaluate.
# The admin shows its previews in a frame.
BACK_OFFICE = {
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
}
#: What shrinks beside ``text/*``; pictures, archives and office files are compressed already.
COMPRESSIBLE = {
    "application/geo+json",
    "application/javascript",
    "application/json",
    "application/problem+json",
    "application/rss+xml",
    "application/xml",
    "image/svg+xml",
}
#: A secret alone, or masked.
CSRF_TOKEN = re.compile(r"[a-zA-Z0-9]{32}(?:[a-zA-Z0-9]{32})?")


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def loosen(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path.startswith("/admin/"):
            # A preview is made by a request of its own, which came through here and has the page's policy already.
            response.headers.pop("Content-Security-Policy", None)
            response._csp_replace = BACK_OFFICE  # type: ignore[attr-defined]
        return response

    policy: Callable[[HttpRequest], HttpResponseBase] = CSPMiddleware(loosen)  # type: ignore[assignment]
    return policy


class UntouchedSessionMiddleware(SessionMiddleware):
    """Leave an answer alone that never asked for the session.

    Django takes a cookie that cannot be a session's away with every answer: public pages would set a cookie.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if request.session.accessed or request.session.modified:
            return super().process_response(request, response)
        return response


def drop_spoilt_csrf_cookie(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Take a cookie that cannot be a token's for none; a page with a form makes a new one.

    Django replaces it with every answer: public pages would set a cookie.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        cookie = request.COOKIES.get(settings.CSRF_COOKIE_NAME)
        if cookie is not None and not CSRF_TOKEN.fullmatch(cookie):
            del request.COOKIES[settings.CSRF_COOKIE_NAME]
        return get_response(request)

    return middleware


def say_what_is_protected(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer who deletes in the back office what something else stands on with a sentence, whichever page it was."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, ProtectedError) or not request.path.startswith("/admin/"):
            return None
        sentence = _("没有删除：还有意见或别的内容用到它。方案可以取消发布，人员可以停用。")
        messages.error(request, sentence)
        return HttpResponseRedirect(reverse("wagtailadmin_home"))

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


class TextGZipMiddleware(GZipMiddleware):
    """Compress text only: compressing a streamed picture costs time and its Content-Length, and saves nothing."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 304:
            # It has no body to look at, but varies as the answer does that it stands for.
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        kind = response.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind.startswith("text/") or kind in COMPRESSIBLE:
            return super().process_response(request, response)
        return response
