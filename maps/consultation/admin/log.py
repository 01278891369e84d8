"""The log of decisions, to read and to export; nobody can change it."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from maps.consultation.admin.moderators import require_moderator
from maps.consultation.models import Decision
from residents.models import User


class DecisionFilters(WagtailFilterSet):
    verb = django_filters.ChoiceFilter(label=_("决定"), choices=Decision.Verb.choices)
    moderator = django_filters.ModelChoiceFilter(
        label=_("审核员"), queryset=lambda request: User.objects.filter(pk__in=Decision.objects.values("moderator"))
    )
    decided_at = django_filters.DateFromToRangeFilter(label=_("时间"), widget=DateRangePickerWidget)

    class Meta:
        model = Decision
        fields = ("verb", "moderator", "decided_at")


class DecisionLogView(ReportView):
    page_title = _("审核记录")
    header_icon = "history"
    index_url_name = "decision_log"
    index_results_url_name = "decision_log_results"
    filterset_class = DecisionFilters
    verbose_name = _("审核记录")
    verbose_name_plural = _("审核记录")
    columns = (
        TitleColumn(
            "comment_id",
            label=_("意见"),
            get_url=lambda decision: reverse("comment_queue:detail", args=(decision.comment_id,)),
        ),
        Column("get_verb_display", label=_("决定")),
        Column("get_reason_display", label=_("理由")),
        Column("note", label=_("说明")),
        Column("moderator", label=_("审核员")),
        DateColumn("decided_at", label=_("时间")),
    )
    list_export = ("pk", "comment_id", "verb", "reason", "note", "moderator", "text_sha256", "decided_at")
    export_filename = "decisions"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_moderator(request)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Decision]:
        return Decision.objects.select_related("moderator")


def log_urls() -> list[URLPattern]:
    return [
        path("reports/decisions/", DecisionLogView.as_view(), name="decision_log"),
        path("reports/decisions/results/", DecisionLogView.as_view(results_only=True), name="decision_log_results"),
    ]
