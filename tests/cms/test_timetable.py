"""Where steps stand on a day, and how they hang on the wall."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.models import CycleStep
from cms.timetable import Chart, State, chart, days_of, now_line, place

TODAY = date(2026, 3, 10)
DAY = date(2026, 3, 20)


def step(**fields: Any) -> CycleStep:
    return CycleStep(**({"title": "居民登记"} | fields))


def state(**fields: Any) -> State:
    (placed,) = place([step(**fields)], on=TODAY, election_day=DAY)
    return placed.state


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"starts_on": date(2026, 3, 9)}, State.DONE, id="yesterday"),
        pytest.param({"starts_on": TODAY}, State.NOW, id="today"),
        pytest.param({"starts_on": date(2026, 3, 1), "ends_on": TODAY}, State.NOW, id="last_day_of_several"),
        pytest.param({"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 9)}, State.DONE, id="several_over"),
        pytest.param({"starts_on": date(2026, 3, 11)}, State.NEXT, id="tomorrow"),
        pytest.param({"offset_from": -10}, State.NOW, id="ten_days_before_election_day"),
        pytest.param({"offset_from": -20, "offset_to": -11}, State.DONE, id="counted_and_over"),
        pytest.param({"offset_from": 0}, State.NEXT, id="election_day"),
        pytest.param({"marked": "now"}, State.NOW, id="no_day_and_marked"),
        pytest.param({}, State.UNKNOWN, id="no_day_and_not_marked"),
    ],
)
def test_a_state_follows_from_the_days_or_else_from_the_mark(fields: dict[str, Any], expected: State) -> None:
    assert state(**fields) == expected


def test_days_are_counted_from_election_day_both_ways() -> None:
    assert days_of(step(offset_from=-20, offset_to=-15), DAY) == (date(2026, 2, 28), date(2026, 3, 5))
    assert days_of(step(offset_from=1), DAY) == (date(2026, 3, 21), date(2026, 3, 21))
    assert days_of(step(offset_from=-20), None) == (None, None)


def test_only_the_first_of_what_is_planned_is_next() -> None:
    rows = [step(starts_on=date(2026, 4, 1)), step(starts_on=date(2026, 3, 15)), step(starts_on=date(2026, 3, 15))]
    assert [one.state for one in place(rows, on=TODAY, election_day=None)] == [State.PLANNED, State.NEXT, State.NEXT]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        pytest.param((-20, None), "选举日前 20 天", id="one_day_before"),
        pytest.param((0, 0), "选举日当天", id="the_day"),
        pytest.param((1, 10), "选举日后 1 天至选举日后 10 天", id="after"),
        pytest.param((None, None), "", id="not_counted"),
    ],
)
def test_counted_days_are_said_in_words(days: tuple[int | None, int | None], words: str) -> None:
    assert step(offset_from=days[0], offset_to=days[1]).counted == words


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        pytest.param({"starts_on": TODAY, "offset_from": 1}, "two_truths", id="day_and_offset"),
        pytest.param({"starts_on": TODAY, "marked": "done"}, "two_truths", id="day_and_mark"),
        pytest.param({"offset_from": 1, "marked": "done"}, "two_truths", id="offset_and_mark"),
        pytest.param({"ends_on": TODAY}, "ends_first", id="end_without_start"),
        pytest.param({"starts_on": TODAY, "ends_on": date(2026, 3, 9)}, "ends_first", id="end_before_start"),
        pytest.param({"offset_from": 2, "offset_to": 1}, "ends_first", id="counted_end_before_start"),
        pytest.param({"kind": "meeting", "number": 3}, "meeting_has_no_number", id="numbered_meeting"),
    ],
)
def test_a_step_that_says_two_things_is_refused(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        step(**fields).clean()
    assert code in {error.code for errors in refused.value.error_dict.values() for error in errors}


@pytest.mark.parametrize(
    "fields",
    [{"starts_on": TODAY, "ends_on": TODAY}, {"offset_from": -5, "offset_to": -5}, {"marked": "done"}, {"title": ""}],
    ids=["days", "offsets", "marked", "unnamed"],
)
def test_a_step_that_says_one_thing_is_taken(fields: dict[str, Any]) -> None:
    step(**fields).clean()


def hung(*rows: CycleStep, stages: int = 2, steps: int = 4) -> Chart:
    placed = place(rows, on=TODAY, election_day=None)
    return chart(placed, titles={2: "推荐"}, stage_count=stages, step_count=steps)


def test_steps_hang_in_their_stage_and_a_stage_without_a_name_has_none() -> None:
    wall = hung(step(title="甲", stage=2, number=1), step(title="乙", number=2))
    assert [(stage.number, stage.title, [one.step.title for one in stage.steps]) for stage in wall.stages] == [
        (1, "", []),
        (2, "推荐", ["甲"]),
    ]
    assert [one.step.title for one in wall.loose] == ["乙"]


def test_what_nobody_has_named_is_known_by_its_number_where_all_numbers_are_known() -> None:
    wall = hung(step(number=1), step(number=3))
    assert (wall.open_numbers, wall.open_count) == ([2, 4], 0)


def test_where_a_number_is_not_known_only_how_many_are_missing_is_said() -> None:
    wall = hung(step(number=1), step(number=None))
    assert (wall.open_numbers, wall.open_count) == ([], 2)


def test_meetings_count_as_no_step() -> None:
    wall = hung(step(kind="meeting"), step(number=1))
    assert len(wall.meetings) == 1
    assert wall.open_numbers == [2, 3, 4]


def test_the_line_says_what_goes_on_and_what_is_next_with_its_day() -> None:
    rows = [step(title="登记", starts_on=TODAY), step(title="公布", starts_on=date(2026, 3, 12)), step(title="")]
    assert now_line(place(rows, on=TODAY, election_day=None)) == "正在进行：登记。下一步：公布（3月12日）。"


def test_the_line_of_what_is_over_says_so_and_of_what_is_not_known_says_nothing() -> None:
    assert now_line(place([step(marked="done")], on=TODAY, election_day=None)) == "各个步骤都已完成。"
    assert now_line(place([step()], on=TODAY, election_day=None)) == ""
