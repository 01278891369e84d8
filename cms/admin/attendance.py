"""The door of a lecture: who comes, who waits, who is there; found by their code or by their name."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms import registering
from cms.forms_attending import NeighbourForm
from cms.models import LecturePage, Registration
from maps.consultation.errors import ConsultationError
from residents.models import User

RECEIVE = "cms.receive_registration"
State = Registration.State
#: Those who are still to come first, then those who wait, then those who are there, then those who will not come.
_ORDER = {
    state: place for place, state in enumerate((State.REGISTERED, State.WAITING, State.ATTENDED, State.CANCELLED))
}
#: One registers for it, or somebody did before it was taken back or opened to all.
_CONCERNED = Q(live=True, capacity__isnull=False, starts_at__isnull=False) | Q(
    Exists(Registration.objects.filter(lecture=OuterRef("pk")))
)
_VERBS = {
    "check_in": lambda one: registering.check_in(registration_id=one.pk),
    "undo": lambda one: registering.undo_check_in(registration_id=one.pk),
    "give_up": lambda one: registering.give_up_place(lecture_id=one.lecture_id, registration_id=one.pk),
}


def _require_doorkeeper(request: HttpRequest) -> User:
    """Return who receives people at the door; for everyone else these pages do not exist."""
    user = request.user
    if not user.is_authenticated or not user.has_perm(RECEIVE):
        raise Http404
    return user


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The lectures one registers for, the next one first."""
    _require_doorkeeper(request)
    counts: dict[str, Any] = {
        state.value: Count("registrations", filter=Q(registrations__state=state)) for state in State
    }
    rows = LecturePage.objects.filter(_CONCERNED).annotate(**counts)
    lectures = list(rows.order_by(F("starts_at").desc(nulls_first=True), "-pk").without_texts()[:50])
    coming = [one for one in reversed(lectures) if not one.is_over]
    context = {"coming": coming, "over": [one for one in lectures if one.is_over]}
    return render(request, "cms/admin/attendance.html", context | _header(_t("讲座报名")))


@require_safe
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who registered for one lecture; ``q`` narrows it down to a name."""
    _require_doorkeeper(request)
    lecture = _find(pk)
    everybody = list(lecture.registrations.select_related("attendee__neighbourhood", "entered_by"))
    asked = request.GET.get("q", "").strip()
    shown = [one for one in everybody if asked.casefold() in str(one.attendee).casefold()]
    shown.sort(key=lambda one: (_ORDER[State(one.state)], one.pk))
    context = {
        "lecture": lecture,
        "rows": shown,
        "asked": asked,
        "numbers": [(state.label, sum(one.state == state for one in everybody)) for state in State],
    }
    return render(request, "cms/admin/door.html", context | _header(str(lecture.title)))


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a neighbour without an account."""
    user, lecture = _require_doorkeeper(request), _find(pk)
    form = NeighbourForm(request.POST or None)
    if form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("display_name", "neighbourhood")}
        try:
            made = registering.enter(lecture_id=lecture.pk, by=user, **typed)
        except ConsultationError as error:
            form.add_refusal(error)
        else:
            said = {"name": made.attendee, "state": made.get_state_display()}
            messages.success(request, _t("%(name)s：%(state)s。") % said)
            return redirect("attendance:door", lecture.pk)
    context = {"lecture": lecture, "form": form} | _header(_t("代邻居报名"), lecture)
    return render(request, "cms/admin/enter_neighbour.html", context, status=422 if form.errors else 200)


@require_safe
def code(request: HttpRequest, token: UUID) -> HttpResponse:
    """What a camera at the door opens: whose code it is, and a button. Looking changes nothing."""
    _require_doorkeeper(request)
    rows = Registration.objects.select_related("lecture", "attendee__neighbourhood", "entered_by")
    registration = get_object_or_404(rows, token=token)
    starts_at = registration.lecture.starts_at
    context = {
        "row": registration,
        "lecture": registration.lecture,
        "is_today": starts_at is not None and timezone.localdate(starts_at) == timezone.localdate(),
    }
    return render(request, "cms/admin/code.html", context | _header(_t("签到"), registration.lecture))


@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Check somebody in, take that back, or give up their place; then go on where one was."""
    _require_doorkeeper(request)
    registration = get_object_or_404(Registration.objects.select_related("attendee"), pk=pk)
    if verb not in _VERBS:
        raise Http404(verb)
    try:
        done = _VERBS[verb](registration)
    except ConsultationError as error:
        messages.error(request, error.for_people())
    else:
        said = {"name": registration.attendee, "state": done.get_state_display()}
        messages.success(request, _t("%(name)s：%(state)s。") % said)
    if request.POST.get("code"):
        return redirect("attendance:code", registration.token)
    return redirect(reverse("attendance:door", args=(registration.lecture_id,)) + f"#r-{registration.pk}")


def _find(pk: int) -> LecturePage:
    lectures: QuerySet[LecturePage] = LecturePage.objects.filter(_CONCERNED)
    return get_object_or_404(lectures, pk=pk)


def _header(title: str, lecture: LecturePage | None = None) -> dict[str, Any]:
    above = [{"url": reverse("attendance:door", args=(lecture.pk,)), "label": lecture.title}] if lecture else []
    start = [{"url": reverse("attendance:index"), "label": _t("讲座报名")}]
    items = [*start, *above, {"url": "", "label": title}] if title != start[0]["label"] else start
    return {"header_title": title, "header_icon": "group", "breadcrumbs_items": items}


class DoorMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RECEIVE)


class AttendanceViewSet(ViewSet):
    name = "attendance"
    url_prefix = "attendance"
    icon = "group"
    menu_label = _("讲座报名")
    menu_name = "attendance"
    menu_order = 172
    menu_item_class = DoorMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", index, name="index"),
            path("<int:pk>/", door, name="door"),
            path("<int:pk>/enter/", enter, name="enter"),
            path("code/<uuid:token>/", code, name="code"),
            path("registrations/<int:pk>/<slug:verb>/", act, name="act"),
        ]
