"""The moderators' queue: what waits for a decision, oldest first; and a comment with its log."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.viewsets.base import ViewSet

from maps.consultation import services
from maps.consultation.admin.deciding import MAX_TOGETHER, decide, decide_together, undo
from maps.consultation.admin.moderators import ModeratorMenuItem, require_moderator
from maps.consultation.admin.rows import comments_in_full, make_rows
from maps.consultation.models import Comment, Consultation, Decision, Flag
from maps.consultation.waiting import Waits, oldest_first, to_decide, waits
from maps.plan.models import Proposal

ALL = "all"


class QueueFilters(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("待处理"),
        choices=((ALL, _("全部待处理")), *Waits.choices),
        method="filter_kind",
        empty_label=_("不限"),
    )
    flag = django_filters.ChoiceFilter(
        label=_("标记"), choices=Flag.Kind.choices, method="filter_flag", empty_label=_("不限")
    )
    status = django_filters.ChoiceFilter(label=_("状态"), choices=Comment.Status.choices, empty_label=_("全部"))
    proposal = django_filters.ModelChoiceFilter(label=_("方案要素"), queryset=Proposal.objects.all())
    consultation = django_filters.ModelChoiceFilter(label=_("征求意见"), queryset=Consultation.objects.all())

    class Meta:
        model = Comment
        fields = ("kind", "flag", "status", "proposal", "consultation")

    def filter_kind(self, comments: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        return comments.filter(waits("" if value == ALL else value))

    def filter_flag(self, comments: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        return comments.filter(pk__in=Flag.objects.filter(kind=value).values("comment"))


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
        self.moderator = require_moderator(request)
        return super().dispatch(request, *args, **kwargs)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Show what waits until something else is asked for; taking the filter off asks for all."""
        data = self.request.GET.copy()
        if not set(data) - {self.page_kwarg}:
            data["kind"] = ALL
        return {"data": data, "request": self.request}

    def get_base_queryset(self) -> QuerySet[Comment]:
        return oldest_first(comments_in_full())

    def _back(self) -> str:
        """Return the address of this page; what a filter fetched is a part of it and no page to come back to."""
        asked = self.request.GET.copy()
        asked.pop("_w_filter_fragment", None)
        return reverse(self.index_url_name) + (f"?{asked.urlencode()}" if asked else "")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        rows = make_rows(context["object_list"], self.moderator)
        is_default = self.filters.data.get("kind") == ALL and not context.get("is_searching")
        facts = {"reasons": reasons(), "back": self._back(), "most": MAX_TOGETHER}
        return context | facts | {"rows": rows, "is_default": is_default}


def reasons() -> list[tuple[str, Any]]:
    return [choice for choice in Decision.Reason.choices if choice[0]]


@require_safe
def comment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment with every decision ever made on it."""
    moderator = require_moderator(request)
    comment = get_object_or_404(oldest_first(comments_in_full()), pk=pk)
    (row,) = make_rows([comment], moderator)
    context = {
        "row": row,
        "log": comment.decisions.select_related("moderator", "undoes").order_by("pk"),
        "undoable": services.last_undoable(comment),
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


class QueueMenuItem(ModeratorMenuItem):
    """The queue with the number that waits."""

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if waiting := to_decide().count():
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
            path("together/", decide_together, name="together"),
            path("<int:pk>/", comment_detail, name="detail"),
            path("<int:pk>/decide/", decide, name="decide"),
            path("decisions/<int:pk>/undo/", undo, name="undo"),
        ]
