"""What stands on a proposal's page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from maps.consultation.models import Answer, Comment, Consultation
from maps.explorer.entries import short_title
from maps.explorer.moments import days_left, last_day, valid_until
from maps.explorer.related import related_to
from maps.explorer.steps import steps_of
from maps.plan.models import Plan, Proposal

COMMENTS_ON_A_PAGE = 20


def find_proposal(request: HttpRequest, slug: str) -> Proposal:
    """Return a published proposal of the current plan, or answer 404."""
    rows = Proposal.objects.published().select_related("plan")
    return get_object_or_404(rows, slug=slug, plan__in=Plan.objects.current(request))


def detail_of(proposal: Proposal, *, page: str) -> dict[str, Any]:
    """Return the context of ``maps/proposal.html``, with ``valid_until``."""
    now = timezone.now()
    consultations = list(proposal.consultations.order_by("closes_at", "pk"))
    doings = doings_now(consultations, at=now)
    return {
        "proposal": proposal,
        "label": short_title(proposal.title),
        "steps": steps_of(proposal),
        "doings": doings,
        "closed": not any(doing["state"] == "open" and doing["consultation"].may_comment for doing in doings),
        "comments": comments_on(proposal, page),
        "answers": list(Answer.objects.filter(proposal=proposal)),
        "related": related_to(proposal),
        "page_url": proposal.get_absolute_url(),
        "valid_until": valid_until(now, [moment for c in consultations for moment in (c.opens_at, c.closes_at)]),
    }


def comments_on(proposal: Proposal, page: str) -> Page:
    """Return a page of what was said; a page that does not exist is a 404, so that no two addresses say the same."""
    comments = Comment.objects.filter(proposal=proposal).published().for_list()
    paginator = Paginator(comments, COMMENTS_ON_A_PAGE)
    if not (page.isascii() and page.isdecimal()) or not 1 <= int(page[:9]) <= paginator.num_pages:
        raise Http404("no such page of comments")
    return paginator.page(int(page))


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
        "last_day": last_day(consultation.closes_at),
    }
