"""What a text of unknown month and source says of both: nothing is guessed that it does not write out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from cms.imports.dates import Issue, event_date
from cms.imports.doubts import Doubt

_WHOLE_DAY = re.compile(r"((?:19|20|21)\d\d)\s*年\s*(1[0-2]|0?[1-9])\s*月\s*\d{1,2}\s*日")
_SOURCE = re.compile(r"[（(]?\s*(?:来源|文章来源|信息来源|稿件来源|供稿)\s*[:：|丨]\s*(.{1,60}?)\s*[）)]?\s*")


def day_told(paragraphs: Sequence[tuple[int, str]]) -> tuple[date | None, list[Doubt]]:
    """Find the event's date in numbered paragraphs, if they write out a year anywhere."""
    for _number, text in paragraphs:
        match = _WHOLE_DAY.search(text)
        if match:
            return event_date(paragraphs, Issue(int(match[1]), int(match[2])))
    return None, []


def source_told(lines: Iterable[str]) -> str:
    """Return what a line "来源：…" names, or nothing."""
    return next((match[1] for line in lines if (match := _SOURCE.fullmatch(line.strip()))), "")
