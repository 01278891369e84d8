"""A form that was open too long: say so, and give back every text that was sent with it."""

import json
import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token

#: Parts of field names whose values never leave the server again.
SECRET = ("password", "token", "secret", "csrf")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
#: What our forms carry along or let one pick. By name: a text may be nothing but digits, too.
PICKED = (
    *("action", "agreed", "anyway", "kept", "neighbourhood", "next", "old_enough", "page", "parent"),
    *("privacy", "shows_name", "terms", "topic", "undo", "waiting", "whose"),
)
#: The ticks and versions of the texts to agree to.
PICKED_PREFIXES = ("agree_", "version_")
LONG = 24


@dataclass(frozen=True)
class Typed:
    """One value of the form: ``written`` by a person, or a machine's that only goes back with it."""

    name: str
    value: str

    @property
    def written(self) -> bool:
        picked = self.name in PICKED or self.name.startswith(PICKED_PREFIXES)
        return not picked and not UUID.fullmatch(self.value) and not _is_json(self.value)

    @property
    def long(self) -> bool:
        return len(self.value) > LONG or "\n" in self.value


@never_cache
@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 with what was typed: a page, a fragment for htmx, a problem (RFC 9457) for a script.

    A form of our own page can be sent again from here with a fresh token. A text that came from another
    site is only shown: a button under words that the reader never wrote would finish the attack.
    """
    if "application/json" in (request.content_type, request.headers.get("Accept")):
        return JsonResponse(
            {"type": "about:blank", "title": _("页面打开太久了，没有提交"), "status": 403},
            status=403,
            content_type="application/problem+json",
        )
    typed = typed_by_a_person(request)
    secret = any(_is_secret(name) for name in request.POST if name != "csrfmiddlewaretoken")
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    context = {
        "back": came_from if ours else request.get_full_path(),
        "typed": typed,
        "written": [value for value in typed if value.written],
        "again": bool(typed) and not secret and request.headers.get("Sec-Fetch-Site") == "same-origin",
    }
    template = "partials/csrf_failure.html" if request.headers.get("HX-Request") == "true" else "403_csrf.html"
    return render(request, template, context, status=403)


def typed_by_a_person(request: HttpRequest) -> list[Typed]:
    """Return everything the form carried but secrets and blanks, in its order."""
    return [
        Typed(name, value)
        for name, values in request.POST.lists()
        if not _is_secret(name)
        for value in values
        if isinstance(value, str) and value.strip()
    ]


def _is_secret(name: str) -> bool:
    return any(part in name.lower() for part in SECRET)


def _is_json(value: str) -> bool:
    if not value.startswith(("{", "[")):
        return False
    try:
        json.loads(value)
    except (ValueError, RecursionError):  # nested deeper than anything of ours
        return False
    return True
