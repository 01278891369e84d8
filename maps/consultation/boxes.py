"""What the comment box of one proposal shows to the person who asks: their own comments, and a form or why there is none."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone

from maps.consultation.forms import CommentForm, NeighbourForm, blank_form
from maps.consultation.models import Comment, Consultation, Follow
from maps.consultation.permissions import at_the_desk
from maps.consultation.requests import Request
from maps.plan.models import Proposal
from residents.models import User
from residents.ways_back import with_next

_DRAFT = "draft"
_MAX_DRAFT = 10_000
_MAX_PLACE = 200


def box_context(
    request: Request,
    proposal: Proposal,
    *,
    kind: type[CommentForm] = CommentForm,
    form: CommentForm | None = None,
    accepted: Comment | None = None,
) -> dict[str, Any]:
    """Return the context of ``maps/partials/comment_box.html``: personal, so only ever part of a no-store answer.

    ``kind`` is which form stands in it: of somebody's own words, or of a neighbour's.
    """
    user, draft = request.user, draft_name(kind, proposal)
    mine = _mine(user, proposal) if user.is_authenticated else []
    accepted = accepted or _just_sent(request, mine)
    consultation = accepted.consultation if accepted else _accepting(proposal)
    if form is None and consultation and not accepted:
        text, place = kept_draft(request, draft), kept_place(request, draft)
        form = blank_form(kind, proposal, text, parent=request.GET.get("to", ""), place=place)
    to = str(form["parent"].value() or "") if form else ""
    follows, may_enter = _standing(user, proposal) if user.is_authenticated and not accepted else (False, False)
    return {
        "proposal": proposal,
        "consultation": consultation,
        "latest": consultation or proposal.consultations.order_by("-closes_at", "-pk").first(),
        "now": timezone.now(),
        "signed_in": user.is_authenticated,
        "form": form,
        "mine": mine,
        "follows": follows,
        "accepted": accepted,
        "draft": draft,
        "page": reverse(kind.page, args=(proposal.slug,)),
        "back": page_of(proposal, kind, to=to),
        "for_neighbour": kind is NeighbourForm,
        "may_enter": may_enter and kind is CommentForm,
        "sign_in_url": sign_in_url(way_back(request, proposal, kind, to=to)),
    }


def sign_in_url(way_back: str) -> str:
    return with_next(resolve_url(settings.LOGIN_URL), way_back)


def way_back(request: Request, proposal: Proposal, kind: type[CommentForm], *, to: str) -> str:
    """Where signing in leads: the fragment lives in the proposal's page, a page stands for itself, and so does a reply."""
    if kind is CommentForm and not to and (request.htmx or request.path.endswith("/mine/")):
        return f"{proposal.get_absolute_url()}#my-comments"
    return page_of(proposal, kind, to=to)


def page_of(proposal: Proposal, kind: type[CommentForm], *, to: str) -> str:
    """Return the page of its own that a form has; ``to`` is the number of what it replies to, or empty."""
    page = reverse(kind.page, args=(proposal.slug,))
    return f"{page}?{urlencode({'to': to})}" if to else page


def draft_name(kind: type[CommentForm], proposal: Proposal) -> str:
    return f"{kind.draft}-{proposal.pk}"


def keep_draft(request: Request, name: str, text: str, *, place: str = "") -> None:
    """Keep one text beside the session, and the place picked for it: without script, nothing else survives the way through signing in."""
    request.session[_DRAFT] = {"name": name, "text": text[:_MAX_DRAFT], "place": place[:_MAX_PLACE]}


def kept_draft(request: Request, name: str) -> str:
    kept = request.session.get(_DRAFT)
    return kept["text"] if kept and kept["name"] == name else ""


def kept_place(request: Request, name: str) -> str:
    kept = request.session.get(_DRAFT)
    return kept.get("place", "") if kept and kept["name"] == name else ""


def forget_draft(request: Request, name: str) -> None:
    if kept_draft(request, name) or kept_place(request, name):
        del request.session[_DRAFT]


def _accepting(proposal: Proposal) -> Consultation | None:
    return Consultation.objects.accepting(proposal, at=timezone.now()).first()


def _standing(user: User, proposal: Proposal) -> tuple[bool, bool]:
    """Return whether ``user`` follows the proposal, and whether they may enter comments for neighbours: one query."""
    follows = Follow.objects.filter(user=OuterRef("pk"), proposal=proposal)
    rows = User.objects.filter(pk=user.pk).values_list(Exists(follows), Exists(at_the_desk().filter(pk=user.pk)))
    return rows.get()


def _mine(user: User, proposal: Proposal) -> list[Comment]:
    mine = list(Comment.objects.pending_with(user).filter(proposal=proposal))
    for comment in mine:
        comment.proposal = proposal
    return mine


def _just_sent(request: Request, mine: list[Comment]) -> Comment | None:
    """Return the comment after whose acceptance the page without script was asked for."""
    sent = request.GET.get("sent", "")
    return next((comment for comment in mine if str(comment.pk) == sent), None)
