"""Where residents write: all of it personal, none of it ever cached."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import pagecache
from maps.consultation import boxes, services
from maps.consultation.attaching import chosen_photos
from maps.consultation.errors import ConsultationError
from maps.consultation.forms import CommentForm, NeighbourForm, TextForm
from maps.consultation.models import Comment
from maps.consultation.permissions import ENTER
from maps.consultation.place import place_map
from maps.consultation.requests import Request, find_proposal, where_next
from maps.consultation.similar import similar_to
from maps.errors import GeoError
from maps.plan.models import Proposal
from media.models import Upload
from residents.models import User

#: Fields of the form that are no part of what was said, or go another way.
_NOT_SAID = ("anyway", "photos", "agreed")


class SeeOther(HttpResponseRedirect):
    status_code = 303


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: Request, slug: str) -> HttpResponse:
    """The comment form as a page of its own; the box in the proposal's page posts here too."""
    return _write(request, slug, CommentForm)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_for(request: Request, slug: str) -> HttpResponse:
    """The same for what a neighbour says at the desk; for those who may enter it, it does not exist for others."""
    if not request.user.is_authenticated and request.method != "POST":
        return redirect(boxes.sign_in_url(request.get_full_path()))
    if request.user.is_authenticated and not request.user.has_perm(ENTER):
        raise Http404
    return _write(request, slug, NeighbourForm)


def _write(request: Request, slug: str, kind: type[CommentForm]) -> HttpResponse:
    # What was written arrives also when the proposal went meanwhile: it is refused, and given back.
    proposal = find_proposal(request, slug, also_gone=request.method == "POST")
    if request.method != "POST":
        return _show(request, proposal, kind=kind)
    form = kind(request.POST, request.FILES, proposal=proposal)
    if not request.user.is_authenticated:
        _keep_draft(request, proposal, form)
        return _show(request, proposal, kind=kind, form=form, status=401)
    form.is_valid()
    photos = chosen_photos(request, form, request.user)
    if form.errors:
        if "key" in form.errors:
            form.renew_key()
        return _show(request, proposal, kind=kind, form=form, photos=photos, status=422)
    return _send(request, proposal, form, photos, request.user)


def _keep_draft(request: Request, proposal: Proposal, form: CommentForm) -> None:
    """Keep what was typed through signing in, or through what else comes first; with script the browser keeps it itself."""
    if not request.htmx:
        text, place = (form[name].value() or "" for name in ("text", "place"))
        boxes.keep_draft(request, boxes.draft_name(type(form), proposal), text, place=place)


def _send(
    request: Request, proposal: Proposal, form: CommentForm, photos: Sequence[Upload], sender: User
) -> HttpResponse:
    """Hand a valid form to the service, and a refusal back to the person with text and photographs still there."""
    kind, typed = type(form), {name: value for name, value in form.cleaned_data.items() if name not in _NOT_SAID}
    # The desk has a neighbour before it who wants to be heard: nothing like it is held against that.
    goes_first = form.cleaned_data["anyway"] or typed["parent"] or kind is NeighbourForm
    if not goes_first and (similar := similar_to(typed["text"], proposal)):
        return _show(request, proposal, form=form, photos=photos, similar=similar, status=409)
    try:
        if kind is NeighbourForm:
            sent = services.enter_comment(proposal=proposal, by=sender, photos=photos, **typed)
        else:
            sent = services.submit_comment(proposal=proposal, author=sender, photos=photos, **typed)
    except (GeoError, ConsultationError) as error:
        form.add_refusal(error)
        if form.is_too_early:
            _keep_draft(request, proposal, form)
        status = error.status if isinstance(error, ConsultationError) else 422
        return _show(request, proposal, kind=kind, form=form, photos=photos, status=status)
    boxes.forget_draft(request, boxes.draft_name(kind, proposal))
    was_cut = services.was_cut(typed["shape"], proposal)
    if request.htmx:
        return _show(request, proposal, kind=kind, accepted=sent, was_cut=was_cut)
    said = f"?sent={sent.pk}{'&cut=1' if was_cut else ''}"
    return SeeOther(f"{reverse(kind.page, args=(proposal.slug,))}{said}#mine-{sent.pk}")


