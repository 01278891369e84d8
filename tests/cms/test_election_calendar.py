"""The days of an election in a calendar: whole days of Shanghai, each event itself again at the next download."""

from datetime import date
from typing import Any

import icalendar
import pytest
from django.test import Client

from residents.models import Neighbourhood
from tests.cms.site_tree import make_cycle, make_neighbourhood

pytestmark = pytest.mark.django_db

STEPS = (
    {"title": "推荐测评会", "starts_on": date(2026, 3, 9), "note": "街道办，共三场；自备笔"},
    {"title": "居民登记", "offset_from": -33, "offset_to": -29},
    {"title": "投票", "offset_from": 0},
    {"title": "没有日子的一步", "marked": "now"},
)


def events(path: str) -> dict[str, Any]:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["summary"]): event for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}


def test_every_dated_step_is_a_whole_day_or_several() -> None:
    found = events(f"{make_cycle(election_day=date(2026, 4, 10), steps=STEPS).address}calendar.ics")
    days = {title: (event.decoded("dtstart"), event.decoded("dtend")) for title, event in found.items()}
    assert days == {
        "推荐测评会": (date(2026, 3, 9), date(2026, 3, 10)),  # the end is the first day after it
        "居民登记": (date(2026, 3, 8), date(2026, 3, 13)),
        "投票": (date(2026, 4, 10), date(2026, 4, 11)),
    }
    assert str(found["推荐测评会"]["description"]) == "街道办，共三场；自备笔"


def test_without_election_day_what_is_counted_from_it_is_left_out() -> None:
    assert set(events(f"{make_cycle(steps=STEPS).address}calendar.ics")) == {"推荐测评会"}


def test_the_file_has_lines_that_every_calendar_reads() -> None:
    lines = Client().get(f"{make_cycle(steps=STEPS).address}calendar.ics").content.split(b"\r\n")
    assert b"DTSTART;VALUE=DATE:20260309" in lines
    assert b"X-WR-TIMEZONE:Asia/Shanghai" in lines
    assert max(map(len, lines)) <= 75  # octets, RFC 5545 3.1


def test_an_event_keeps_its_name_when_its_day_moves() -> None:
    cycle = make_cycle(steps=STEPS)
    path = f"{cycle.address}calendar.ics"
    before = events(path)["推荐测评会"]
    step = cycle.steps.first()
    step.starts_on, step.title = date(2026, 3, 12), "推荐测评会（改期）"
    cycle.steps = [step, *cycle.steps.all()[1:]]
    cycle.save_revision().publish()
    after = events(path)["推荐测评会（改期）"]
    assert after["uid"] == before["uid"]
    assert after.decoded("dtstart") == date(2026, 3, 12)


def test_a_neighbourhoods_calendar_has_its_own_days_under_names_of_its_own() -> None:
    cycle = make_cycle(election_day=date(2026, 4, 10), steps=STEPS)
    here = make_neighbourhood(cycle, election_day=date(2026, 4, 17))
    there = make_neighbourhood(cycle, neighbourhood=Neighbourhood.objects.last())
    own, other = events(f"{here.address}calendar.ics"), events(f"{there.address}calendar.ics")
    assert set(own) == {"居民登记", "投票"}
    assert own["投票"].decoded("dtstart") == date(2026, 4, 17)
    assert other["投票"].decoded("dtstart") == date(2026, 4, 10)
    assert own["投票"]["uid"] != other["投票"]["uid"]


@pytest.mark.parametrize("path", ["/election/2019/calendar.ics", "/election/2019/001/calendar.ics"])
def test_there_is_no_calendar_of_what_is_not_there(path: str) -> None:
    make_cycle(slug="2019", live=False)
    assert Client().get(path).status_code == 404
