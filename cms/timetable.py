"""Where an election stands: steps and their days in, states and a wall chart out. Asks no database.

A state is never stored beside a day: with a day it follows from it; without one it is what an editor marked, or unknown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class State(models.TextChoices):
    """Where one step stands."""

    DONE = "done", gettext_lazy("已完成")
    NOW = "now", gettext_lazy("正在进行")
    NEXT = "next", gettext_lazy("下一步")
    PLANNED = "planned", gettext_lazy("还没开始")
    UNKNOWN = "unknown", gettext_lazy("进展未公布")


@dataclass(frozen=True)
class Placed:
    """A step with its days and its state; without a day both are None."""

    step: Any
    starts: date | None
    ends: date | None
    state: State


@dataclass(frozen=True)
class Stage:
    """One column of the chart: ``number`` from 1, ``title`` empty where it was not published."""

    number: int
    title: str
    steps: list[Placed] = field(default_factory=list)


@dataclass(frozen=True)
class Chart:
    """All that hangs on the wall.

    ``loose`` are the steps whose stage is not known; of those that nobody has named, ``open_numbers`` are known by their
    number, and ``open_count`` says how many there are where even the numbers of the named ones are not known.
    """

    stages: list[Stage]
    loose: list[Placed]
    open_numbers: list[int]
    open_count: int
    meetings: list[Placed]

    @property
    def open_tiles(self) -> range:
        return range(self.open_count)


def days_of(step: Any, election_day: date | None) -> tuple[date | None, date | None]:
    """Return first and last day of a step: typed, or counted from election day; ``(None, None)`` where unknown."""
    if step.starts_on:
        return step.starts_on, step.ends_on or step.starts_on
    if step.offset_from is not None and election_day:
        last = step.offset_from if step.offset_to is None else step.offset_to
        return election_day + timedelta(days=step.offset_from), election_day + timedelta(days=last)
    return None, None


def place(steps: Iterable[Any], *, on: date, election_day: date | None) -> list[Placed]:
    """Give each step its days and the state it has ``on`` that day; the first planned ones are next."""
    placed = []
    for step in steps:
        starts, ends = days_of(step, election_day)
        placed.append(Placed(step, starts, ends, _state(step, starts, ends, on)))
    return _mark_next(placed)


def _state(step: Any, starts: date | None, ends: date | None, on: date) -> State:
    if starts is None or ends is None:
        return State(step.marked) if step.marked else State.UNKNOWN
    if on < starts:
        return State.PLANNED
    return State.NOW if on <= ends else State.DONE


def _mark_next(placed: list[Placed]) -> list[Placed]:
    planned = [one for one in placed if one.state == State.PLANNED]
    first = min((one.starts for one in planned if one.starts), default=None)
    following = [one for one in planned if one.starts == first] if first else planned[:1]
    return [replace(one, state=State.NEXT) if one in following else one for one in placed]


def chart(placed: Sequence[Placed], *, titles: dict[int, str], stage_count: int, step_count: int) -> Chart:
    """Hang the placed steps on the wall; ``titles`` are the stages' names by number, ``*_count`` 0 where unknown."""
    steps = [one for one in placed if not one.step.is_meeting]
    meetings = sorted((one for one in placed if one.step.is_meeting), key=lambda one: one.starts or date.max)
    last = max([stage_count, *titles, *(one.step.stage or 0 for one in steps)])
    stages = [Stage(n, titles.get(n, ""), [s for s in steps if s.step.stage == n]) for n in range(1, last + 1)]
    loose = [one for one in steps if not one.step.stage]
    missing = max(0, step_count - len(steps))
    numbers = {one.step.number for one in steps}
    numbered = steps and None not in numbers and missing
    open_numbers = [n for n in range(1, step_count + 1) if n not in numbers] if numbered else []
    return Chart(stages, loose, open_numbers, 0 if open_numbers else missing, meetings)


def now_line(placed: Sequence[Placed]) -> str:
    """Say in one sentence what goes on and what comes next; empty where nothing is known."""
    going_on = [_named(one) for one in placed if one.state == State.NOW and one.step.title]
    following = [_named(one, with_day=True) for one in placed if one.state == State.NEXT and one.step.title]
    parts = [_("正在进行：%(steps)s。") % {"steps": "、".join(going_on)}] if going_on else []
    parts += [_("下一步：%(steps)s。") % {"steps": "、".join(following)}] if following else []
    if not parts and placed and all(one.state == State.DONE for one in placed):
        parts = [_("各个步骤都已完成。")]
    return "".join(parts)


def _named(one: Placed, *, with_day: bool = False) -> str:
    if with_day and one.starts:
        day = date_format(one.starts, _("n月j日"))
        return _("%(title)s（%(day)s）") % {"title": one.step.title, "day": day}
    return str(one.step.title)
