import datetime
from typing import Any, Self

from django.core.paginator import Paginator
from django.db import models
from django.db.models.functions import Coalesce, TruncDate
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager

from cms.admin.panels import DoubtsPanel
from cms.models.base import LinkedPage, Listing, PublicPage, body_panels, earliest
from cms.models.links import links_panel
from cms.models.published import PublicQuerySet

PER_PAGE = 12
RELATED = 5


class Section(models.TextChoices):
    """The two things the site reports on; what an article belongs to."""

    ELECTION = "election", _("换届选举")
    DESIGN = "design", _("双美曹杨")


class NewsIndexPage(Listing, PublicPage):
    """All news, newest first, by section."""

    subpage_types = ("cms.NewsPage",)
    max_count = 1
    template = "cms/news_index.html"

    class Meta:
        verbose_name = _("新闻栏目")
        verbose_name_plural = _("新闻栏目")

    def cache_tags(self) -> tuple[str, ...]:
        return (*super().cache_tags(), "news")

    def listed(self) -> "NewsQuerySet":
        articles: NewsQuerySet = NewsPage.objects.child_of(self)
        return articles

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        articles = self.listed().published().newest_first()
        section = request.GET.get("section", "")
        if section in Section.values:
            articles = articles.filter(section=section)
        else:
            section = ""
        context["section"] = section
        context["section_label"] = dict(Section.choices).get(section, "")
        context["sections"] = Section.choices
        context["page_of_articles"] = Paginator(articles.with_picture(), PER_PAGE).get_page(request.GET.get("page"))
        return context


class NewsQuerySet(PublicQuerySet):
    def newest_first(self) -> Self:
        """By the day that is shown: see ``NewsPage.date``."""
        day = Coalesce("event_date", TruncDate("first_published_at"))
        return self.order_by(day.desc(nulls_last=True), "-first_published_at", "-pk")

    def last_published_first(self) -> Self:
        """By the moment an article came to this site, whenever it happened: what a reader has not seen yet."""
        return self.order_by(models.F("first_published_at").desc(nulls_last=True), "-pk")

    def beside(self, article: "NewsPage") -> Self:
        """The newest others of its section, as lines of text."""
        others = self.published().filter(section=article.section).exclude(pk=article.pk).newest_first()
        return others.only("title", "url_path", "event_date", "first_published_at", "expire_at")[:RELATED]


class NewsPage(LinkedPage):
    """One article: what happened, when, and where it was first printed."""

    kicker = models.CharField(_("引题"), max_length=100, blank=True)
    section = models.CharField(_("栏目"), max_length=20, choices=Section.choices)
    source = models.CharField(_("来源"), max_length=100)
    issue = models.CharField(_("期号"), max_length=20, blank=True)
    event_date = models.DateField(_("事件日期"), null=True, blank=True)

    called = _("新闻")
    objects = PageManager.from_queryset(NewsQuerySet)()
    searched_facts = ("kicker", "source")

    parent_page_types = ("cms.NewsIndexPage",)
    subpage_types = ()
    template = "cms/news.html"
    content_panels = (
        DoubtsPanel(),
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
        links_panel(),
    )

    class Meta:
        verbose_name = _("文章")
        verbose_name_plural = _("文章")

    def cache_tags(self) -> tuple[str, ...]:
        return (*super().cache_tags(), "news")  # it names the newest others

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        # Beside what belongs to it the newest of its section have no place.
        context["others"] = others = [] if context["linked_pages"] else list(NewsPage.objects.beside(self))
        context["valid_until"] = earliest(context["valid_until"], *(other.expire_at for other in others))
        return context

    def slug_stem(self, typed: dict[str, Any]) -> str:
        return str(typed.get("event_date") or timezone.localdate())

    @property
    def date(self) -> datetime.date | None:
        """The day to show: when it happened, else when it was first published here."""
        if self.event_date or not self.first_published_at:
            return self.event_date
        return timezone.localdate(self.first_published_at)
