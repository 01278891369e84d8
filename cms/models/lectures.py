from datetime import datetime, timedelta
from typing import Any, Self

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager

from cms.models.base import ArticlePage, Listing, body_panels, proposals_field
from cms.models.published import PublicQuerySet

A_DAY = timedelta(days=1)
PER_PAGE = 12


class LectureQuerySet(PublicQuerySet):
    def newest_first(self) -> Self:
        return self.order_by(models.F("starts_at").desc(nulls_last=True), "-pk")

    def coming_first(self, *, at: datetime) -> Self:
        """The next one, then those after it, then what is over, the latest of that first."""
        coming = models.Q(starts_at__gt=at) | models.Q(time_known=False, starts_at__gt=at - A_DAY)
        return self.order_by(
            models.Case(models.When(coming, then=0), default=1),
            models.Case(models.When(coming, then="starts_at"), default=None),
            models.F("starts_at").desc(nulls_last=True),
            "-pk",
        )


class LectureSeriesPage(Listing, ArticlePage):
    """A series of lectures, newest first."""

    subpage_types = ("cms.LecturePage",)
    template = "cms/lecture_series.html"
    content_panels = (*Page.content_panels, *body_panels())

    class Meta:
        verbose_name = _("讲座系列")
        verbose_name_plural = _("讲座系列")

    def listed(self) -> LectureQuerySet:
        lectures: LectureQuerySet = LecturePage.objects.child_of(self)
        return lectures

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        lectures = self.listed().published().newest_first().with_picture()
        context["page_of_lectures"] = shown = Paginator(lectures, PER_PAGE).get_page(request.GET.get("page"))
        context["valid_until"] = min((lecture.begins_by for lecture in shown if lecture.is_coming), default=None)
        return context


class LecturePage(ArticlePage):
    """One lecture: who, where, when, what about."""

    number = models.PositiveIntegerField(_("第几讲"), null=True, blank=True)
    starts_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    time_known = models.BooleanField(_("时刻确定"), default=True, help_text=_("只知道日期时不勾。"))
    place = models.CharField(_("地点"), max_length=100, blank=True)
    host = models.CharField(_("主持"), max_length=100, blank=True)
    speaker = models.CharField(_("主讲"), max_length=100, blank=True)
    source = models.CharField(_("来源"), max_length=100, blank=True)
    proposals = proposals_field("lectures")

    objects = PageManager.from_queryset(LectureQuerySet)()
    searched_facts = ("host", "speaker", "place", "source")

    parent_page_types = ("cms.LectureSeriesPage",)
    subpage_types = ()
    template = "cms/lecture.html"
    content_panels = (
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("starts_at"), FieldPanel("time_known")]),
                FieldRowPanel([FieldPanel("host"), FieldPanel("speaker")]),
                FieldRowPanel([FieldPanel("place"), FieldPanel("source")]),
            ],
            heading=_("讲座"),
        ),
        *body_panels(),
        FieldPanel("proposals"),
    )

    class Meta:
        verbose_name = _("讲座")
        verbose_name_plural = _("讲座")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["valid_until"] = self.begins_by if self.is_coming else None
        return context

    def slug_stem(self, typed: dict[str, Any]) -> str:
        starts_at = typed.get("starts_at")
        return str(timezone.localdate(starts_at)) if starts_at else "lecture"

    @property
    def begins_by(self) -> datetime | None:
        """The moment from which it is no longer announced: its start, or the end of its day."""
        if self.starts_at is None or self.time_known:
            return self.starts_at
        return self.starts_at + A_DAY

    @property
    def is_coming(self) -> bool:
        return self.begins_by is not None and self.begins_by > timezone.now()
