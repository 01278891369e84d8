import datetime
from typing import Any, Self

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from cms.models.base import ArticlePage, PublicPage, body_panels, proposals_field

PER_PAGE = 12


class Section(models.TextChoices):
    """The two things the site reports on; what an article belongs to."""

    ELECTION = "election", _("换届选举")
    DESIGN = "design", _("双美曹杨")


class NewsIndexPage(PublicPage):
    """All news, newest first, by section."""

    subpage_types = ("cms.NewsPage",)
    max_count = 1
    template = "cms/news_index.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        articles = NewsPage.objects.child_of(self).live().newest_first()
        section = request.GET.get("section", "")
        if section in Section.values:
            articles = articles.filter(section=section)
        else:
            section = ""
        context["section"] = section
        context["sections"] = Section.choices
        context["page_of_articles"] = Paginator(articles.for_cards(), PER_PAGE).get_page(request.GET.get("page"))
        return context


class NewsQuerySet(PageQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-event_date", "-first_published_at", "-pk")

    def for_cards(self) -> Self:
        """Everything a card in a list shows, in a fixed number of queries."""
        return self.select_related("picture").prefetch_related("picture__renditions").defer("body", "search_text")


class NewsPage(ArticlePage):
    """One article: what happened, when, and where it was first printed."""

    kicker = models.CharField(_("引题"), max_length=100, blank=True)
    section = models.CharField(_("栏目"), max_length=20, choices=Section.choices)
    source = models.CharField(_("来源"), max_length=100)
    issue = models.CharField(_("期号"), max_length=20, blank=True)
    event_date = models.DateField(_("事件日期"), null=True, blank=True)
    proposals = proposals_field("news")

    objects = PageManager.from_queryset(NewsQuerySet)()

    parent_page_types = ("cms.NewsIndexPage",)
    subpage_types = ()
    template = "cms/news.html"
    content_panels = (
        FieldPanel("kicker"),
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("section"), FieldPanel("event_date")]),
                FieldRowPanel([FieldPanel("source"), FieldPanel("issue")]),
            ],
            heading=_("出处"),
        ),
        *body_panels(),
        FieldPanel("proposals"),
    )

    @property
    def date(self) -> datetime.date | None:
        """The day to show: when it happened, else when it was first published here."""
        if self.event_date or not self.first_published_at:
            return self.event_date
        return self.first_published_at.date()
