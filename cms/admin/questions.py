"""What is asked of lectures: moderators shortlist or return it, the host sees the shortlist in big type and ticks it off."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms import questioning
from cms.forms_attending import ReturningForm
from cms.models import LecturePage, Question
from cms.questioning import HOST, MODERATE
from maps.consultation.errors import ConsultationError
from maps.consultation.flagging.marking import marked
from maps.consultation.flagging.spans import excerpt
from maps.consultation.models import Flag
from maps.consultation.requests import Request
from maps.consultation.services.flags import find_all, word_list

State = Question.State
MOST = 100
_ON_STAGE = {
    "answered": lambda pk: questioning.mark_answered(question_id=pk, answered=True),
    "again": lambda pk: questioning.mark_answered(question_id=pk, answered=False),
    "first": lambda pk: questioning.put_first(question_id=pk),
    "last": lambda pk: questioning.put_last(question_id=pk),
}


@dataclass(frozen=True)
class Row:
    """One question with what deserves a second look; that decides nothing."""

    question: Question
    text: SafeString
    flags: list[tuple[str, str]]

    @property
    def verbs(self) -> list[str]:
        return [to for to, sources in questioning.FROM.items() if self.question.state in sources]


def _require(request: HttpRequest, *permissions: str) -> None:
    """For who has none of the permissions these pages do not exist."""
    if not any(request.user.has_perm(permission) for permission in permissions):
        raise Http404


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The lectures that were asked something, and for moderators what waits, oldest first, then what was decided."""
    _require(request, MODERATE, HOST)
    lectures = LecturePage.objects.filter(Q(takes_questions=True) | Q(questions__isnull=False)).distinct()
    shortlisted = Count("questions", filter=Q(questions__state=State.SHORTLISTED))
    may_decide = request.user.has_perm(MODERATE)
    context = {
        "lectures": lectures.annotate(shortlisted=shortlisted).newest_first().only("title", "starts_at")[:20],
        "waiting": _rows(Question.objects.filter(state=State.WAITING).order_by("pk")) if may_decide else [],
        "decided": _rows(Question.objects.exclude(state__in=(State.WAITING, State.WITHDRAWN)).order_by("-pk"))
        if may_decide
        else [],
        "reasons": Question.Reason.choices,
        "may_decide": may_decide,
        "header_title": _t("讲座提问"),
        "header_icon": "openquote",
        "breadcrumbs_items": [{"url": "", "label": _t("讲座提问")}],
    }
    return render(request, "cms/admin/questions.html", context)


def _rows(questions: Any) -> list[Row]:
    words = word_list()
    rows = []
    for question in questions.select_related("lecture", "asker")[:MOST]:
        found = {kind: spans for kind, spans in find_all(question.text, words).items() if spans}
        flags = [(str(Flag.Kind(kind).label), excerpt(question.text, spans)) for kind, spans in found.items()]
        text = marked(question.text, [span for spans in found.values() for span in spans])
        rows.append(Row(question, text, flags))
    return rows


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    _require(request, MODERATE)
    question, to = get_object_or_404(Question, pk=pk), request.POST.get("to", "")
    if to not in questioning.FROM:
        raise Http404(to)
    try:
        decided = questioning.decide(question_id=question.pk, to=to, **ReturningForm(request.POST).values())
    except ConsultationError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(
            request, _t("提问 %(number)s：%(state)s。") % {"number": pk, "state": decided.get_state_display()}
        )
    return redirect("questions:index")


@never_cache
@require_safe
def stage(request: Request, pk: int) -> HttpResponse:
    """The shortlist of one lecture, for a phone in the host's hand or a projector; it asks for itself again and again."""
    _require(request, HOST)
    context = _stage_context(get_object_or_404(LecturePage, pk=pk))
    if request.htmx and request.GET.get("seen") == context["seen"]:
        return HttpResponse(status=204)
    return render(request, "cms/admin/stage_list.html" if request.htmx else "cms/admin/stage.html", context)


@require_POST
def on_stage(request: Request, pk: int, verb: str) -> HttpResponse:
    """Answered, taken back, next, or later."""
    _require(request, HOST)
    question = get_object_or_404(Question.objects.select_related("lecture"), pk=pk)
    if verb not in _ON_STAGE:
        raise Http404(verb)
    context: dict[str, Any] = {}
    try:
        _ON_STAGE[verb](pk)
    except ConsultationError as error:
        context["refused"] = error.for_people()
    if request.htmx or context:
        template = "cms/admin/stage_list.html" if request.htmx else "cms/admin/stage.html"
        return render(request, template, _stage_context(question.lecture) | context)
    return redirect("questions:stage", question.lecture_id)


def _stage_context(lecture: LecturePage) -> dict[str, Any]:
    questions = list(lecture.questions.published().in_turn())
    shown = repr([(one.pk, one.state, one.text, one.signed) for one in questions])
    return {
        "lecture": lecture,
        "turn": [one for one in questions if one.state == State.SHORTLISTED],
        "answered": [one for one in questions if one.state == State.ANSWERED],
        "seen": hashlib.sha256(shown.encode()).hexdigest()[:16],
        "here": reverse("questions:stage", args=(lecture.pk,)),
    }


class QuestionMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MODERATE) or request.user.has_perm(HOST)


class QuestionViewSet(ViewSet):
    name = "questions"
    url_prefix = "questions"
    icon = "openquote"
    menu_label = _("讲座提问")
    menu_name = "questions"
    menu_order = 174
    menu_item_class = QuestionMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", index, name="index"),
            path("<int:pk>/decide/", decide, name="decide"),
            path("lectures/<int:pk>/", stage, name="stage"),
            path("<int:pk>/<slug:verb>/", on_stage, name="on_stage"),
        ]
