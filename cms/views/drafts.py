"""A draft for somebody outside the back office: whoever has the link reads it, as long as the link holds."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.models import DraftLink


@never_cache
@require_safe
def draft(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the newest draft of the page, as its preview does; 404 once the link is over or was taken back."""
    link = get_object_or_404(DraftLink.objects.good().select_related("page"), key=key)
    newest = link.page.get_latest_revision_as_object()
    response: HttpResponse = newest.make_preview_request(
        request, newest.default_preview_mode, extra_request_attrs={"draft_until": link.expires_at}
    )
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # The address is the key: it goes to no other site, and to no page of ours.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
