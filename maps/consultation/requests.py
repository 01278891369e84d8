"""What the views of this room have in common: the request, and what it asks for."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from maps.plan.models import Plan, Proposal

_LONGEST_NUMBER = 18


class Request(HttpRequest):
    """A request after the site's middleware."""

    htmx: HtmxDetails


def is_number(text: str) -> bool:
    """Whether ``text`` can be the number of a row: digits, and no more than every database takes."""
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER


def find_proposal(request: HttpRequest, slug: str, *, also_gone: bool = False) -> Proposal:
    """Return a published proposal of the current plan, or one that is not public (any more) too; or answer 404."""
    rows = Proposal.objects.all() if also_gone else Proposal.objects.published()
    current = Plan.objects.current(request)
    return get_object_or_404(rows.select_related("plan", "tally"), slug=slug, plan__in=current)


def where_next(request: HttpRequest, otherwise: str) -> str:
    """Return the path that a form asks to come back to, if it is one of this site."""
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else otherwise
