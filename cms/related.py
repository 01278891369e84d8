"""What the pages of proposals show of ours: the news and lectures that explain one."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import LecturePage, NewsPage
from maps.explorer import related
from maps.explorer.related import RelatedLink
from maps.plan.models import Proposal

SHOWN = 6


def register() -> None:
    related.register("news", gettext_lazy("相关新闻"), news_of)
    related.register("lectures", gettext_lazy("相关讲座"), lectures_of)


def news_of(proposal: Proposal) -> list[RelatedLink]:
    articles = (
        NewsPage.objects.published()
        .filter(proposals=proposal)
        .newest_first()
        .defer("body", "search_text", "search_folded")
    )
    return [RelatedLink(a.title, a.address, a.get_section_display(), a.date) for a in articles[:SHOWN]]


def lectures_of(proposal: Proposal) -> list[RelatedLink]:
    lectures = (
        LecturePage.objects.published()
        .filter(proposals=proposal)
        .newest_first()
        .defer("body", "search_text", "search_folded")
    )
    return [
        RelatedLink(
            lecture.title, lecture.address, _("讲座"), lecture.starts_at and timezone.localdate(lecture.starts_at)
        )
        for lecture in lectures[:SHOWN]
    ]
