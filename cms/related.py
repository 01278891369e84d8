"""What the pages of proposals show of ours: the news and lectures that explain one."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import LecturePage, Moment, NewsPage
from maps.explorer import related
from maps.explorer.related import RelatedLink
from maps.plan.models import Proposal

SHOWN = 6


def register() -> None:
    related.register("moments", gettext_lazy("这一段讲的就是这里"), moments_of)
    related.register("news", gettext_lazy("相关新闻"), news_of)
    related.register("lectures", gettext_lazy("相关讲座"), lectures_of)


def news_of(proposal: Proposal) -> list[RelatedLink]:
    articles = NewsPage.objects.published().filter(proposals=proposal).newest_first().without_texts()
    return [RelatedLink(a.title, a.address, a.get_section_display(), a.date) for a in articles[:SHOWN]]


def lectures_of(proposal: Proposal) -> list[RelatedLink]:
    lectures = LecturePage.objects.published().filter(proposals=proposal).newest_first().without_texts()
    return [
        RelatedLink(
            lecture.title, lecture.address, _("讲座"), lecture.starts_at and timezone.localdate(lecture.starts_at)
        )
        for lecture in lectures[:SHOWN]
    ]


def moments_of(proposal: Proposal) -> list[RelatedLink]:
    """Return the slides and chapters that are about a proposal, of lectures that everyone may read."""
    public = LecturePage.objects.published().values("pk")
    moments = Moment.objects.filter(proposal=proposal, lecture__in=public).select_related(
        "lecture__slides__slide_set", "lecture__recording"
    )
    newest_first = (F("lecture__starts_at").desc(nulls_last=True), "lecture", "sort_order", "pk")
    rows = moments.defer(
        "lecture__body", "lecture__search_text", "lecture__search_folded", "lecture__recording__transcript"
    )
    there = [moment for moment in rows.order_by(*newest_first) if moment.is_there()]
    return [
        RelatedLink(f"{moment.lecture.title} · {moment}", moment.address_in(moment.lecture.address), _("讲座"))
        for moment in there[:SHOWN]
    ]
