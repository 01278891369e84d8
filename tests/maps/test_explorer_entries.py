"""What a visitor meets of a proposal: its number, its days, its short name, its steps, its drawing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from maps.consultation.models import Tally
from maps.explorer.drawing import draw, icon_path
from maps.explorer.entries import entries_of, mark_of, short_title
from maps.explorer.moments import days_left, valid_until
from maps.explorer.steps import steps_of
from maps.plan.models import Proposal
from tests.factories import INSIDE, LINE_INSIDE, SQUARE, make_consultation, make_plan, make_proposal

Kind = Proposal.Kind
# Shanghai is eight hours ahead: this is the 24th of November, 10:00 there.
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("closes_at", "days"),
    [
        pytest.param(NOW + timedelta(hours=1), 0, id="later_today"),
        pytest.param(MIDNIGHT, 0, id="at_midnight_today_is_the_last_day"),
        pytest.param(MIDNIGHT + timedelta(minutes=1), 1, id="a_minute_after_midnight"),
        pytest.param(MIDNIGHT + timedelta(days=29), 29, id="the_end_of_a_later_day"),
    ],
)
def test_days_are_counted_as_people_count_them(closes_at: datetime, days: int) -> None:
    assert days_left(closes_at, at=NOW) == days


@pytest.mark.parametrize(
    ("moments", "until"),
    [
        pytest.param([], MIDNIGHT, id="midnight_in_Shanghai"),
        pytest.param([None, NOW + timedelta(hours=3)], NOW + timedelta(hours=3), id="a_boundary_before_midnight"),
        pytest.param([NOW - timedelta(hours=1), NOW], MIDNIGHT, id="what_has_been_is_no_boundary"),
        pytest.param([MIDNIGHT + timedelta(hours=1)], MIDNIGHT, id="midnight_comes_first"),
    ],
)
def test_a_page_is_true_until_the_next_boundary(moments: list[datetime | None], until: datetime) -> None:
    assert valid_until(NOW, moments) == until


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("一环：曹杨环浜", "曹杨环浜"),
        ("三湾之一：东北湾（枫桥路旁）", "东北湾"),
        ("连环浜·北片（花溪路旁）", "北片"),
        ("小步桥和亲水台阶", "小步桥和亲水台阶"),
        ("（待定）", "（待定）"),
    ],
    ids=["rank", "rank_and_aside", "middle_dot", "plain", "nothing_but_an_aside"],
)
def test_the_short_title_is_the_name_itself(title: str, label: str) -> None:
    assert short_title(title) == label


def test_an_entry_counts_within_its_kind_in_the_plan_s_order(db: None) -> None:
    plan = make_plan()
    make_proposal(plan=plan, slug="late", kind=Kind.PROJECT, order=30)
    make_proposal(plan=plan, slug="ring", kind=Kind.RING, order=20)
    make_proposal(plan=plan, slug="early", kind=Kind.PROJECT, order=10)
    make_proposal(plan=plan, slug="draft", kind=Kind.PROJECT, order=5, live=False)
    assert [(e.proposal.slug, e.number) for e in entries_of(plan)] == [("early", 1), ("ring", 1), ("late", 2)]


def test_an_entry_has_the_tally_s_count_and_none_without_one(db: None) -> None:
    counted, uncounted = make_proposal(order=1), make_proposal(order=2)
    Tally.objects.create(proposal=counted, comments=7)
    assert [e.comments for e in entries_of(counted.plan)] == [7, 0]
    assert uncounted.plan == counted.plan


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        pytest.param({}, True, id="open"),
        pytest.param({"may_comment": False}, False, id="only_support"),
        pytest.param({"opens_at": NOW + timedelta(days=1)}, False, id="not_yet"),
        pytest.param({"closes_at": NOW}, False, id="closed_this_moment"),
    ],
)
def test_an_entry_is_open_while_a_comment_may_be_sent(db: None, fields: dict[str, object], is_open: bool) -> None:
    window = {"opens_at": NOW - timedelta(days=1), "closes_at": NOW + timedelta(days=3)}
    consultation = make_consultation(**(window | fields))
    (entry,) = entries_of(consultation.plan, at=NOW)
    assert entry.is_open == is_open
    assert entry.days_left == (3 if is_open else None)


def test_the_consultation_that_closes_first_gives_the_days(db: None) -> None:
    proposal = make_proposal()
    for days in (20, 5, 9):
        make_consultation(proposal, opens_at=NOW - timedelta(days=1), closes_at=NOW + timedelta(days=days))
    (entry,) = entries_of(proposal.plan, at=NOW)
    assert entry.days_left == 5


def test_a_culture_place_has_the_symbol_of_its_system_and_others_that_of_their_kind() -> None:
    assert mark_of(Proposal(kind=Kind.CULTURE, culture_system="market")) == "culture-market"
    assert mark_of(Proposal(kind=Kind.BAY)) == "bay"


def test_the_steps_are_all_statuses_with_one_current() -> None:
    steps = steps_of(Proposal(status=Proposal.Status.UNDER_STUDY))
    assert [step.state for step in steps] == ["past", "past", "current", "ahead", "ahead", "ahead"]
    assert [step.label for step in steps] == ["构想", "征求意见", "研究中", "已批准", "建设中", "已完成"]


def test_a_drawing_fills_its_frame_and_puts_points_where_they_lie(db: None) -> None:
    plan = make_plan()
    make_proposal(plan=plan, kind=Kind.PROJECT, shape=INSIDE)
    drawing = draw(plan, entries_of(plan))
    (piece,) = drawing.pieces
    # INSIDE is the middle of the square, and the square's middle is that of a drawing of 1000.
    assert (piece.x, piece.y) == (500.0, 500.0)
    assert piece.is_point
    left, top, width, height = map(float, drawing.view_box.split())
    corners = re.findall(r"(-?[\d.]+) (-?[\d.]+)", drawing.outline)
    assert all(left <= float(x) <= left + width and top <= float(y) <= top + height for x, y in corners)


def test_what_lies_below_is_drawn_first(db: None) -> None:
    plan = make_plan()
    for order, kind in enumerate((Kind.RING, Kind.BAY, Kind.LIFE_CIRCLE, Kind.PROJECT)):
        shape = INSIDE if kind == Kind.PROJECT else SQUARE if kind != Kind.RING else LINE_INSIDE
        make_proposal(plan=plan, kind=kind, order=order, shape=shape)
    drawn = [piece.entry.proposal.kind for piece in draw(plan, entries_of(plan)).pieces]
    assert drawn == [Kind.LIFE_CIRCLE, Kind.BAY, Kind.RING, Kind.PROJECT]


def test_an_icon_is_a_path_within_a_square_of_48() -> None:
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", icon_path(SQUARE))]
    assert numbers
    assert min(numbers) >= 0
    assert max(numbers) <= 48


def test_entries_take_one_query_however_many_there_are(db: None, django_assert_num_queries: object) -> None:
    plan = make_plan()
    for _ in range(12):
        make_consultation(make_proposal(plan=plan))
    with django_assert_num_queries(1):  # type: ignore[operator]
        entries = entries_of(plan, at=timezone.now())
        assert len([(e.days_left, e.comments, e.label, e.mark) for e in entries]) == 12
