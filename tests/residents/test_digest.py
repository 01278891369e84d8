"""The day's one message: not more than one, never an empty one, nothing of what was removed since."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from residents import gone, letters, preferences
from residents.models import Notice, User
from residents.notices import notify, send_digest_to, send_digests
from residents.preferences import Ways
from tests.factories import make_user

pytestmark = pytest.mark.django_db

NOON = timezone.make_aware(datetime(2031, 3, 10, 12, 0))  # noqa: DTZ001 - Shanghai's, by make_aware


@pytest.fixture
def resident() -> User:
    return make_user("apo", email="apo@example.org", display_name="阿婆")


def news(user: User, title: str = "环浜步道有进展", *, at: datetime = NOON, kind: str = "progress") -> Notice:
    notice = notify(user=user, kind=kind, title=title, url=f"/plan/{title}/")
    Notice.objects.filter(pk=notice.pk).update(created_at=at - timedelta(minutes=5))
    return notice


def send(at: datetime = NOON) -> int:
    return send_digests(at=at)


def test_all_that_waits_comes_in_one_letter(resident: User) -> None:
    news(resident, "甲有进展")
    news(resident, "乙有进展")
    assert send() == 1
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["apo@example.org"], "您有 2 条新消息")
    assert letter.body.index("甲有进展") < letter.body.index("乙有进展")
    assert "http://127.0.0.1:8000/plan/甲有进展/" in letter.body


def test_a_single_one_stands_in_the_subject(resident: User) -> None:
    news(resident)
    send()
    assert mail.outbox[0].subject == "环浜步道有进展"


def test_twice_in_a_day_sends_one(resident: User) -> None:
    news(resident)
    assert [send(), send()] == [1, 0]
    news(resident, "又有进展")
    assert send(NOON + timedelta(hours=11, minutes=59)) == 0
    assert len(mail.outbox) == 1


def test_what_came_after_todays_comes_tomorrow(resident: User) -> None:
    news(resident)
    send()
    news(resident, "又有进展")
    assert send(NOON + timedelta(hours=12)) == 1  # midnight in Shanghai
    assert [letter.subject for letter in mail.outbox] == ["环浜步道有进展", "又有进展"]


def test_two_runs_at_once_send_one(resident: User) -> None:
    news(resident)
    first = send_digest_to(resident.pk, NOON)
    second = send_digest_to(resident.pk, NOON)  # found the person before the first had claimed
    assert (first, second) == (True, False)
    assert len(mail.outbox) == 1


def test_a_letter_about_ones_own_words_does_not_use_up_the_day(resident: User) -> None:
    notify(user=resident, kind="decision", title="您的意见已发布", url="/plan/")
    news(resident)
    assert send() == 1
    assert len(mail.outbox) == 2


def test_work_and_what_one_follows_share_the_day(resident: User) -> None:
    news(resident)
    news(resident, "有居民的新意见等待审核", kind="queue")
    assert send() == 1
    assert mail.outbox[0].subject == "您有 2 条新消息"


def test_with_nothing_new_nothing_is_sent(resident: User) -> None:
    assert send() == 0
    assert mail.outbox == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"read_at": NOON}, id="read_in_the_site"),
        pytest.param({"created_at": NOON - timedelta(days=8)}, id="a_week_old"),
        pytest.param({"sent_at": NOON - timedelta(days=2)}, id="sent_before"),
    ],
)
def test_what_is_no_news_is_left_out(resident: User, change: dict[str, Any]) -> None:
    Notice.objects.filter(pk=news(resident).pk).update(**change)
    assert send() == 0
    assert mail.outbox == []


def test_who_wants_no_letters_of_a_kind_gets_the_rest(resident: User) -> None:
    preferences.choose(user=resident, ways={"followed": Ways(by_mail=False)})
    news(resident)
    assert send() == 0
    news(resident, "有居民的新意见等待审核", kind="queue")
    assert send() == 1
    assert "环浜步道" not in mail.outbox[0].body


@pytest.mark.parametrize("fields", [{"email": ""}, {"is_active": False}], ids=["no_address", "not_active"])
def test_who_cannot_be_reached_is_not_written_to(resident: User, fields: dict[str, Any]) -> None:
    news(resident)
    User.objects.filter(pk=resident.pk).update(**fields)
    assert send() == 0
    assert Notice.objects.get().sent_at is None


# ── what was removed since ──────────────────────────────────────────────────────


@pytest.fixture
def removed(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Titles whose subject is gone."""
    titles: set[str] = set()

    def check(notices: Sequence[Notice]) -> set[int]:
        return {notice.pk for notice in notices if notice.title in titles}

    monkeypatch.setattr(gone, "_checks", {"test": check})
    return titles


def test_what_was_removed_is_left_out(resident: User, removed: set[str]) -> None:
    news(resident, "甲有进展")
    news(resident, "乙有进展")
    removed.add("甲有进展")
    assert send() == 1
    assert "甲" not in f"{mail.outbox[0].body}{mail.outbox[0].subject}"


def test_when_all_of_it_was_removed_there_is_no_message(resident: User, removed: set[str]) -> None:
    news(resident)
    removed.add("环浜步道有进展")
    assert send() == 0
    assert mail.outbox == []


def test_what_is_removed_between_claiming_and_sending_is_left_out(resident: User, removed: set[str]) -> None:
    notices = [news(resident, "甲有进展"), news(resident, "乙有进展")]
    removed.add("乙有进展")
    letters.send_digest.call(resident.pk, [notice.pk for notice in notices])
    assert mail.outbox[0].subject == "甲有进展"
    removed.add("甲有进展")
    letters.send_digest.call(resident.pk, [notice.pk for notice in notices])
    assert len(mail.outbox) == 1


def test_a_letter_at_once_is_not_sent_when_its_subject_is_gone(resident: User, removed: set[str]) -> None:
    removed.add("您的意见得到答复")
    notify(user=resident, kind="answer", title="您的意见得到答复", url="/plan/")
    assert mail.outbox == []


# ── the command ─────────────────────────────────────────────────────────────────


def test_the_command_says_to_how_many(resident: User, capsys: pytest.CaptureFixture[str]) -> None:
    for user in (resident, make_user()):
        notify(user=user, kind="progress", title="有进展", url="/plan/")
    call_command("send_digests")
    call_command("send_digests")
    assert capsys.readouterr().out.splitlines() == ["给 2 人发了今天的消息。", "给 0 人发了今天的消息。"]


def queries_of_a_run(amount: int) -> int:
    user = make_user()
    for number in range(amount):
        news(user, f"第 {number} 条")
    with CaptureQueriesContext(connection) as queries:
        assert send() == 1
    return len(queries)


def test_many_notices_take_as_many_queries_as_one(resident: User) -> None:
    assert queries_of_a_run(40) == queries_of_a_run(1) <= 16
