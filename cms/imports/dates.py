"""The day an article tells of: month and day as they stand in the text, the year from the issue."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from cms.imports.doubts import Doubt, DoubtKind, doubt
from cms.imports.errors import InvalidIssue

_ISSUE = re.compile(r"(19\d\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])")
_DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*年\s*)?(?<!\d)(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
    r"(?P<span>\s*(?:[-–—―~～至到、和及]|——)\s*(?:\d{1,2}\s*月\s*)?\d{1,2}\s*日)?"
)
# What may stand before the date at the start of a report: its slug line, an opening bracket, "on".
_BEFORE = re.compile(r"(?:本[报刊]讯)?\s*(?:[（(【][^）)】]{0,20}[）)】])?\s*在?\s*")
# What may stand between the date and the comma behind it: the day of the week, the time of day.
_TIME = re.compile(
    r"\s*(?:[（(]?(?:星期|周)[一二三四五六日天][）)]?)?\s*(?:当[天日])?"
    r"(?P<hour>(?:清晨|早上|早晨|上午|中午|下午|傍晚|晚上?|夜间|凌晨)?\s*(?:\d{1,2}\s*(?::\s*\d{2}|[时点](?:半|\s*\d{1,2}\s*分)?))?)"
    r"(?:的\w{0,6}(?:会|会议|活动|仪式|讲堂)[上中])?\s*"
)
_NOT_ON_THE_DAY = re.compile(r"起|前|后|以来|之前|之后|以前|以后|为止|止|截止|至|的")
_CLAUSE = re.compile(r"[^，,。；;：:！!？?]*")
# A clause that is about the day itself: a law's, a deadline, a birthday. Unless something takes place in it.
_ABOUT_THE_DAY = re.compile(
    r"^是|截止|截至|到期|期满|最后一[天日]|施行|实施|生效|出生|诞生|诞辰|生日|逝世|纪念日|周年$"
)
# The same, unless the time of day is told as well.
_PERHAPS_ABOUT_THE_DAY = re.compile(r"颁布|公布|印发|成立|创办|创建|建成|始建|落成")
_PURPOSE = re.compile(r"为|作为|围绕|结合|根据|按照")
_TAKES_PLACE = re.compile(r"(?:举行|召开|举办|开展|组织|启动|开幕|开讲|来到|走进|前往|参加)(?!的)")
# A month that many months before the issue may as well be the one that is to come.
_LONG_AGO = 9
# How many months over new year a date may lie.
_LAST_YEAR_REACH = 2


@dataclass(frozen=True, slots=True)
class Issue:
    """The month a paper appeared in."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Issue:
        """Read ``2021-01``; anything else is refused."""
        match = _ISSUE.fullmatch(text)
        if not match:
            raise InvalidIssue(f"issue {text!r} is not YYYY-MM", issue=text)
        return cls(int(match.group(1)), int(match.group(2)))

    def months_until(self, *, year: int, month: int) -> int:
        return (year - self.year) * 12 + month - self.month


class _Standing(Enum):
    """What the words around a date say of it."""

    EVENT = auto()  # it opens a paragraph as a report's day does: up to a comma, or with the time of day
    PERHAPS = auto()  # it opens a paragraph in which something takes place, but runs on without a comma
    MENTIONED = auto()


@dataclass(frozen=True, slots=True)
class _Mention:
    """A date in the text."""

    text: str
    year: int | None
    month: int
    day: int
    is_span: bool
    standing: _Standing
    paragraph: int
    line: int


def event_date(paragraphs: Sequence[tuple[int, str]], issue: Issue) -> tuple[date | None, list[Doubt]]:
    """Find the event's date in the paragraphs (each with its line) of an article.

    Certain: a date that opens the first paragraph up to a comma, or with the time of day, when the clause
    behind it is not about the day itself. Taken, with a doubt: one that opens the first paragraph without a comma;
    one that opens a later paragraph and is the only one of the text; the first day of several.
    Everything else is left to the editor.
    """
    mentions = list(_mentions(paragraphs))
    if not mentions:
        return None, []
    first = mentions[0]
    if first.paragraph == 0 and first.standing is _Standing.EVENT:
        return _on_calendar(first, issue, [])
    if first.paragraph == 0 and first.standing is _Standing.PERHAPS:
        return _on_calendar(first, issue, [Doubt(DoubtKind.DATE_LOOSE, first.line, first.text)])
    days = {(mention.month, mention.day) for mention in mentions}
    if first.standing is _Standing.EVENT and len(days) == 1 and not first.is_span:
        return _on_calendar(first, issue, [Doubt(DoubtKind.DATE_LATER, first.line, first.text)])
    return None, [Doubt(DoubtKind.DATE_UNSURE, first.line, _named(mentions))]


