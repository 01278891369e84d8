"""The moderators' queue: what waits, oldest first; a comment with its log; decisions and their undoing."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.viewsets.base import ViewSet

from maps.consultation import services
from maps.consultation.errors import ConsultationError
from maps.consultation.models import Comment, Consultation, Decision
from maps.consultation.services.decisions import TRANSITIONS
from maps.consultation.tasks import MODERATE
from maps.plan.models import Proposal
from residents.models import User


class QueueFilters(WagtailFilterSet):
    status = django_filters.ChoiceFilter(label=_("状态"), choices=Comment.Status.choices, empty_label=_("全部"))
    proposal = django_filters.ModelChoiceFilter(label=_("方案要素"), queryset=Proposal.objects.all())
    consultation = django_filters.ModelChoiceFilter(label=_("征求意见"), queryset=Consultation.objects.all())

    class Meta:
        model = Comment
        fields = ("status", "proposal", "consultation")


class DecisionForm(forms.Form):
    """What a moderator presses and types. A wish that fits no state any more is refused by the service."""

    verb = forms.ChoiceField(choices=[(v, v.label) for v in (Decision.Verb.PUBLISH, *Decision.NEEDS_REASON)])
    reason = forms.ChoiceField(label=_("理由"), choices=Decision.Reason.choices, required=False)
    note = forms.CharField(
        label=_("说明"), max_length=300, required=False, error_messages={"max_length": _("说明最多 300 个字。")}
    )
    seen = forms.CharField(required=False)


@dataclass(frozen=True)
class Row:
    """A comment before a moderator's eyes, with what they may do to it."""

    comment: Comment

    @property
    def seen(self) -> str:
        return services.fingerprint(self.comment)

    @property
    def verbs(self) -> list[str]:
        return [verb for status, verb in TRANSITIONS if status == self.comment.status]


def require_moderator(request: HttpRequest) -> User:
    """Return who moderates; answer 404 to everyone else: for them the queue does not exist."""
    user = request.user
    if not user.is_authenticated or not user.has_perm(MODERATE):
        raise Http404
    return user


class QueueView(BaseListingView):
    template_name = "maps/admin/queue.html"
    results_template_name = "maps/admin/queue_results.html"
    page_title = _("意见审核")
    header_icon = "comment"
    index_url_name = "comment_queue:index"
    index_results_url_name = "comment_queue:results"
    filterset_class = QueueFilters
    is_searchable = True
    search_fields = ("text", "author__display_name")
    verbose_name = _("意见")
    verbose_name_plural = _("意见")
    paginate_by = 20

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_moderator(request)
        return super().dispatch(request, *args, **kwargs)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Show what waits until something else is asked for; taking the filter off asks for all."""
        data = self.request.GET.copy()
        if not set(data) - {self.page_kwarg}:
            data["status"] = Comment.Status.WAITING
        return {"data": data, "request": self.request}

    def get_base_queryset(self) -> QuerySet[Comment]:
        return comments_in_full().oldest_first()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        rows = [Row(comment) for comment in context["object_list"]]
        return context | {"rows": rows, "reasons": reasons(), "back": self.request.get_full_path()}


def comments_in_full() -> Any:
    """Comments with all that a row of the back office shows, in one query."""
    return Comment.objects.with_reason().select_related("author__neighbourhood", "proposal__plan", "consultation")


def reasons() -> list[tuple[str, Any]]:
    return [choice for choice in Decision.Reason.choices if choice[0]]


@require_safe
def comment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment with every decision ever made on it."""
    require_moderator(request)
    comment = get_object_or_404(comments_in_full(), pk=pk)
    log = list(comment.decisions.select_related("moderator", "undoes").order_by("pk"))
    last = log[-1] if log else None
    can_undo = last and last.verb != Decision.Verb.UNDO and last.to_status == comment.status
    context = {
        "row": Row(comment),
        "log": log,
        "undoable": last if can_undo else None,
        "reasons": reasons(),
        "back": request.path,
        "header_title": _t("意见 %(number)s") % {"number": comment.pk},
        "header_icon": "comment",
        "breadcrumbs_items": [
            {"url": reverse("comment_queue:index"), "label": _t("意见审核")},
            {"url": "", "label": _t("意见 %(number)s") % {"number": comment.pk}},
        ],
    }
    return render(request, "maps/admin/comment.html", context)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    moderator = require_moderator(request)
    get_object_or_404(Comment, pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        _refuse(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("comment_queue:detail", pk)
    try:
        decision = services.decide(comment_id=pk, moderator=moderator, **form.cleaned_data)
    except ConsultationError as error:
        _refuse(request, error.for_people())
        return redirect("comment_queue:detail", pk)
    messages.success(request, _done(request, decision))
    return redirect(get_valid_next_url_from_request(request) or reverse("comment_queue:index"))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    moderator = require_moderator(request)
    decision = get_object_or_404(Decision, pk=pk)
    try:
        services.undo(decision_id=pk, moderator=moderator)
    except ConsultationError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(
            request, _t("已撤销，意见回到“%(status)s”。") % {"status": Comment.Status(decision.from_status).label}
        )
    return redirect("comment_queue:detail", decision.comment_id)


def _refuse(request: HttpRequest, sentence: str) -> None:
    """Say why nothing changed, with the moderator's own words given back."""
    note = request.POST.get("note", "").strip()
    typed = format_html(" {}<q>{}</q>", _t("您写的说明："), note) if note else ""
    messages.error(request, format_html("{}{}", sentence, typed))


def _done(request: HttpRequest, decision: Decision) -> SafeString:
    """Say what was done, with a button that takes it back."""
    return format_html(
        '{} <form method="post" action="{}" class="comment-undo"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="button button-small button-secondary">{}</button></form>',
        _t("意见 %(number)s：%(status)s。")
        % {"number": decision.comment_id, "status": Comment.Status(decision.to_status).label},
        reverse("comment_queue:undo", args=(decision.pk,)),
        get_token(request),
        _t("撤销"),
    )


class QueueMenuItem(MenuItem):
    """The queue with the number that waits."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MODERATE)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if waiting := Comment.objects.waiting().count():
            component.label = _t("意见审核（%(count)s）") % {"count": waiting}
        return component


class CommentQueue(ViewSet):
    name = "comment_queue"
    url_prefix = "comments"
    icon = "comment"
    menu_label = _("意见审核")
    menu_name = "comment-queue"
    menu_order = 150
    menu_item_class = QueueMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", QueueView.as_view(), name="index"),
            path("results/", QueueView.as_view(results_only=True), name="results"),
            path("<int:pk>/", comment_detail, name="detail"),
            path("<int:pk>/decide/", decide, name="decide"),
            path("decisions/<int:pk>/undo/", undo, name="undo"),
        ]
