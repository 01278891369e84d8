"""Days turn at midnight in Shanghai: on /plan/, on a proposal's page, in the data, and for how long a copy is true."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from maps.explorer.moments import days_left, last_day, valid_until
from maps.plan.models import Proposal
from tests.factories import make_consultation, make_proposal

pytestmark = pytest.mark.django_db

#: The consultation closes when the 20th of March ends in Shanghai: 16:00 of that day in Greenwich.
CLOSES = datetime(2026, 3, 20, 16, 0, tzinfo=UTC)
OPENS = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)

Clock = Callable[[datetime], None]


@pytest.fixture
def proposal() -> Proposal:
    proposal = make_proposal(slug="ring", title="一环")
    make_consultation(proposal, opens_at=OPENS, closes_at=CLOSES)
    return proposal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set what time it is."""
    return lambda moment: monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def plan_page(client: Client) -> str:
    return client.get("/plan/").content.decode()


def proposal_page(client: Client) -> str:
    return re.sub(r"<[^>]+>", "", client.get("/plan/ring/").content.decode())


def is_open(client: Client) -> bool:
    (feature,) = json.loads(client.get("/plan/proposals.geojson").content)["features"]
    return bool(feature["properties"]["open"])


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        pytest.param(datetime(2026, 3, 18, 15, 59, 59, tzinfo=UTC), "还有 2 天", id="the_18th_just_before_midnight"),
        pytest.param(datetime(2026, 3, 18, 16, 0, tzinfo=UTC), "还有 1 天", id="the_19th_has_begun"),
        pytest.param(datetime(2026, 3, 19, 15, 59, 59, tzinfo=UTC), "还有 1 天", id="the_19th_just_before_midnight"),
        pytest.param(datetime(2026, 3, 19, 16, 0, tzinfo=UTC), "今天截止", id="the_last_day_has_begun"),
        pytest.param(CLOSES - SECOND, "今天截止", id="the_last_second"),
    ],
)
def test_the_days_left_turn_at_midnight_in_shanghai(
    client: Client, proposal: Proposal, clock: Clock, moment: datetime, says: str
) -> None:
    clock(moment)
    assert says in plan_page(client)
    assert says in proposal_page(client)
    assert is_open(client)


def test_at_the_closing_moment_it_is_over_everywhere(client: Client, proposal: Proposal, clock: Clock) -> None:
    clock(CLOSES)
    assert "可提意见" not in plan_page(client)
    assert "已于 2026年3月20日 截止" in proposal_page(client)
    assert not is_open(client)
    assert json.loads(client.get("/plan/proposals.geojson?open=1").content)["features"] == []


def test_a_second_before_it_begins_it_says_when(client: Client, proposal: Proposal, clock: Clock) -> None:
    clock(OPENS - SECOND)
    assert "2026年3月1日 开始，到 2026年3月20日 为止" in proposal_page(client)
    assert not is_open(client)
    clock(OPENS)
    assert "到 2026年3月20日 为止" in proposal_page(client)
    assert is_open(client)


def age(client: Client, address: str) -> int:
    """Return for how many seconds a copy may be kept at most."""
    ages = re.findall(r"(?:max-age|s-maxage)=(\d+)", client.get(address)["Cache-Control"])
    return max(map(int, ages))


@pytest.mark.parametrize("address", ["/plan/", "/plan/ring/", "/plan/proposals.geojson"])
@pytest.mark.parametrize(
    "boundary",
    [
        pytest.param(OPENS, id="the_opening"),
        pytest.param(CLOSES, id="the_closing"),
        pytest.param(datetime(2026, 3, 9, 16, 0, tzinfo=UTC), id="a_midnight_between"),
    ],
)
def test_no_copy_lives_longer_than_what_it_says(
    client: Client, proposal: Proposal, clock: Clock, address: str, boundary: datetime
) -> None:
    clock(boundary - 7 * SECOND)
    assert age(client, address) <= 7


@pytest.mark.parametrize(
    ("closes_at", "day"),
    [
        (CLOSES, "2026-03-20"),
        (CLOSES + timedelta(microseconds=1), "2026-03-21"),
        (CLOSES - timedelta(hours=24), "2026-03-19"),
        (datetime(2026, 3, 20, 9, 0, tzinfo=UTC), "2026-03-20"),
    ],
    ids=["midnight", "just_after", "a_day_before", "five_in_the_afternoon"],
)
def test_the_last_day_is_the_last_on_which_one_can_write(closes_at: datetime, day: str) -> None:
    assert last_day(closes_at).isoformat() == day


def test_days_are_counted_over_the_end_of_a_month_and_a_year() -> None:
    assert days_left(datetime(2028, 3, 1, 16, tzinfo=UTC), at=datetime(2028, 2, 28, 4, tzinfo=UTC)) == 2
    assert days_left(datetime(2027, 1, 1, 16, tzinfo=UTC), at=datetime(2026, 12, 31, 4, tzinfo=UTC)) == 1


def test_exactly_at_midnight_a_page_is_true_for_a_whole_day() -> None:
    midnight = datetime(2026, 3, 9, 16, 0, tzinfo=UTC)
    assert valid_until(midnight, [None, midnight]) == midnight + timedelta(days=1)
    assert valid_until(midnight - SECOND, []) == midnight