def _mentions(paragraphs: Sequence[tuple[int, str]]) -> Iterator[_Mention]:
    for place, (line, original) in enumerate(paragraphs):
        text = unicodedata.normalize("NFKC", original)
        before = _BEFORE.match(text)
        opening = before.end() if before else 0
        for match in _DAY.finditer(text):
            opens = match.start() == opening
            yield _Mention(
                text=match.group(),
                year=int(match["year"]) if match["year"] else None,
                month=int(match["month"]),
                day=int(match["day"]),
                is_span=bool(match["span"]),
                standing=_standing(text[match.end() :]) if opens else _Standing.MENTIONED,
                paragraph=place,
                line=line,
            )


def _standing(behind: str) -> _Standing:
    """Tell from the words behind a date that opens a paragraph whether something took place then."""
    time = _TIME.match(behind)
    hour, rest = (time["hour"], behind[time.end() :]) if time else ("", behind)
    if not rest or _NOT_ON_THE_DAY.match(rest):
        return _Standing.MENTIONED
    has_comma = rest[0] in ",，"
    clause = _CLAUSE.match(rest.lstrip(",， "))
    takes_place = bool(clause and _TAKES_PLACE.search(clause.group()))
    if clause and not takes_place and _is_about_the_day(clause.group(), with_hour=bool(hour)):
        return _Standing.MENTIONED
    if has_comma or hour:
        return _Standing.EVENT
    return _Standing.PERHAPS if takes_place else _Standing.MENTIONED


def _is_about_the_day(clause: str, *, with_hour: bool) -> bool:
    if _PURPOSE.match(clause):
        return False
    return bool(_ABOUT_THE_DAY.search(clause) or (not with_hour and _PERHAPS_ABOUT_THE_DAY.search(clause)))


def _named(mentions: Sequence[_Mention]) -> str:
    names = list(dict.fromkeys(mention.text for mention in mentions))
    return "、".join(names[:4]) + ("……" if len(names) > 4 else "")


def _on_calendar(mention: _Mention, issue: Issue, doubts: list[Doubt]) -> tuple[date | None, list[Doubt]]:
    year, sure = _year(mention, issue)
    if not sure:
        doubts = [*doubts, Doubt(DoubtKind.DATE_YEAR, mention.line, mention.text)]
    if mention.is_span:
        doubts = [*doubts, Doubt(DoubtKind.DATE_SPAN, mention.line, mention.text)]
    if year is None:
        return None, [Doubt(DoubtKind.DATE_UNSURE, mention.line, mention.text)]
    try:
        return date(year, mention.month, mention.day), doubts
    except ValueError:
        return None, [doubt(DoubtKind.DATE_IMPOSSIBLE, mention.line, mention.text)]


def _year(mention: _Mention, issue: Issue) -> tuple[int | None, bool]:
    """Return the year and whether it is certain; None when the issue does not tell it."""
    if mention.year is not None:
        # A year that is written down is right, but another than the issue's is history or a plan, unless months away.
        away = issue.months_until(year=mention.year, month=mention.month)
        near = mention.year == issue.year or abs(away) <= _LAST_YEAR_REACH
        return (mention.year, True) if near else (None, False)
    ago = -issue.months_until(year=issue.year, month=mention.month)
    if ago >= 0:
        return issue.year, ago < _LONG_AGO
    # A later month is last year's, or still to come: in January, December is near and February nearer.
    if 12 + ago <= _LAST_YEAR_REACH:
        return issue.year - 1, False
    return None, False
