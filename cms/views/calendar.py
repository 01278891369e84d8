"""The days of an election, and the hour of a lecture, for a telephone's calendar.

No notice of an election and no name is in it: a calendar keeps what it once got.
"""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event
from wagtail.models import Site

from cms.addresses import absolute
from cms.models import ElectionCyclePage, LecturePage, NeighbourhoodElectionPage
from cms.models.base import PublicPage
from cms.models.published import next_scheduled_change
from cms.timetable import Placed
from pagecache import public

#: Of all identifiers of events; never changed, or every calendar would show each day twice.
NAMESPACE = uuid.UUID("0d1f2f0e-5c0b-4a52-9d0a-3f6a2b1c7e55")
#: When a page was written that did not come through Wagtail's publishing: the same at every request.
_NEVER = datetime(2021, 1, 1, tzinfo=timezone.get_default_timezone())


@require_safe
def of_cycle(request: HttpRequest, cycle: str) -> HttpResponse:
    page = get_object_or_404(ElectionCyclePage.objects.published(), slug=cycle)
    return _of_election(request, page, page.placed, title=page.title, owner="")


@require_safe
def of_neighbourhood(request: HttpRequest, cycle: str, neighbourhood: str) -> HttpResponse:
    above = get_object_or_404(ElectionCyclePage.objects.published(), slug=cycle)
    own = NeighbourhoodElectionPage.objects.child_of(above).published()
    page = get_object_or_404(own.select_related("neighbourhood"), slug=neighbourhood)
    placed = above.placed_for(page.election_day or above.election_day, counted_only=True)
    return _of_election(request, page, placed, title=f"{above.title} · {page.title}", owner=page.neighbourhood.code)


@require_safe
def of_lecture(request: HttpRequest, series: str, lecture: str) -> HttpResponse:
    """One lecture, from its beginning to its end; a whole day when only the day is known."""
    rows = LecturePage.objects.published().filter(slug=lecture, url_path__endswith=f"/{series}/{lecture}/")
    page = rows.first()
    if page is None or page.starts_at is None or page.ends_by is None:
        raise Http404(lecture)
    event = _event(request, page, f"lecture/{page.pk}", page.title, page.lead)
    if page.place:
        event.add("location", page.place)
    begins, ends = timezone.localtime(page.starts_at), timezone.localtime(page.ends_by)
    # In UTC: a moment of another zone would need the zone's rules in the file.
    event.add("dtstart", begins.astimezone(UTC) if page.time_known else begins.date())
    event.add("dtend", ends.astimezone(UTC) if page.time_known else begins.date() + timedelta(days=1))
    return _answer(page, [event], title=page.title, name=f"lecture-{page.slug}")


def _of_election(
    request: HttpRequest, page: PublicPage, placed: Iterable[Placed], *, title: str, owner: str
) -> HttpResponse:
    events = []
    for one in placed:
        if one.starts and one.ends:
            event = _event(request, page, f"{one.step.pk}/{owner}", str(one.step), one.step.note)
            event.add("transp", "TRANSPARENT")
            event.add("dtstart", one.starts)
            event.add("dtend", one.ends + timedelta(days=1))  # the first day that no longer belongs to it
            events.append(event)
    return _answer(page, events, title=title, name=f"election-{page.slug}")


def _event(request: HttpRequest, page: PublicPage, identity: str, summary: str, description: str) -> Event:
    site = Site.find_for_request(request)
    event = Event()
    event.add("uid", str(uuid.uuid5(NAMESPACE, identity)))
    event.add("dtstamp", page.last_published_at or _NEVER)
    event.add("summary", summary)
    event.add("url", absolute(page.address, site) if site else page.address)
    if description:
        event.add("description", description)
    return event


def _answer(page: PublicPage, events: Iterable[Event], *, title: str, name: str) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//caoyang//site//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", " ".join(title.split()))  # unlike an event's texts it has no way to write a new line
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    for event in events:
        calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return public(response, tags=page.cache_tags(), until=next_scheduled_change())
