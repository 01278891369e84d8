"""How many text messages leave: a minute, an hour, a day; per number, per address, for everybody."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from residents import text_limits
from residents.models import TextMessage, User
from residents.text_limits import TooManyTexts
from tests.residents.by_phone import NUMBER, SAME, ask, later

pytestmark = pytest.mark.django_db
HOME = "203.0.113.7"


def number(n: int) -> str:
    return f"+861391111{n:04d}"


def take(phone: str = SAME, address: str = HOME) -> None:
    text_limits.take(phone=phone, address=address)


def refused(phone: str = SAME, address: str = HOME) -> TooManyTexts:
    with pytest.raises(TooManyTexts) as caught:
        take(phone, address)
    return caught.value


def minutes_until(error: TooManyTexts) -> int:
    return round((error.until - timezone.now()).total_seconds() / 60)


def test_one_number_gets_one_a_minute() -> None:
    take()
    assert minutes_until(refused()) == 1
    later(seconds=59)
    refused()
    later(seconds=2)
    take()


def test_one_number_gets_five_an_hour() -> None:
    for _ in range(5):
        take()
        later(minutes=2)
    assert minutes_until(refused()) == 50  # the first left ten minutes ago
    later(minutes=51)
    take()


def test_one_number_gets_ten_a_day() -> None:
    for _ in range(10):
        take()
        later(minutes=30)
    assert minutes_until(refused()) == 24 * 60 - 300
    later(hours=19, minutes=1)
    take()


def test_one_address_asks_twenty_times_a_day_whatever_the_numbers() -> None:
    for n in range(20):
        take(number(n))
    assert minutes_until(refused(number(99))) == 24 * 60
    take(number(99), "203.0.113.8")


def test_the_site_sends_no_more_than_its_day_whoever_asks(settings: Any) -> None:
    settings.SMS_PER_DAY = 3
    for n in range(3):
        take(number(n), f"203.0.113.{n}")
    assert minutes_until(refused(number(9), "203.0.113.9")) == 24 * 60
    later(hours=24, seconds=1)
    take(number(9), "203.0.113.9")


def test_a_site_that_may_send_nothing_sends_nothing(settings: Any) -> None:
    settings.SMS_PER_DAY = 0
    refused()


def test_the_longest_wait_is_the_one_that_is_told(settings: Any) -> None:
    settings.SMS_PER_DAY = 1
    take()
    assert minutes_until(refused()) == 24 * 60


def test_a_refusal_counts_nothing() -> None:
    take()
    refused()
    assert TextMessage.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
    ],
)
def test_an_ipv6_network_is_one_household(address: str, counted: str) -> None:
    assert text_limits.household(address) == counted


def test_who_has_a_whole_ipv6_network_is_counted_once() -> None:
    for n in range(20):
        take(number(n), f"2001:db8:1:2::{n:x}")
    refused(number(50), "2001:db8:1:2:ffff:ffff:ffff:ffff")
    take(number(51), "2001:db8:1:3::1")


def test_neither_number_nor_address_stands_in_the_count() -> None:
    take()
    row = TextMessage.objects.values_list("phone_hash", "address_hash")[0]
    assert all(len(value) == 64 for value in row)
    assert HOME not in "".join(row)
    assert "1391111" not in "".join(row)


def test_a_new_key_forgets_no_message(settings: Any) -> None:
    take()
    settings.PHONE_KEYS = ["a-newer-one", *settings.PHONE_KEYS]
    refused()


def test_counting_takes_no_more_queries_the_more_there_are(django_assert_max_num_queries: Any) -> None:
    for n in range(15):
        take(number(n))
    with django_assert_max_num_queries(9):  # five limits, a row, a savepoint, a lock on PostgreSQL
        take(number(99))


# ── at the door ─────────────────────────────────────────────────────────────────


def test_too_early_a_page_says_when_and_keeps_the_number(client: Client, sent: list[Any]) -> None:
    ask(client)
    answer = ask(Client())
    page = answer.content.decode()
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert f"请过 {answer['Retry-After']} 秒再要验证码" in page
    assert f'value="{NUMBER}"' in page
    assert len(sent) == 1


def test_after_ten_in_a_day_the_page_says_at_what_time(client: Client, sent: list[Any]) -> None:
    for _ in range(10):
        ask(Client())
        later(minutes=61)
    answer = ask(client)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 3600
    assert "以后再要验证码" in answer.content.decode()
    assert len(sent) == 10


def test_a_message_refused_makes_nobody_new(client: Client, sent: list[Any], settings: Any) -> None:
    settings.SMS_PER_DAY = 0
    assert ask(client).status_code == 429
    assert not User.objects.exists()
    assert sent == []


def test_another_browser_and_another_address_change_nothing_for_a_number(client: Client, sent: list[Any]) -> None:
    ask(client)
    for n in range(5):
        assert ask(Client(REMOTE_ADDR=f"198.51.100.{n}")).status_code == 429
    assert len(sent) == 1


def test_a_header_of_the_visitor_is_no_other_address(sent: list[Any]) -> None:
    answers = [
        Client(REMOTE_ADDR=HOME, headers={"X-Forwarded-For": f"198.51.100.{n}"}).post(
            "/accounts/login/code/", {"phone": number(n)}
        )
        for n in range(21)
    ]
    assert [a.status_code for a in answers] == [302] * 20 + [429]


def test_what_no_limit_counts_any_more_goes() -> None:
    take()
    later(hours=23, minutes=59)
    take(number(1))
    assert text_limits.forget_old() == 0
    later(minutes=2)
    assert text_limits.forget_old() == 1
    assert TextMessage.objects.filter(sent_at__gt=timezone.now() - timedelta(hours=1)).count() == 1
