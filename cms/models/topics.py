"""Topics: an editor writes an intro and links; all that belongs to it stands together, by kind."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageManager

from cms.linking import by_kind
from cms.models.base import LinkedPage, Listing, PublicPage, body_panels
from cms.models.links import links_panel
from cms.models.published import PublicQuerySet

PER_PAGE = 20


class TopicIndexPage(Listing, PublicPage):
    """All topics, the newest first."""

    subpage_types = ("cms.TopicPage",)
    max_count = 1
    template = "cms/topic_index.html"

    class Meta:
        verbose_name = _("专题栏目")
        verbose_name_plural = _("专题栏目")

    def slug_stem(self, typed: dict[str, Any]) -> str:
        return "topics"

    def listed(self) -> PublicQuerySet:
        topics: PublicQuerySet = TopicPage.objects.child_of(self)
        return topics

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        topics = self.listed().published().with_picture().order_by("-first_published_at", "-pk")
        context["page_of_topics"] = Paginator(topics, PER_PAGE).get_page(request.GET.get("page"))
        return context


class GatheringPage(LinkedPage):
    """A page that shows all of what it points at and what points at it."""

    naming_shown = None

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["gathered"] = by_kind(context["linked_pages"])
        return context


class TopicPage(GatheringPage):
    """One topic, such as an election or a sentence of the plan."""

    called = _("专题")
    objects = PageManager.from_queryset(PublicQuerySet)()
    parent_page_types = ("cms.TopicIndexPage",)
    subpage_types = ()
    template = "cms/topic.html"
    content_panels = (*Page.content_panels, *body_panels(), links_panel())

    class Meta:
        verbose_name = _("专题")
        verbose_name_plural = _("专题")

    def slug_stem(self, typed: dict[str, Any]) -> str:
        return "topic"
