"""The demonstration's written content: TOML files read into values, and refused where a rule of the house is broken."""

import datetime
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from config.demo.pictures import PICTURES

CONTENT = Path(__file__).parent / "content"
SECTIONS = ("election", "design")
LABEL = "示例"
LONGEST_LEAD = 70
SHANGHAI = ZoneInfo("Asia/Shanghai")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DATED_SLUG = re.compile(r"\d{4}-\d{2}-\d{2}-\d+")
PLACEHOLDER = re.compile(r"{([a-z_]+)}")

BlockKind = Literal["heading", "paragraph"]
Made = TypeVar("Made")


class ContentError(ValueError):
    """A content file breaks a rule; the message names the file, the piece and the rule."""


@dataclass(frozen=True, slots=True)
class Article:
    slug: str
    kicker: str
    title: str
    source: str
    issue: str
    event_date: datetime.date
    section: str
    lead: str
    picture: str
    proposals: tuple[str, ...]
    invented: bool
    body: str
    english_summary: str = ""


@dataclass(frozen=True, slots=True)
class Lecture:
    """One lecture. Its day is ``starts``, or counted from the day the demonstration is loaded."""

    slug: str
    title: str
    number: int
    place: str
    host: str
    speaker: str
    source: str
    summary: str
    topics: tuple[str, ...]
    picture: str
    proposals: tuple[str, ...]
    invented: bool
    body: str
    starts: datetime.date | None = None
    days_ahead: int | None = None
    time: datetime.time | None = None
    #: How many may register; only what is invented takes people and questions.
    capacity: int | None = None
    takes_questions: bool = False
    english_summary: str = ""

    @property
    def time_known(self) -> bool:
        return isinstance(self.starts, datetime.datetime) or self.time is not None

    def begins(self, *, today: datetime.date) -> datetime.datetime:
        """Return when it begins in Shanghai; midnight of its day where only the day is known."""
        if isinstance(self.starts, datetime.datetime):
            return self.starts.replace(tzinfo=SHANGHAI)
        day = self.starts or today + datetime.timedelta(days=self.days_ahead or 0)
        return datetime.datetime.combine(day, self.time or datetime.time(), SHANGHAI)


@dataclass(frozen=True, slots=True)
class Person:
    slug: str
    name: str
    office: str
    source: str

    def __str__(self) -> str:
        return f"{self.name}（{self.office}）"


