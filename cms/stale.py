"""Columns of the site and when something was last published in them."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import CharField, F, Max, Value
from django.db.models.functions import Cast, Length, Substr
from django.utils import timezone
from wagtail.models import Page

from cms.models import LecturePage, LectureSeriesPage, NewsIndexPage, NewsPage
from cms.models.news import Section


class Column(NamedTuple):
    name: str
    page_id: int
    newest: datetime | None


def columns() -> list[Column]:
    """Return the sections of the news and the lecture series, each with what came last; two queries."""
    places = Page.objects.live().type(NewsIndexPage, LectureSeriesPage).order_by("path").select_related("content_type")
    newest = _newest()
    found: list[Column] = []
    for place in places:
        if place.content_type.model_class() is NewsIndexPage:
            found += [Column(str(s.label), place.pk, newest.get(s.value)) for s in Section]
        else:
            found.append(Column(place.title, place.pk, newest.get(place.path)))
    return found


def stale(days: int) -> list[Column]:
    """Return the columns in which nothing was published for ``days`` days or more, the emptiest first."""
    limit = timezone.now() - timedelta(days=days)
    quiet = [column for column in columns() if column.newest is None or column.newest <= limit]
    return sorted(quiet, key=lambda column: column.newest or datetime.min.replace(tzinfo=limit.tzinfo))


def _newest() -> dict[str, datetime | None]:
    """Return when something first came out: by section of the news, and by the path of a series."""
    above = Substr("path", Value(1), Length("path") - Value(Page.steplen), output_field=CharField())
    of_news = NewsPage.objects.published().annotate(key=Cast("section", CharField()))
    of_lectures = LecturePage.objects.published().annotate(key=above)
    newest = Max(F("first_published_at"))
    both = [pages.order_by().values("key").annotate(newest=newest) for pages in (of_news, of_lectures)]
    return {row["key"]: row["newest"] for row in both[0].union(both[1])}
