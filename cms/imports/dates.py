"""The day an article tells of: month and day as they stand in the text, the year from the issue."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cms.imports.doubts import Doubt, DoubtKind, doubt
from cms.imports.errors import InvalidIssue

_ISSUE = re.compile(r"(19\d\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])")
_DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*年\s*)?(?<!\d)(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
    r"(?P<span>\s*(?:[-–—―~～至到、和及]|——)\s*(?:\d{1,2}\s*月\s*)?\d{1,2}\s*日)?"
)
# What may stand before the date at the start of a report: its slug line, an opening bracket, "on".
_BEFORE = re.compile(r"(?:本[报刊]讯)?\s*(?:[（(【][^）)】]{0,20}[）)】])?\s*在?\s*")
_NOT_AN_EVENT = re.compile(r"\s*(?:起|前|以来|之前|以前|为止|止)")
# A month that many months before the issue may as well be the one that is to come.
_LONG_AGO = 9
# How far back over new year a date without a year may lie.
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


@dataclass(frozen=True, slots=True)
class _Mention:
    """A date in the text."""

    text: str
    year: int | None
    month: int
    day: int
    is_span: bool
    opens_paragraph: bool
    paragraph: int
    line: int


def event_date(paragraphs: Sequence[tuple[int, str]], issue: Issue) -> tuple[date | None, list[Doubt]]:
    """Find the event's date in the paragraphs (each with its line) of an article.

    Certain: a date that opens the first paragraph. Taken, with a doubt: one that opens a later paragraph
    and is the only one of the text; the first day of several. Everything else is left to the editor.
    """
    mentions = list(_mentions(paragraphs))
    if not mentions:
        return None, []
    first = mentions[0]
    if first.opens_paragraph and first.paragraph == 0:
        return _on_calendar(first, issue, [])
    days = {(mention.month, mention.day) for mention in mentions}
    if first.opens_paragraph and len(days) == 1 and not first.is_span:
        return _on_calendar(first, issue, [Doubt(DoubtKind.DATE_LATER, first.line, first.text)])
    return None, [Doubt(DoubtKind.DATE_UNSURE, first.line, _named(mentions))]


def _mentions(paragraphs: Sequence[tuple[int, str]]) -> Iterator[_Mention]:
    for place, (line, original) in enumerate(paragraphs):
        text = unicodedata.normalize("NFKC", original)
        before = _BEFORE.match(text)
        opening = before.end() if before else 0
        for match in _DAY.finditer(text):
            yield _Mention(
                text=match.group(),
                year=int(match["year"]) if match["year"] else None,
                month=int(match["month"]),
                day=int(match["day"]),
                is_span=bool(match["span"]),
                opens_paragraph=match.start() == opening and not _NOT_AN_EVENT.match(text, match.end()),
                paragraph=place,
                line=line,
            )


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
        # A year that is written down is right, but one far away is history, not this article's event.
        near = -12 <= issue.months_until(year=mention.year, month=mention.month) <= 2
        return (mention.year, True) if near else (None, False)
    ago = -issue.months_until(year=issue.year, month=mention.month)
    if ago >= 0:
        return issue.year, ago < _LONG_AGO
    # A later month is last year's, or still to come: in January, December is near and February nearer.
    if 12 + ago <= _LAST_YEAR_REACH:
        return issue.year - 1, False
    return None, False
