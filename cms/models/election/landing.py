from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models.base import ArticlePage, body_panels
from cms.models.election.base import AboutElection
from cms.models.election.cycle import ElectionCyclePage, standing_now
from cms.models.news import NewsPage, Section

NEWS_SHOWN = 6


class ElectionPage(AboutElection, ArticlePage):
    """The front page of the residents'-committee elections: the newest cycle, the earlier ones, and the news."""

    subpage_types = ("cms.ElectionCyclePage",)
    max_count = 1
    template = "cms/election.html"
    content_panels = (*Page.content_panels, *body_panels())

    class Meta:
        verbose_name = _("换届选举专页")
        verbose_name_plural = _("换届选举专页")

    def cache_tags(self) -> tuple[str, ...]:
        return (*super().cache_tags(), "news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["line"], context["valid_until"] = standing_now()
        cycles = ElectionCyclePage.objects.published().newest_first()
        context["cycles"] = cycles.only("title", "url_path", "year")
        news = NewsPage.objects.published().filter(section=Section.ELECTION).newest_first()
        context["news"] = news.without_texts()[:NEWS_SHOWN]
        return context
