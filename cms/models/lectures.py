from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from cms.models.base import ArticlePage, body_panels, proposals_field


class LectureSeriesPage(ArticlePage):
    """A series of lectures, newest first."""

    subpage_types = ("cms.LecturePage",)
    template = "cms/lecture_series.html"
    content_panels = (*Page.content_panels, *body_panels())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        lectures = LecturePage.objects.child_of(self).live().order_by("-starts_at", "-pk")
        context["lectures"] = lectures.select_related("picture").prefetch_related("picture__renditions")
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
