"""What readers do in a thread beside writing: agree, follow, and answer for an office. Personal, so never cached."""

from typing import cast
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maps.consultation import boxes, services
from maps.consultation.errors import ConsultationError, NotReady
from maps.consultation.forms import OfficeReplyForm
from maps.consultation.models import Comment, Support
from maps.consultation.permissions import ANSWER
from maps.consultation.requests import Request, find_proposal, where_next
from maps.plan.models import Plan
from residents.models import User
from residents.ways_back import with_next


@never_cache
@require_safe
def my_supports(request: Request, slug: str) -> JsonResponse:
    """Which comments on a proposal this person agrees with, and the token to change that; nothing for a stranger."""
    if not request.user.is_authenticated:
        return JsonResponse({})
    supports = Support.objects.filter(user=request.user, comment__proposal__slug=slug)
    mine = supports.filter(comment__proposal__plan__in=Plan.objects.current(request))
    return JsonResponse({"supported": list(mine.values_list("comment", flat=True)), "token": get_token(request)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: Request, slug: str, pk: int) -> HttpResponse:
    """Agree with a comment, or no longer: a page with one button; with script the button in the thread posts here."""
    comment = _comment(request, slug, pk)
    wants_json = request.accepts("application/json") and not request.accepts("text/html")
    if not request.user.is_authenticated:
        return _lead(boxes.sign_in_url(request.path), wants_json=wants_json, status=401)
    if request.method != "POST":
        return _support_page(request, comment, request.user)
    act = services.take_back_support if request.POST.get("undo") else services.support
    try:
        counted = act(comment_id=comment.pk, user=request.user)
    except NotReady as error:
        return _lead(with_next(reverse("residents:welcome"), request.path), wants_json=wants_json, status=error.status)
    except ConsultationError as error:
        if wants_json:
            return JsonResponse({"detail": error.for_people()}, status=error.status)
        return _support_page(request, comment, request.user, refusal=error)
    if wants_json:
        return JsonResponse({"count": counted.support_count, "supported": not request.POST.get("undo")})
    return redirect(comment.get_absolute_url())


def _lead(way: str, *, wants_json: bool, status: int) -> HttpResponse:
    """Lead to what comes first, and from there back to the page with the button; a script goes there itself."""
    return JsonResponse({"sign_in": way}, status=status) if wants_json else redirect(way)


def _support_page(
    request: Request, comment: Comment, user: User, *, refusal: ConsultationError | None = None
) -> HttpResponse:
    supported = Support.objects.filter(comment=comment, user=user).exists()
    context = {"comment": comment, "supported": supported, "refusal": refusal.for_people() if refusal else ""}
    return render(request, "maps/comment_support.html", context, status=refusal.status if refusal else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def official_reply(request: Request, slug: str, pk: int) -> HttpResponse:
    """Reply to a comment under an office's name; for those who may answer, it does not exist for others."""
    comment, user = _comment(request, slug, pk), request.user
    if not isinstance(user, User) or not user.has_perm(ANSWER) or comment.parent_id:
        raise Http404
    form = OfficeReplyForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            reply = services.reply_officially(parent_id=pk, by=user, **form.cleaned_data)
        except ConsultationError as error:
            form.add_refusal(error)
            status = error.status
        else:
            return redirect(reply.get_absolute_url())
    return render(request, "maps/official_reply.html", {"comment": comment, "form": form}, status=status)


def _comment(request: Request, slug: str, pk: int) -> Comment:
    """Return a published comment of the current plan, or answer 404."""
    rows = Comment.objects.published().select_related("author", "proposal__plan")
    proposals = {"proposal__slug": slug, "proposal__live": True, "proposal__plan__in": Plan.objects.current(request)}
    return get_object_or_404(rows, pk=pk, **proposals)


@never_cache
@require_POST
@login_required
def follow(request: Request, slug: str) -> HttpResponse:
    """Follow a proposal, or no longer: from the box, its page, or ``/me/``."""
    proposal = find_proposal(request, slug)
    undo = bool(request.POST.get("undo"))
    act = services.unfollow if undo else services.follow
    act(proposal=proposal, user=cast(User, request.user))
    if request.htmx:
        return render(request, "maps/partials/follow.html", {"proposal": proposal, "follows": not undo})
    return redirect(where_next(request, proposal.get_absolute_url()))
