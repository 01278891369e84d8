"""Where somebody wanted to go before they had to sign in, carried through every page of it."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from languages import in_chinese

#: Pages of signing in, which one is not sent back to.
_OF_THE_DOOR = ("/accounts/", "/me/welcome/")


def _is_a_page_of_ours(request: HttpRequest, path: str) -> bool:
    """Whether one may come back to ``path``: a path of this host, and not a page of signing in itself."""
    safe = url_has_allowed_host_and_scheme(path, {request.get_host()}, require_https=request.is_secure())
    return safe and path.startswith("/") and not in_chinese(path).startswith(_OF_THE_DOOR)


def onward(request: HttpRequest) -> str:
    """Return ``next`` of the form or of the address, or nothing when one may not go there."""
    path = request.POST.get("next") or request.GET.get("next") or ""
    return path if _is_a_page_of_ours(request, path) else ""


def with_next(url: str, back: str) -> str:
    return f"{url}?{urlencode({'next': back})}" if back else url
