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
class TermOfOffice:
    title: str
    before: int
    after: int
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Method:
    """How a neighbourhood's party organisation is elected."""

    title: str
    text: str
    step: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Stages:
    """How many stages and steps there are; their names are not published."""

    title: str
    stages: int
    steps: int
    picture: str
    text: str


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
    article: str


@dataclass(frozen=True, slots=True)
class Law:
    title: str
    text: str
    source: str
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Election:
    title: str
    lead: str
    picture: str
    source: str
    intro: str
    quiet: str
    now: Now
    term: TermOfOffice
    method: Method
    stages: Stages
    unit: tuple[Unit, ...]
    treasure: tuple[Fact, ...]
    unified: tuple[Fact, ...]
    event: tuple[Event, ...]
    law: tuple[Law, ...]

    @property
    def organisation(self) -> str:
        """The organisation as the newspaper writes it: ``1+5+3+10``."""
        return "+".join(str(unit.count) for unit in self.unit)


def read_election(folder: Path = CONTENT) -> Election:
    data = load_toml(folder / FILE)
    check_picture("election", data["picture"])
    check_picture("stages", data["stages"]["picture"])
    method = {**data["method"], "step": _each(data["method"]["step"], Step)}
    election = make(
        {
            **data,
            "now": make(data["now"], Now, FILE),
            "term": make(data["term"], TermOfOffice, FILE),
            "method": make(method, Method, FILE),
            "stages": make(data["stages"], Stages, FILE),
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
