"""What was read is counted without a query, a cookie or a word about who read it; what nobody reads is not counted."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pagecache import reads
from pagecache.models import ReadCount
from tests.factories import make_user

pytestmark = [pytest.mark.urls("tests.pagecache.urls"), pytest.mark.django_db]

PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0.42"
CUBOT = "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/108 Mobile Safari/537.36"
SPIDER = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.example.org/search/spider.html)"


@pytest.fixture(autouse=True)
def _nothing_read_yet() -> Iterator[None]:
    reads._reads.take()
    yield
    reads._reads.take()


def visit(path: str = "/shared/", agent: str = PHONE, **headers: str) -> Any:
    return Client().get(path, headers={"user-agent": agent} | headers)


def written() -> dict[str, int]:
    """Return path → reads of today, with all that waits in memory."""
    reads.write()
    return dict(ReadCount.objects.filter(day=timezone.localdate()).values_list("path", "number"))


@pytest.mark.parametrize(
    ("visited", "counted"),
    [
        pytest.param({}, 1, id="a_telephone"),
        pytest.param({"agent": CUBOT}, 1, id="a_telephone_called_cubot"),
        pytest.param({"sec-fetch-dest": "document"}, 1, id="a_document"),
        pytest.param({"path": "/rendered/"}, 1, id="a_template"),
        pytest.param({"agent": SPIDER}, 0, id="a_spider"),
        pytest.param({"agent": "curl/8.5.0"}, 0, id="a_program"),
        pytest.param({"agent": ""}, 0, id="nobody_says_who"),
        pytest.param({"sec-purpose": "prefetch;prerender"}, 0, id="fetched_ahead"),
        pytest.param({"hx-request": "true"}, 0, id="a_part_of_a_page"),
        pytest.param({"path": "/plain/"}, 0, id="a_private_page"),
        pytest.param({"path": "/cookie/"}, 0, id="refused_as_personal"),
        pytest.param({"path": "/data/"}, 0, id="data"),
        pytest.param({"path": "/status/404/"}, 0, id="an_error"),
    ],
)
def test_what_is_counted_and_what_is_not(visited: dict[str, str], counted: int) -> None:
    visit(**visited)
    assert sum(written().values()) == counted


def test_a_page_that_one_has_already_counts_and_a_form_or_a_look_at_its_headers_does_not() -> None:
    tag = visit()["ETag"]
    assert visit(**{"if-none-match": tag}).status_code == 304
    for method in ("head", "post"):
        getattr(Client(), method)("/shared/", headers={"user-agent": PHONE})
    assert written() == {"/shared/": 2}


def test_reads_of_one_day_add_up_and_nothing_says_who_read() -> None:
    reader = Client(headers={"user-agent": PHONE})
    reader.force_login(make_user())
    for path in ("/shared/", "/shared/?page=2", "/rendered/"):
        assert not reader.get(path).cookies
        reads.write()
    assert written() == {"/shared/": 2, "/rendered/": 1}
    assert {field.name for field in ReadCount._meta.fields} == {"id", "day", "path", "number"}


@pytest.mark.parametrize(("seconds", "rows"), [(0, 1), (3600, 0), (None, 0)], ids=["due", "not_yet", "by_hand"])
def test_it_is_written_after_an_answer_when_it_is_due(settings: Any, seconds: int | None, rows: int) -> None:
    settings.READS_WRITTEN_SECONDS = seconds
    visit()
    assert ReadCount.objects.count() == rows


def test_a_read_asks_nothing_of_the_database(settings: Any) -> None:
    settings.READS_WRITTEN_SECONDS = 3600
    with CaptureQueriesContext(connection) as asked:
        visit()
    assert len(asked) == 0


def test_what_cannot_be_written_is_kept_and_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(ReadCount.objects, "bulk_create", full)
        visit()
        reads.write()
    assert "could not be written" in caplog.text
    visit()
    assert written() == {"/shared/": 2}


def test_a_day_begins_at_midnight_in_shanghai(monkeypatch: pytest.MonkeyPatch) -> None:
    for hour in (15, 16):
        monkeypatch.setattr(timezone, "now", lambda hour=hour: datetime(2026, 5, 1, hour, 30, tzinfo=UTC))
        visit()
    reads.write()
    assert sorted(ReadCount.objects.values_list("day", flat=True)) == [date(2026, 5, 1), date(2026, 5, 2)]


def test_the_most_read_of_seven_and_of_thirty_days() -> None:
    today = timezone.localdate()
    for path, days_ago, number in (("/a/", 0, 2), ("/a/", 7, 9), ("/b/", 6, 3), ("/c/", 29, 50), ("/d/", 30, 99)):
        ReadCount.objects.create(path=path, day=today - timedelta(days=days_ago), number=number)
    found = [(row["path"], row["week"], row["month"]) for row in ReadCount.objects.most_read(10)]
    assert found == [("/b/", 3, 3), ("/a/", 2, 11), ("/c/", 0, 50)]
    assert len(ReadCount.objects.most_read(2)) == 2


def test_what_is_older_than_400_days_is_let_go() -> None:
    today = timezone.localdate()
    for days_ago in (0, 400, 401):
        ReadCount.objects.create(path="/a/", day=today - timedelta(days=days_ago), number=1)
    call_command("trim_reads")
    assert {(today - day).days for day in ReadCount.objects.values_list("day", flat=True)} == {0, 400}
