"""Where residents register for a lecture and ask there: all of it personal, none of it ever cached."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import segno
from django.contrib.auth.decorators import login_required
from django.db.models import BooleanField, ExpressionWrapper
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from cms import questioning, registering
from cms.addresses import absolute
from cms.forms_attending import QuestionForm
from cms.models import LecturePage, Question, Registration
from cms.models.published import everyone_may_read
from maps.consultation import boxes
from maps.consultation.errors import ConsultationError
from maps.consultation.requests import Request, where_next
from maps.consultation.views import SeeOther


@never_cache
@require_safe
def mine(request: Request, series: str, lecture: str) -> HttpResponse:
    """The personal part of a lecture's page, fetched after it."""
    page = _find(series, lecture)
    if not page.is_public:
        raise Http404(page.slug)
    context = _register_context(request, page) | _question_context(request, page)
    return render(request, "cms/partials/attending_mine.html", context)


# ── coming ──────────────────────────────────────────────────────────────────────


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request, series: str, lecture: str) -> HttpResponse:
    """Whether I come, as a page of its own; the box in the lecture's page posts here too."""
    page = _find(series, lecture)
    if request.method != "POST":
        if not page.is_public and _own(request, page) is None:
            raise Http404(page.slug)
        return _show_register(request, page)
    if not request.user.is_authenticated:
        return _show_register(request, page, wants=True, status=401)
    try:
        registering.register(lecture_id=page.pk, attendee=request.user, may_wait="waiting" in request.POST)
    except ConsultationError as error:
        return _show_register(request, page, refused=error, status=error.status)
    return _registered(request, page)


@never_cache
@require_POST
def cancel(request: Request, series: str, lecture: str) -> HttpResponse:
    """Come not after all; from the box, from its page or from ``/me/``. It stays mine whatever becomes of the page."""
    page = _find(series, lecture)
    if not request.user.is_authenticated:
        return _show_register(request, page, status=401)
    try:
        registering.cancel(lecture_id=page.pk, user=request.user)
    except ConsultationError as error:
        return _show_register(request, page, refused=error, status=error.status)
    return _registered(request, page)


@never_cache
@require_safe
@login_required
def code(request: Request, series: str, lecture: str) -> HttpResponse:
    """The square that is photographed at the door, for whose place it is; strangers get 404."""
    page = _find(series, lecture)
    registration = _own(request, page)
    site = Site.find_for_request(request)
    if registration is None or not registration.has_a_place or site is None:
        raise Http404(page.slug)
    drawing = BytesIO()
    segno.make(absolute(reverse("attendance:code", args=(registration.token,)), site), error="m", micro=False).save(
        drawing, kind="svg", scale=6, border=3, dark="#1f1b16", light="#ffffff", svgclass=None, lineclass=None
    )
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


def _registered(request: Request, page: LecturePage) -> HttpResponse:
    if request.htmx:
        return _show_register(request, page, done=True)
    return SeeOther(where_next(request, page.register_address))


def _show_register(request: Request, page: LecturePage, *, status: int = 200, **facts: Any) -> HttpResponse:
    """Answer with the box: alone to htmx, in its page to everyone else."""
    template = "cms/partials/register_box.html" if request.htmx else "cms/register.html"
    return render(request, template, _register_context(request, page) | facts, status=status)


def _register_context(request: Request, page: LecturePage) -> dict[str, Any]:
    return _who(request, page, page.register_address) | {"registration": _own(request, page)}


def _own(request: Request, page: LecturePage) -> Registration | None:
    if not request.user.is_authenticated:
        return None
    registration: Registration | None = page.registrations.active().filter(attendee=request.user).first()
    if registration is not None:
        registration.lecture = page
    return registration


# ── asking ──────────────────────────────────────────────────────────────────────


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, series: str, lecture: str) -> HttpResponse:
    """The form for a question as a page of its own; the box in the lecture's page posts here too."""
    page = _find(series, lecture)
    if request.method != "POST":
        if not page.is_public:
            raise Http404(page.slug)
        return _show_question(request, page)
    form = QuestionForm(request.POST)
    if not request.user.is_authenticated:
        _keep_draft(request, page, form)
        return _show_question(request, page, form=form, status=401)
    if not form.is_valid():
        if "key" in form.errors:
            form.renew_key()
        return _show_question(request, page, form=form, status=422)
    try:
        sent = questioning.ask(lecture_id=page.pk, asker=request.user, **form.cleaned_data)
    except ConsultationError as error:
        form.add_refusal(error)
        if form.is_too_early:
            _keep_draft(request, page, form)
        return _show_question(request, page, form=form, status=error.status)
    boxes.forget_draft(request, _draft(page))
    if request.htmx:
        return _show_question(request, page, accepted=sent)
    return SeeOther(f"{page.question_address}?sent={sent.pk}")


@never_cache
@require_POST
def withdraw(request: Request, series: str, lecture: str, pk: int) -> HttpResponse:
    """Take one's own question back, from the box, from its page or from ``/me/``."""
    page = _find(series, lecture)
    if not request.user.is_authenticated:
        return _show_question(request, page, status=401)
    try:
        questioning.withdraw(question_id=pk, asker=request.user)
    except Question.DoesNotExist as error:
        raise Http404(pk) from error
    if request.htmx:
        return _show_question(request, page)
    return SeeOther(where_next(request, page.question_address))


def _show_question(request: Request, page: LecturePage, *, status: int = 200, **facts: Any) -> HttpResponse:
    template = "cms/partials/question_box.html" if request.htmx else "cms/question.html"
    return render(request, template, _question_context(request, page, **facts), status=status)


def _question_context(
    request: Request, page: LecturePage, *, form: QuestionForm | None = None, accepted: Question | None = None
) -> dict[str, Any]:
    asked = list(page.questions.of(request.user)) if request.user.is_authenticated else []
    accepted = accepted or next((one for one in asked if str(one.pk) == request.GET.get("sent")), None)
    if form is None and page.is_asked and accepted is None:
        form = QuestionForm(initial={"key": uuid4(), "text": boxes.kept_draft(request, _draft(page))})
    facts = {"form": form, "accepted": accepted, "asked": asked, "draft": _draft(page), "back": page.question_address}
    return _who(request, page, page.question_address) | facts


def _keep_draft(request: Request, page: LecturePage, form: QuestionForm) -> None:
    """Keep what was typed through signing in; with script the browser keeps it itself."""
    if not request.htmx:
        boxes.keep_draft(request, _draft(page), form["text"].value() or "")


def _draft(page: LecturePage) -> str:
    return f"question-{page.pk}"


# ── both ────────────────────────────────────────────────────────────────────────


def _find(series: str, lecture: str) -> LecturePage:
    """Return the lecture with that address and ``is_public``, or answer 404 for one that never was."""
    is_public = ExpressionWrapper(everyone_may_read(), output_field=BooleanField())
    found: LecturePage | None = (
        LecturePage.objects.filter(slug=lecture, url_path__endswith=f"/{series}/{lecture}/")
        .annotate(is_public=is_public)
        .order_by("-is_public", "pk")
        .first()
    )
    if found is None or not (found.live or found.first_published_at):
        raise Http404(lecture)
    return found


def _who(request: Request, page: LecturePage, own_page: str) -> dict[str, Any]:
    """Return what both boxes show of who reads; signing in leads back to where the box stood."""
    in_lecture = request.htmx or request.path.endswith("/mine/")
    back = f"{page.address}#attending" if in_lecture else own_page
    return {"lecture": page, "signed_in": request.user.is_authenticated, "sign_in_url": boxes.sign_in_url(back)}
