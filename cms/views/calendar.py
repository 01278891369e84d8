"""The days of an election for a telephone's calendar: whole days, as they stand in the table of the page.

No notice and no name is in it: a calendar keeps what it once got.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event
from wagtail.models import Site

from cms.addresses import absolute
from cms.models import CycleStep, ElectionCyclePage, NeighbourhoodElectionPage
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
    return _answer(request, page, page.placed, title=page.title, owner="")


@require_safe
def of_neighbourhood(request: HttpRequest, cycle: str, neighbourhood: str) -> HttpResponse:
    above = get_object_or_404(ElectionCyclePage.objects.published(), slug=cycle)
    own = NeighbourhoodElectionPage.objects.child_of(above).published()
    page = get_object_or_404(own.select_related("neighbourhood"), slug=neighbourhood)
    placed = above.placed_for(page.election_day or above.election_day, counted_only=True)
    return _answer(request, page, placed, title=f"{above.title} · {page.title}", owner=page.neighbourhood.code)


def _answer(
    request: HttpRequest, page: PublicPage, placed: Iterable[Placed], *, title: str, owner: str
) -> HttpResponse:
    site = Site.find_for_request(request)
    address = absolute(page.address, site) if site else page.address
    calendar = Calendar()
    calendar.add("prodid", "-//caoyang//election//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    for one in placed:
        if one.starts and one.ends:
            event = _event(one.step, owner=owner, address=address, changed=page.last_published_at)
            event.add("dtstart", one.starts)
            event.add("dtend", one.ends + timedelta(days=1))  # the first day that no longer belongs to it
            calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="election-{page.slug}.ics"'
    return public(response, tags=page.cache_tags(), until=next_scheduled_change())


def _event(step: CycleStep, *, owner: str, address: str, changed: datetime | None) -> Event:
    event = Event()
    event.add("uid", str(uuid.uuid5(NAMESPACE, f"{step.pk}/{owner}")))
    event.add("dtstamp", changed or _NEVER)
    event.add("summary", str(step))
    event.add("transp", "TRANSPARENT")
    event.add("url", address)
    if step.note:
        event.add("description", step.note)
    return event
