"""Where readers report a comment, and authors appeal against a decision; both work without script."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maps.consultation import boxes, services
from maps.consultation.errors import ConsultationError
from maps.consultation.forms_objections import AppealForm, ReportForm
from maps.consultation.models import Comment
from maps.consultation.requests import Request
from maps.consultation.views import SeeOther
from maps.plan.models import Plan, Proposal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request, slug: str, pk: int) -> HttpResponse:
    """Say that a published comment should not stand."""
    comment = _public_once(request, slug, pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if not request.user.is_authenticated:
        return _after_sign_in(request, "report", pk, form, "note", comment=comment)
    form.initial = {"note": boxes.kept_draft(request, f"report-{pk}")}
    before = comment.reports.filter(reporter=request.user).first()
    context = {"comment": comment, "form": form, "before": before, "own": comment.author == request.user}
    if form.is_valid():
        try:
            services.report(comment_id=pk, reporter=request.user, **form.cleaned_data)
        except ConsultationError as error:
            form.add_refusal(error)
            return render(request, "maps/report.html", context, status=error.status)
        boxes.forget_draft(request, f"report-{pk}")
        return SeeOther(request.path)
    return render(request, "maps/report.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: Request, slug: str, pk: int) -> HttpResponse:
    """Ask that the decision on one's own comment be looked at again."""
    form = AppealForm(request.POST if request.method == "POST" else None)
    if not request.user.is_authenticated:
        return _after_sign_in(request, "appeal", pk, form, "text")
    mine = Comment.objects.all_of(request.user).filter(proposal__in=_proposals(request, slug))
    comment = get_object_or_404(mine.select_related("proposal", "appeal"), pk=pk)
    form.initial = {"text": boxes.kept_draft(request, f"appeal-{pk}")}
    if form.is_valid():
        try:
            services.appeal(comment_id=pk, author=request.user, text=form.cleaned_data["text"])
        except ConsultationError as error:
            form.add_refusal(error)
            return render(request, "maps/appeal.html", {"comment": comment, "form": form}, status=error.status)
        boxes.forget_draft(request, f"appeal-{pk}")
        return SeeOther(request.path)
    return render(request, "maps/appeal.html", {"comment": comment, "form": form}, status=422 if form.is_bound else 200)


def _after_sign_in(
    request: Request, name: str, pk: int, form: Any, field: str, *, comment: Comment | None = None
) -> HttpResponse:
    """Lead to signing in and back; what was typed already is kept and shown."""
    way = boxes.sign_in_url(request.path)
    if not form.is_bound:
        return redirect(way)
    boxes.keep_draft(request, f"{name}-{pk}", form[field].value() or "")
    context = {"comment": comment, "form": form, "sign_in_url": way}
    return render(request, f"maps/{name}.html", context, status=401)


def _public_once(request: Request, slug: str, pk: int) -> Comment:
    """Return a comment that everyone may read, or, to a form that was open meanwhile, one that they could."""
    comments = Comment.objects.filter(proposal__in=_proposals(request, slug)).exclude(published_at=None)
    comment = get_object_or_404(comments.select_related("proposal", "author"), pk=pk)
    if comment.status != Comment.Status.PUBLISHED and request.method != "POST":
        raise Http404
    return comment


def _proposals(request: Request, slug: str) -> Any:
    return Proposal.objects.published().filter(slug=slug, plan__in=Plan.objects.current(request))
