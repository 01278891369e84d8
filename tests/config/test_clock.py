"""What is due by the clock is done once, in time, and by itself."""

import logging
import time
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.core.management import CommandError
from django.test import Client
from django.utils import timezone

from cms.models import StandardPage
from config import clock
from tests.cms.site_tree import make_home

SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUTELY = ["publish_scheduled", "resume_slides"]
DAILY = {"let_go", "prune_unverified", "clearsessions", "trim_reads", "tend_lectures", "send_digests"}


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that were called, none of them run."""
    calls: list[str] = []
    monkeypatch.setattr(clock, "call_command", calls.append)
    return calls


def at(hour: int, minute: int, day: int = 5) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


def next_minute() -> None:
    """What was done a minute ago is forgotten; what was done today is not."""
    for command in MINUTELY:
        cache.delete(f"clock:{command}")


def test_publishing_is_due_at_any_minute_and_once_in_it(called: list[str]) -> None:
    clock.run_due(at(2, 0))
    clock.run_due(at(2, 0))
    assert called == MINUTELY
    next_minute()
    clock.run_due(at(2, 1))
    assert called == MINUTELY * 2


@pytest.mark.parametrize(
    ("command", "early", "due"),
    [
        ("let_go", at(3, 39), at(3, 40)),
        ("prune_unverified", at(3, 44), at(3, 45)),
        ("clearsessions", at(3, 49), at(3, 50)),
        ("trim_reads", at(3, 54), at(3, 55)),
        ("tend_lectures", at(8, 59), at(9, 0)),
        ("send_digests", at(9, 14), at(9, 15)),
    ],
)
def test_a_daily_command_runs_at_its_time_and_once_a_day(
    called: list[str], command: str, early: datetime, due: datetime
) -> None:
    clock.run_due(early)
    assert command not in called
    clock.run_due(due)
    clock.run_due(due + timedelta(hours=5))
    assert called.count(command) == 1
    clock.run_due(due + timedelta(days=1))
    assert called.count(command) == 2


def test_a_server_started_late_catches_up_but_writes_to_nobody_at_night(called: list[str]) -> None:
    clock.run_due(at(23, 0))
    assert {"let_go", "prune_unverified", "clearsessions", "trim_reads"} <= set(called)
    assert "send_digests" not in called
    clock.run_due(at(0, 30, day=6))
    assert "send_digests" not in called
    clock.run_due(at(9, 15, day=6))
    assert called.count("send_digests") == 1


def test_one_that_fails_stops_no_other_is_told_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    calls: list[str] = []

    def fails_first(command: str) -> None:
        calls.append(command)
        if command == "let_go" and calls.count("let_go") == 1:
            raise CommandError("the disk is full")

    monkeypatch.setattr(clock, "call_command", fails_first)
    with caplog.at_level(logging.ERROR):
        clock.run_due(at(10, 0))
    assert set(calls) == {*MINUTELY, *DAILY}
    assert "let_go failed" in caplog.text
    assert "the disk is full" in caplog.text
    began = time.time()
    for seconds, times in ((590, 1), (610, 2)):
        monkeypatch.setattr("time.time", lambda seconds=seconds: began + seconds)
        clock.run_due(at(10, 10))
        assert calls.count("let_go") == times
    assert calls.count("send_digests") == 1


def test_a_cache_that_is_gone_does_not_stop_the_clock(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class EndOfTest(Exception):
        pass

    def gone(*args: Any) -> None:
        raise ConnectionError("no cache")

    def sleep(seconds: float) -> None:
        assert 0 < seconds <= 60
        raise EndOfTest

    monkeypatch.setattr(cache, "add", gone)
    monkeypatch.setattr(clock.clock, "sleep", sleep)
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)
    with pytest.raises(EndOfTest):
        clock.run()
    assert "no cache" in caplog.text


@pytest.mark.django_db
def test_every_command_of_the_timetable_runs() -> None:
    assert set(clock.run_due(at(9, 30))) == {*MINUTELY, *DAILY}


@pytest.mark.django_db
def test_a_page_appears_and_goes_when_its_editor_said(client: Client) -> None:
    home = make_home()
    coming = home.add_child(instance=StandardPage(title="将要发布", slug="coming", live=False))
    coming.go_live_at = timezone.now() + timedelta(hours=1)
    coming.save_revision().publish()
    going = home.add_child(
        instance=StandardPage(title="将要撤下", slug="going", expire_at=timezone.now() + timedelta(hours=1))
    )
    assert (client.get("/coming/").status_code, client.get("/going/").status_code) == (404, 200)
    hour_later(coming, going)
    clock.run_due(timezone.now())
    assert (client.get("/coming/").status_code, client.get("/going/").status_code) == (200, 404)


def hour_later(coming: StandardPage, going: StandardPage) -> None:
    """An hour passes: the dates are put back by two."""
    past = timezone.now() - timedelta(hours=1)
    coming.latest_revision.approved_go_live_at = past
    coming.latest_revision.content["go_live_at"] = past.isoformat()
    coming.latest_revision.save()
    StandardPage.objects.filter(pk=going.pk).update(expire_at=past)
