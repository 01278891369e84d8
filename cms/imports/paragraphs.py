"""Lines of text → paragraphs: what the columns of a PDF broke is joined again, and no character is added or lost."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cms.imports.doubts import Doubt, DoubtKind, doubt
from cms.imports.layout import Layout
from cms.imports.lines import (
    TAIL,
    Line,
    announces,
    asks_for_more,
    breaks_number,
    breaks_words,
    ends_sentence,
    is_signed,
)

_HYPHEN_END = re.compile(r"[A-Za-z]-$")


class OpenParagraph:
    """A paragraph that may still grow."""

    def __init__(self, line: Line, *, stands_alone: bool = False) -> None:
        self.first = self.last = line
        self.stands_alone = stands_alone or line.is_credit or line.is_caption
        self.doubts: list[Doubt] = []
        self._parts: list[str] = []
        self._quotes_open = 0
        self._tail = ""
        self._take(line.text)

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def announces(self) -> bool:
        return announces(self._tail)

    @property
    def is_signed(self) -> bool:
        """Whether a credit closes it, and with it the article."""
        return is_signed(self._tail)

    @property
    def is_closed(self) -> bool:
        """Whether it reads as complete."""
        return self.stands_alone or self.announces or ends_sentence(self._tail)

    def reads_on(self, line: Line, layout: Layout) -> float:
        """Return how strongly it asks to be continued by a short line, as evidence for ``read_run``."""
        if self.stands_alone or (layout.indents and line.is_indented):
            return 0.0
        over_edge = layout.fills_column(self.last) and not layout.is_apart(line)
        if self.is_closed:
            return 3.0 if over_edge else 0.0
        if over_edge or asks_for_more(self._tail) or self._quotes_open > 0:
            return 6.0
        # Places, telephone numbers and names end without a full stop more often than sentences do.
        return (
            2.0 if self.last.is_detail or self.last.is_list_item or re.search(r"[）)》\dA-Za-z]$", self._tail) else 4.0
        )

    def goes_on_in(self, line: Line, layout: Layout) -> bool:
        """Tell whether a line of text continues this paragraph; what is not sure is noted in ``doubts``."""
        if self.stands_alone or line.is_caption or line.is_aside:
            return False
        if line.is_credit:
            return line.is_signing_day and asks_for_more(self._tail)
        if line.starts_with_closing:
            return True
        if line.is_detail or (layout.indents and line.is_indented):
            return False
        if layout.fills_column(self.last) and not layout.is_apart(line):
            return self._runs_over_edge(line, layout)
        if line.is_row:
            return asks_for_more(self._tail)
        if self.announces:
            return self._goes_on_after_colon(line, layout)
        if not ends_sentence(self._tail):
            return True
        if self._closes_quotation(line):
            self.doubts.append(doubt(DoubtKind.PARAGRAPH_BREAK, line.number, line.text))
            return True
        return False

    def add(self, line: Line) -> None:
        """Join a line to the text."""
        between = ""
        if breaks_number(self._tail, line.text):
            self.doubts.append(doubt(DoubtKind.SPLIT_NUMBER, line.number, self._tail[-8:] + line.text[:8]))
        elif _HYPHEN_END.search(self._tail[-2:]):
            self.doubts.append(doubt(DoubtKind.HYPHEN, line.number, self._tail[-12:] + line.text[:12]))
        elif breaks_words(self._tail, line.text):
            between = " "
        self._take(between + line.text)
        self.last = line

    def final_doubts(self) -> Iterable[Doubt]:
        """Return what is not sure of the finished paragraph."""
        yield from self.doubts
        if not self.is_closed:
            yield doubt(DoubtKind.OPEN_END, self.first.number, self.first.text)

    def _take(self, text: str) -> None:
        self._parts.append(text)
        self._quotes_open += text.count("“") - text.count("”")
        self._tail = (self._tail + text)[-TAIL:]

    def _runs_over_edge(self, line: Line, layout: Layout) -> bool:
        if not ends_sentence(self._tail) or layout.indents or self._closes_quotation(line):
            return True
        # A full line that ends with its sentence: the paragraph may end with it, but only the last line of
        # a paragraph has room left.
        self.doubts.append(doubt(DoubtKind.PARAGRAPH_BREAK, line.number, line.text))
        return layout.column is not None and self.last.width > layout.column - 1

    def _goes_on_after_colon(self, line: Line, layout: Layout) -> bool:
        if line.is_list_item or line.is_numbered or line.starts_with_opening:
            return False
        if layout.indents and (layout.fills_column(line) or line.ends):
            return True
        self.doubts.append(doubt(DoubtKind.PARAGRAPH_BREAK, line.number, line.text))
        return False

    def _closes_quotation(self, line: Line) -> bool:
        """Tell whether the line closes a quotation of this paragraph; a new paragraph would open it anew."""
        closing = line.text.find("”")
        return self._quotes_open > 0 and closing >= 0 and "“" not in line.text[:closing]
