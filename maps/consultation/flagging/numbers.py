"""Numbers of people in a text: telephones and identity cards, also spaced out, full-width or in Chinese digits."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from maps.consultation.flagging.folding import Folded
from maps.consultation.flagging.spans import Span

_CHINESE = dict(zip("〇零○一幺二三四五六七八九壹贰叁肆伍陆柒捌玖", "0001123456789123456789", strict=True))
#: What may stand inside one number: all but what parts a list (、,), hours from minutes (:) and lines, and a per cent sign
#: that ends an amount.
_BETWEEN = re.compile(r"(?![%‰].)(?:[^\w\s,、;:!?]|[ \t_]){0,8}")
_LIST_MARKS = re.compile(r"[,，、;；]\s?")
_LONGEST = 18
_MOBILE = re.compile(r"(?:(?:00)?86|0)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:(?:00)?86)?0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}|(?:00)?86(?:10|2\d)[2-9]\d{7}")
_LOCAL = re.compile(r"[2-8]\d{7}")
_CUE = re.compile(r"电话|座机|固话|来电|致电|联系|拨打|打我|call|tel|手机")
_CUE_REACH = 10
_PROVINCES = range(11, 83)
_MONTHS = range(1, 13)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Group(NamedTuple):
    """Digits that stand together, from ``start`` up to ``end``."""

    digits: str
    start: int
    end: int


def find_numbers(plain: Folded) -> list[Span]:
    """Return where telephone and identity card numbers stand in a text that is ``canonical`` already."""
    return [
        plain.span(window[0].start, end)
        for run in _runs(plain.text)
        for window in _windows(run)
        if (end := _end_of_number(window, plain.text))
    ]


def _runs(text: str) -> Iterator[list[Group]]:
    """Yield groups of digits with nothing but separators between them."""
    run: list[Group] = []
    for group in _groups(text):
        if run and not _belongs(run[-1], group, text):
            yield run
            run = []
        run.append(group)
    if run:
        yield run


def _groups(text: str) -> Iterator[Group]:
    """Yield digits that stand together; 一 before a number may be a dash, so Chinese digits are groups of their own."""
    start, digits, kind = 0, "", ""
    for place, character in enumerate(text):
        digit, now = _digit(character)
        if now != kind and digits:
            yield Group(digits, start, place)
            digits = ""
        if now:
            start = start if digits else place
            digits += digit
        kind = now
    if digits:
        yield Group(digits, start, len(text))


def _digit(character: str) -> tuple[str, str]:
    if character in _CHINESE:
        return _CHINESE[character], "chinese"
    value = unicodedata.decimal(character, None)
    return ("", "") if value is None else (str(value), "figure")


def _belongs(before: Group, after: Group, text: str) -> bool:
    between = text[before.end : after.start]
    if _BETWEEN.fullmatch(between):
        return True
    # One digit at a time, even a list is a number in disguise: 1、3、8 …
    return len(before.digits) == len(after.digits) == 1 and bool(_LIST_MARKS.fullmatch(between))


def _windows(run: list[Group]) -> Iterator[list[Group]]:
    """Yield all neighbours that could be one number together."""
    for first in range(len(run)):
        length = 0
        for last in range(first, len(run)):
            length += len(run[last].digits)
            if length > _LONGEST:
                break
            yield run[first : last + 1]


def _end_of_number(window: list[Group], text: str) -> int:
    """Return where the number that the groups make ends, or 0 when they make none."""
    digits = "".join(group.digits for group in window)
    start, end = window[0].start, window[-1].end
    if len(digits) == 17 and (tail := re.match(r"[ .\-]?x(?![a-z0-9])", text[end:])):
        return end + tail.end() if _is_identity(f"{digits}x") else 0
    if len(digits) in (15, 18) and _is_identity(digits):
        return end
    if _is_date(window):
        return 0
    if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits):
        return end
    is_local = _LOCAL.fullmatch(digits) and _CUE.search(text[max(0, start - _CUE_REACH) : start])
    return end if is_local else 0


def _is_date(window: list[Group]) -> bool:
    """Whether it begins like a date or a span of years: 1998-05-12, 2010-2020."""
    if len(window) < 2 or not _is_year(window[0]):
        return False
    second = window[1].digits
    return _is_year(window[1]) or (len(second) <= 2 and int(second) in _MONTHS)


def _is_year(group: Group) -> bool:
    return len(group.digits) == 4 and group.digits[:2] in ("19", "20")


def _is_identity(number: str) -> bool:
    """Whether 15 or 18 characters are an identity card's: province, day of birth and, with 18, the check character."""
    if int(number[:2]) not in _PROVINCES:
        return False
    if len(number) == 15:
        return _is_day(f"19{number[6:12]}")
    checked = "10x98765432"[sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True)) % 11]
    return number[17] == checked and _is_day(number[6:14])


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return digits[:2] in ("18", "19", "20")
