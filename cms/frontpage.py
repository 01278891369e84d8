"""What stands on the front page today, and how long it stays true."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, Q, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from cms.models.published import top_pages_for
from maps.consultation.models import Consultation
from maps.consultation.models.consultation import last_day
from maps.explorer.moments import days_left, valid_until
from maps.explorer.overview import overview
from maps.plan.models import Plan

ARTICLES = 7


def compose(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the front page, in a fixed number of queries.

    The plan's ``overview`` (empty without a plan); ``notices``: what is open, the first to close in front, then what
    is to come; ``leading_article`` and ``articles``; ``lecture``; ``election`` and ``election_now``, where it stands;
    ``valid_until``: midnight at the latest; ``cache_tags``: the plan's.
    """
    now = timezone.now()
    seen = overview(request) or {}
    consultations = _current(seen["plan"], now) if seen else []
    articles, lecture = _pages(now)
    election = _election_page(request)
    line, line_until = _standing_now() if election else ("", None)
    _load_renditions([*articles[:1], *([lecture] if lecture else [])])
    boundaries = [moment for c in consultations for moment in (c.opens_at, c.closes_at)]
    boundaries += [lecture.begins_by] if lecture and lecture.is_coming else []
    return seen | {
        "notices": [notice(consultation, at=now) for consultation in consultations],
        "leading_article": articles[0] if articles else None,
        "articles": articles[1:],
        "lecture": lecture,
        "election": election,
        "election_now": line,
        "cache_tags": [f"plan:{seen['plan'].pk}"] if seen else [],
        "valid_until": valid_until(now, [*boundaries, line_until, seen.get("valid_until")]),
    }


def notice(consultation: Consultation, *, at: datetime) -> dict[str, Any]:
    """Return a consultation as a line of the notice board."""
    return {
        "consultation": consultation,
        "is_open": consultation.is_open(at),
        "days_left": days_left(consultation.closes_at, at=at),
        "last_day": last_day(consultation.closes_at),
    }


def _current(plan: Plan, now: datetime) -> list[Consultation]:
    """What one may comment on now, then what comes; each with how many published proposals it covers."""
    covered = Count("proposals", filter=Q(proposals__live=True))
    rows = Consultation.objects.filter(plan=plan, may_comment=True, closes_at__gt=now).annotate(covered=covered)
    return sorted(rows.order_by("closes_at", "pk"), key=lambda consultation: consultation.opens_at > now)


def _pages(now: datetime) -> tuple[list[Any], Any]:
    """Return the newest articles, and the next lecture (else the last one)."""
    # By name: the home page's own module imports this one.
    news, lectures = (apps.get_model("cms", name) for name in ("NewsPage", "LecturePage"))
    articles = news.objects.published().newest_first().select_related("picture").without_texts()
    lecture = lectures.objects.published().coming_first(at=now).whole().first()
    return list(articles[:ARTICLES]), lecture


def _election_page(request: HttpRequest) -> Page | None:
    """Return the election's page from among those of the menu: title and address are all that is shown of it."""
    kind = apps.get_model("cms", "ElectionPage")
    return next((page for page in top_pages_for(request) if page.is_public and page.specific_class is kind), None)


def _standing_now() -> tuple[str, datetime | None]:
    from cms.models.election.cycle import standing_now  # the home page's own module imports this one

    return standing_now()


def _load_renditions(pages: list[Any]) -> None:
    pictures = [page.picture for page in pages if page.picture is not None]
    if pictures:
        prefetch_related_objects(pictures, "renditions")