@never_cache
@require_safe
def comment_box(request: Request, slug: str) -> HttpResponse:
    """The personal part of a proposal's page, fetched after it."""
    context = boxes.box_context(request, find_proposal(request, slug))
    return render(request, "maps/partials/comment_box.html", context)


@require_safe
def place(request: Request, slug: str) -> HttpResponse:
    """What the map for setting a place draws; asked for only when somebody sets one."""
    proposal = find_proposal(request, slug)
    tags = (f"proposal:{proposal.pk}", f"plan:{proposal.plan_id}")
    return pagecache.public(JsonResponse(place_map(proposal)), tags=tags)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str, pk: int) -> HttpResponse:
    """Change one's own comment while that is fair; a returned one is sent again by it."""
    form = TextForm(request.POST if request.method == "POST" else None)
    if not request.user.is_authenticated:
        return _edit_after_sign_in(request, find_proposal(request, slug), form, pk)
    # By its number alone: it stays its author's when the proposal is no longer public, or another has its address.
    mine = get_object_or_404(Comment.objects.all_of(request.user), pk=pk, proposal__slug=slug)
    proposal = mine.proposal
    if not mine.is_editable and not form.is_bound:
        return SeeOther(f"{reverse('maps:comment', args=(slug,))}#mine-{pk}")
    form.initial = {"text": boxes.kept_draft(request, f"edit-{pk}") or mine.text}
    if form.is_valid():
        try:
            services.edit(comment_id=pk, author=request.user, text=form.cleaned_data["text"])
        except ConsultationError as error:
            form.add_refusal(error)
            return _show_edit(request, proposal, form, mine, status=error.status)
        boxes.forget_draft(request, f"edit-{pk}")
        return SeeOther(f"{reverse('maps:comment', args=(slug,))}?sent={pk}#mine-{pk}")
    return _show_edit(request, proposal, form, mine, status=422 if form.is_bound else 200)


def _edit_after_sign_in(request: Request, proposal: Proposal, form: TextForm, pk: int) -> HttpResponse:
    if not form.is_bound:
        return redirect(boxes.sign_in_url(request.path))
    boxes.keep_draft(request, f"edit-{pk}", form["text"].value() or "")
    return _show_edit(request, proposal, form, None, status=401)


def _show_edit(
    request: Request, proposal: Proposal, form: TextForm, mine: Comment | None, *, status: int
) -> HttpResponse:
    context = {"proposal": proposal, "form": form, "comment": mine, "sign_in_url": boxes.sign_in_url(request.path)}
    return render(request, "maps/comment_edit.html", context, status=status)


@never_cache
@require_POST
def withdraw(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take one's own comment back, from the box, from its page or from ``/me/``."""
    back = where_next(request, reverse("maps:comment", args=(slug,)))
    kind = NeighbourForm if back == reverse(NeighbourForm.page, args=(slug,)) else CommentForm
    if not request.user.is_authenticated:
        return _show(request, find_proposal(request, slug), kind=kind, status=401)
    # As in ``edit``: it stays its author's whatever becomes of the proposal.
    mine = get_object_or_404(
        Comment.objects.in_hands_of(request.user).select_related("proposal"), pk=pk, proposal__slug=slug
    )
    services.withdraw(comment_id=mine.pk, author=request.user)
    if request.htmx:
        return _show(request, mine.proposal, kind=kind)
    return SeeOther(back)


def _show(
    request: Request,
    proposal: Proposal,
    *,
    kind: type[CommentForm] = CommentForm,
    form: CommentForm | None = None,
    accepted: Comment | None = None,
    was_cut: bool = False,
    photos: Sequence[Upload] = (),
    similar: Sequence[Comment] = (),
    status: int = 200,
) -> HttpResponse:
    """Answer with the box: alone to htmx, in its page to everyone else."""
    template = "maps/partials/comment_box.html" if request.htmx else "maps/comment.html"
    context = boxes.box_context(request, proposal, kind=kind, form=form, accepted=accepted)
    context |= {"similar": similar, "kept_photos": photos, "was_cut": was_cut or "cut" in request.GET}
    return render(request, template, context, status=status)
