"""What a page's lines have in common: the column's width, indents, the usual gap; and page headers, set aside."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cms.imports.lines import Line

# A line that could not have taken another word reaches the column's edge, but for punctuation and Latin words.
RAGGED = 2.5
# A comma or full stop may hang over it.
OVERHANG = 1.0
_WIDEST_COLUMN = 45.0
_NARROWEST_COLUMN = 8.0
_FEWEST_LINES = 6

_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})"
_DAY = r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?"
_ISSUE = rf"总?第{_NUMBER}期"
_SHEET = rf"第[A-Z]?{_NUMBER}版|[A-Z]?\d{{1,2}}版|第{_NUMBER}页|共{_NUMBER}[页版]"
_TOKENS = (
    ("sheet", re.compile(rf"(?:{_DAY})?(?:星期\w)?(?:{_ISSUE})?(?:{_SHEET})+")),
    ("issue", re.compile(rf"(?:{_ISSUE})+")),
    ("day", re.compile(rf"(?:{_DAY})(?:星期\w)?(?:{_ISSUE})?|星期\w")),
    ("number", re.compile(r"[-–—]*\d{1,3}[-–—]*")),
    ("dash", re.compile(r"[-–—]+")),
    ("name", re.compile(r"[^\W\d_]{2,12}")),
)
# White space that an extraction puts around digits: "2021 年 1 月".
_LOOSE = re.compile(r"(?<=\d)\s+(?=[年月日版页期])|(?<=[第年月共])\s+(?=\d)")
_STAFF_POST = r"(?:责任编辑|责编|美术编辑|美编|版式|版面|组版|校对|视觉|值班编辑|本[版期](?:编辑|主编))"
_STAFF = re.compile(
    rf"(?:本[版期])?(?:{_STAFF_POST}(?:\s*[:/|丨]\s*|\s+)\w{{2,4}}(?:[\s、]+|$))+"
    r"(?:(?:电话|热线|邮箱|投稿)\s*[:：]?\s*\S+\s*)*"
)
_MARGIN_LIMIT = 40.0


@dataclass(frozen=True, slots=True)
class Margin:
    """A line that belongs to the paper and to no article: a page header, a page number, the page's editors."""

    line: int
    text: str
    is_certain: bool = True  # not so for a bare number or day at the edge of a sheet


@dataclass(frozen=True, slots=True)
class Layout:
    """The habits of one page."""

    column: float | None  # width of a column, when each line of print is a line of the file
    indents: bool  # whether paragraphs are indented
    usual_gap: int  # blank lines between two lines of text

    def fills_column(self, line: Line) -> bool:
        """Whether the line reaches the column's edge, and no further: a headline may run over several columns."""
        return self.column is not None and self.column - RAGGED <= line.width <= self.column + OVERHANG

    def is_apart(self, line: Line) -> bool:
        """Whether more space than usual stands before the line."""
        return line.blank_before > self.usual_gap or line.after_page_break


def measure(lines: Sequence[Line]) -> Layout:
    """Find the habits of a page."""
    gaps = sorted(line.blank_before for line in lines[1:])
    indented = sum(line.is_indented for line in lines)
    return Layout(
        column=_column(sorted(line.width for line in lines)),
        indents=indented >= max(2, 0.08 * len(lines)),
        usual_gap=gaps[len(gaps) // 2] if gaps else 0,
    )


def _column(widths: Sequence[float]) -> float | None:
    """Most lines of a column are full; a page with a line per paragraph has lines of every length."""
    if len(widths) < _FEWEST_LINES:
        return None
    column = widths[int(0.85 * len(widths))]
    full = sum(column - RAGGED <= width <= column + OVERHANG for width in widths)
    if _NARROWEST_COLUMN <= column <= _WIDEST_COLUMN and full >= 0.4 * len(widths):
        return column
    return None


def set_margins_aside(lines: Sequence[Line]) -> tuple[list[Line], tuple[Margin, ...]]:
    """Part the lines of articles from those of the paper around them."""
    body: list[Line] = []
    margins: list[Margin] = []
    blanks, page_break = 0, False
    for place, line in enumerate(lines):
        at_top = not body or line.after_page_break or page_break
        # A day at the foot of a sheet is the day of who signs there.
        at_edge = at_top or (_ends_sheet(lines, place) and not line.is_signing_day)
        if is_margin(line, at_edge=at_edge):
            margins.append(Margin(line.number, line.text, is_certain=is_margin(line, at_edge=False)))
            blanks, page_break = blanks + line.blank_before, page_break or line.after_page_break
            continue
        body.append(_with_space(line, blanks, page_break))
        blanks, page_break = 0, False
    return body, tuple(margins)


def _ends_sheet(lines: Sequence[Line], place: int) -> bool:
    return place + 1 == len(lines) or lines[place + 1].after_page_break


def _with_space(line: Line, blanks: int, page_break: bool) -> Line:
    if not blanks and not page_break:
        return line
    return Line(
        line.number, line.text, max(blanks, line.blank_before), line.indent, page_break or line.after_page_break
    )


def is_margin(line: Line, *, at_edge: bool) -> bool:
    """Tell whether a line is all of page number, date, issue, editors, and perhaps the paper's name.

    At the edge of a sheet a date or a bare number is enough; elsewhere it may be the article's own.
    """
    if line.width > _MARGIN_LIMIT:
        return False
    text = _LOOSE.sub("", unicodedata.normalize("NFKC", line.text))
    if _STAFF.fullmatch(text):
        return True
    kinds = Counter(_kind(token) for token in re.split(r"[\s|丨·/,，]+", text) if token)
    if kinds["other"] or kinds["name"] > 2:
        return False
    if kinds["sheet"] or (kinds["issue"] and kinds["day"]):
        return True
    return at_edge and not kinds["name"] and bool(kinds["day"] or kinds["number"])


def _kind(token: str) -> str:
    return next((kind for kind, pattern in _TOKENS if pattern.fullmatch(token)), "other")