@dataclass(frozen=True, slots=True)
class LectureSeries:
    slug: str
    title: str
    lead: str
    picture: str
    body: str
    lectures: tuple[Lecture, ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardText:
    slug: str
    title: str
    lead: str
    body: str


@dataclass(frozen=True, slots=True)
class Topic:
    slug: str
    title: str
    lead: str
    picture: str
    body: str


@dataclass(frozen=True, slots=True)
class Links:
    """What one page or term points at, each by its address on the site, in order."""

    start: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    term: str
    slug: str
    explanation: str
    source: str
    see: tuple[str, ...]


def read_articles(folder: Path = CONTENT) -> tuple[Article, ...]:
    articles = _rows(folder / "articles.toml", "article", Article)
    for article in articles:
        require(bool(DATED_SLUG.fullmatch(article.slug)), article.slug, "its slug is not a date and a number")
        require(article.section in SECTIONS, article.slug, f"unknown section {article.section!r}")
        check_picture(article.slug, article.picture)
        _check_lead(article.slug, article.lead)
        _check_label(article, f"{article.kicker}{article.title}")
    return articles


def read_lectures(folder: Path = CONTENT) -> LectureSeries:
    data = load_toml(folder / "lectures.toml")
    lectures = _make_all(data["lecture"], Lecture, "lectures.toml")
    for lecture in lectures:
        dated = (lecture.starts is None) != (lecture.days_ahead is None)
        require(dated, lecture.slug, "it needs either starts or days_ahead")
        asks = lecture.capacity is not None or lecture.takes_questions
        require(lecture.invented or not asks, lecture.slug, "nobody registers for a lecture that was really held")
        check_picture(lecture.slug, lecture.picture)
        _check_label(lecture, lecture.title)
    check_picture("series", data["series"]["picture"])
    people = _make_all(data["person"], Person, "lectures.toml")
    return make({**data["series"], "lectures": lectures, "people": people}, LectureSeries, "lectures.toml")


def read_pages(folder: Path = CONTENT) -> tuple[StandardText, ...]:
    return _rows(folder / "pages.toml", "page", StandardText)


def read_terms(folder: Path = CONTENT) -> tuple[Term, ...]:
    terms = _rows(folder / "glossary.toml", "term", Term)
    _check_once("glossary.toml", [term.term for term in terms])
    return terms


def read_topics(folder: Path = CONTENT) -> tuple[Topic, ...]:
    topics = _rows(folder / "links.toml", "topic", Topic)
    for topic in topics:
        check_picture(topic.slug, topic.picture)
        _check_lead(topic.slug, topic.lead)
    return topics


def read_links(folder: Path = CONTENT) -> tuple[Links, ...]:
    """Return the proposals that articles, lectures and terms name themselves, then the rows of the file of links."""
    own = [
        *(Links(f"/news/{one.slug}/", _on_the_plan(one.proposals)) for one in read_articles(folder)),
        *(Links(f"/lectures/{one.slug}/", _on_the_plan(one.proposals)) for one in read_lectures(folder).lectures),
        *(Links(f"/glossary/#{one.slug}", _on_the_plan(one.see)) for one in read_terms(folder)),
    ]
    rows = load_toml(folder / "links.toml")["link"]
    return (*(links for links in own if links.to), *(make(row, Links, "links.toml") for row in rows))


def _on_the_plan(slugs: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"/plan/{slug}/" for slug in slugs)


def body_blocks(text: str) -> list[tuple[BlockKind, str]]:
    """Split a body at its blank lines; a line that begins with ``##`` is a heading."""
    blocks: list[tuple[BlockKind, str]] = []
    for piece in re.split(r"\n\s*\n", text.strip()):
        if not piece.strip():
            continue
        if piece.startswith("## "):
            blocks.append(("heading", piece.removeprefix("## ").strip()))
        else:
            blocks.append(("paragraph", piece.strip()))
    return blocks


def fill(text: str, values: Mapping[str, object]) -> str:
    """Put values in for ``{names}``; leave out a paragraph that names a missing or empty one."""
    kept = [
        piece for piece in re.split(r"\n\s*\n", text.strip()) if all(values.get(n) for n in PLACEHOLDER.findall(piece))
    ]
    return PLACEHOLDER.sub(lambda found: str(values[found[1]]), "\n\n".join(kept))


def load_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{file.name}: {error}") from error


def _rows(file: Path, key: str, kind: type[Made]) -> tuple[Made, ...]:
    return _make_all(load_toml(file).get(key, []), kind, file.name)


def _make_all(rows: Iterable[dict[str, Any]], kind: type[Made], file: str) -> tuple[Made, ...]:
    rows = list(rows)
    slugs = [row.get("slug", "") for row in rows]
    _check_once(file, slugs)
    for slug in slugs:
        require(bool(SLUG.fullmatch(slug)), file, f"slug {slug!r} is not lower-case ASCII words joined by '-'")
    return tuple(make(row, kind, file) for row in rows)


def make(row: dict[str, Any], kind: type[Made], file: str) -> Made:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise ContentError(f"{file}: {row.get('slug', '?')}: {error}") from error


def require(held: bool, piece: str, rule: str) -> None:
    if not held:
        raise ContentError(f"{piece}: {rule}")


def _check_once(file: str, names: list[str]) -> None:
    doubled = sorted({name for name in names if names.count(name) > 1})
    require(not doubled, file, f"stands more than once: {', '.join(doubled)}")


def check_picture(piece: str, key: str) -> None:
    require(key in PICTURES, piece, f"unknown picture {key!r}")


def _check_lead(piece: str, lead: str) -> None:
    require(0 < len(lead) <= LONGEST_LEAD, piece, f"its lead has {len(lead)} characters, not 1 to {LONGEST_LEAD}")


def _check_label(piece: Article | Lecture, heading: str) -> None:
    """Hold that what is invented says so in its heading and its first line, and nothing else does."""
    first_line = piece.body.strip().partition("\n")[0]
    labelled = LABEL in heading and LABEL in first_line
    require(labelled == piece.invented, piece.slug, f"invented={piece.invented}, but its label says otherwise")
