"""What is published about the election, as values: the data of the election's front page."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from config.demo.content_files import CONTENT, check_picture, load_toml, make, require

FILE = "election.toml"
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Now:
    """Where the election stood, and the last day of which that was said."""

    date: datetime.date
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One tier of the organisation 1+5+3+10."""

    count: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Fact:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    date: datetime.date
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step that the newspaper names. Its stage, number and days were not printed."""

    title: str
    note: str
    marked: str = ""


@dataclass(frozen=True, slots=True)
class Bulletin:
    number: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Cycle:
    """What is said of the whole election."""

    year: int
    slug: str
    title: str
    lead: str
    stages: int
    steps: int
    term_years: int


@dataclass(frozen=True, slots=True)
class Law:
    title: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Election:
    title: str
    picture: str
    source: str
    intro: str
    cycle: Cycle
    now: Now
    term: Fact
    method: Fact
    stages: Fact
    unit: tuple[Unit, ...]
    treasure: tuple[Fact, ...]
    unified: tuple[Fact, ...]
    event: tuple[Event, ...]
    step: tuple[Step, ...]
    bulletin: tuple[Bulletin, ...]
    notice: Fact
    law: tuple[Law, ...]

    @property
    def organisation(self) -> str:
        """The organisation as the newspaper writes it: ``1+5+3+10``."""
        return "+".join(str(unit.count) for unit in self.unit)


def read_election(folder: Path = CONTENT) -> Election:
    data = load_toml(folder / FILE)
    check_picture("election", data["picture"])
    election = make(
        {
            **data,
            "cycle": make(data["cycle"], Cycle, FILE),
            "notice": make(data["notice"], Fact, FILE),
            "step": _each(data["step"], Step),
            "bulletin": _each(data["bulletin"], Bulletin),
            "now": make(data["now"], Now, FILE),
            "term": make(data["term"], Fact, FILE),
            "method": make(data["method"], Fact, FILE),
            "stages": make(data["stages"], Fact, FILE),
            "unit": _each(data["unit"], Unit),
            "treasure": _each(data["treasure"], Fact),
            "unified": _each(data["unified"], Fact),
            "event": _each(data["event"], Event),
            "law": _each(data["law"], Law),
        },
        Election,
        FILE,
    )
    days = [event.date for event in election.event]
    require(days == sorted(days), FILE, "its events are not in the order of their days")
    return election


def _each(rows: list[dict[str, Any]], kind: type[Made]) -> tuple[Made, ...]:
    return tuple(make(row, kind, FILE) for row in rows)
