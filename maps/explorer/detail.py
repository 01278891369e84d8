"""What stands on a proposal's page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from maps.consultation import threads
from maps.consultation.models import Answer, Comment, Consultation
from maps.consultation.requests import is_number
from maps.explorer.entries import short_title
from maps.explorer.explaining import explained
from maps.explorer.moments import days_left, valid_until
from maps.explorer.related import related_to
from maps.explorer.steps import steps_of
from maps.plan.models import Proposal


def detail_of(proposal: Proposal, *, query: QueryDict) -> dict[str, Any]:
    """Return the context of ``maps/proposal.html``, with ``valid_until``."""
    now = timezone.now()
    consultations = list(proposal.consultations.prefetch_related("closing_changes").order_by("closes_at", "pk"))
    doings = doings_now(consultations, at=now)
    related = related_to(proposal)
    boundaries: list[datetime | None] = [moment for c in consultations for moment in (c.opens_at, c.closes_at)]
    boundaries += [link.until for group in related for link in group.links]
    return {
        "proposal": proposal,
        "label": short_title(proposal.title),
        "steps": steps_of(proposal),
        "doings": doings,
        "closed": not any(doing["state"] == "open" and doing["consultation"].may_comment for doing in doings),
        **thread_of(proposal, query),
        "answers": list(Answer.objects.filter(proposal=proposal)),
        "related": related,
        "text": explained(proposal),
        "page_url": proposal.get_absolute_url(),
        "structured": place_of(proposal),
        "valid_until": valid_until(now, boundaries),
    }


def place_of(proposal: Proposal) -> dict[str, Any]:
    """Return what search engines are told of a proposal. No coordinates: positions are a sketch, not a survey."""
    return {
        "@type": "Place",
        "name": proposal.title,
        "description": proposal.summary,
        "url": proposal.get_absolute_url(),
        "containedInPlace": {"@type": "AdministrativeArea", "name": _("曹杨新村街道")},
    }


def thread_of(proposal: Proposal, query: QueryDict) -> dict[str, Any]:
    """Return a page of what was said; what no link of ours asks for is a 404, so that no two addresses say the same."""
    try:
        choice = threads.Choice.from_query(query)
    except threads.UnknownChoice as error:
        raise Http404(str(error)) from error
    page = threads.thread(proposal, choice, after=asked_place(query.get("after")))
    tally = getattr(proposal, "tally", None)
    return {
        "thread": page,
        "choice": choice,
        "choices": threads.choices_of(proposal),
        "said": tally.comments if tally else 0,
        "next_query": choice.query(after=page.next) if page.next else "",
        "first_query": choice.query(),
    }


def asked_place(text: str | None) -> threads.Place | None:
    """Return the place after which a page is to begin, None for the first page, or answer 404."""
    try:
        return None if text is None else threads.Place.read(text)
    except threads.UnknownChoice as error:
        raise Http404(str(error)) from error


def one_comment(proposal: Proposal, pk: int, query: QueryDict) -> dict[str, Any]:
    """Return one comment with a page of its replies, from the reply ``at`` on if one is asked for."""
    rows = Comment.objects.filter(proposal=proposal, parent=None).in_thread().for_row()
    comment = get_object_or_404(rows, pk=pk)
    comment.proposal = proposal
    after = asked_place(query.get("after"))
    at = query.get("at", "")
    asked = Comment.objects.filter(parent=comment, pk=at).published().first() if is_number(at) else None
    if asked:
        after = threads.before(asked)
    threads.with_everything(comment)
    page = threads.replies(comment, after=after)
    return {"proposal": proposal, "comment": comment, "thread": page, "highlighted": asked.pk if asked else None}


def doings_now(consultations: Iterable[Consultation], *, at: datetime) -> list[dict[str, Any]]:
    """Return what is open, else what comes next, else what closed last; each with its days and its ``state``."""
    rows = list(consultations)
    open_now = [c for c in rows if c.is_open(at)]
    coming = sorted((c for c in rows if c.opens_at > at), key=lambda c: c.opens_at)
    over = [c for c in rows if c.closes_at <= at]
    if open_now:
        return [_doing(c, "open", at) for c in [*open_now, *coming]]
    if coming:
        return [_doing(c, "coming", at) for c in coming]
    return [_doing(c, "over", at) for c in over[-1:]]


def _doing(consultation: Consultation, state: str, at: datetime) -> dict[str, Any]:
    state = state if consultation.opens_at <= at else "coming"
    return {
        "consultation": consultation,
        "state": state,
        "days_left": days_left(consultation.closes_at, at=at),
        "allows": consultation.allows,
    }
