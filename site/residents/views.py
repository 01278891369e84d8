"""What is mine: never cached, never part of a public page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from residents import personal_data
from residents.models import Notice


@never_cache
@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    user = request.user
    parts = [(kind.template, kind.rows(user)) for kind in personal_data.registered()]
    notices = user.notices.all()[:50]
    return render(request, "residents/mine.html", {"parts": parts, "notices": notices})


@never_cache
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """The corner of the masthead: who is signed in, and how many notices wait."""
    unread = request.user.notices.unread().count() if request.user.is_authenticated else 0
    return render(request, "residents/partials/state.html", {"unread": unread})


@never_cache
@require_POST
@login_required
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go where it points."""
    notice = get_object_or_404(Notice, pk=pk, user=request.user)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())
    return HttpResponse(status=303, headers={"Location": notice.url})
