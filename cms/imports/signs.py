"""What the lines of a page have in common: series of subheads, columns' names, lists, and the words themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cms.imports.layout import Layout
from cms.imports.lines import Line

# Subheads of one series have no more than that many other runs of headline-like lines between them.
_SERIES_REACH = 4
_NUMBERED_REACH = 12
# A headline has no more lines than that.
LOOKED_AT = 4
# A character that is followed by another so often makes a word with it.
_BOUND = 0.3


@dataclass(frozen=True, slots=True)
class Signs:
    """What headline-like lines have in common with others of the page."""

    series: frozenset[Line]  # subheads that match in form
    repeated: frozenset[Line]  # the same words again and again: the name of a column
    listed: frozenset[Line]  # numbered or labelled lines straight under one another, and lines of names
    words: Words


class Words:
    """Pairs of characters that stand together on the page: what a break between two of them has cut in a word."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._pairs: Counter[str] = Counter()
        self._firsts: Counter[str] = Counter()
        for line in lines:
            self._pairs.update(map("".join, pairwise(line.text)))
            self._firsts.update(line.text)

    def bond(self, upper: str, lower: str) -> float:
        """Return how strongly the page's own words speak for reading on over a break."""
        pair = upper[-1] + lower[0]
        times = self._pairs[pair] if pair.isalpha() else 0
        if times < 2:
            return float(times)
        return 3.5 if times >= _BOUND * self._firsts[upper[-1]] else 2.0


def find_signs(lines: Iterable[Line], runs: Iterable[Sequence[Line]], layout: Layout) -> Signs:
    """Compare the headline-like lines of a page with each other, and note the words of all."""
    seen: dict[str, tuple[int, Line]] = {}
    series: set[Line] = set()
    listed: set[Line] = set()
    words: Counter[str] = Counter()
    everything: list[Line] = []
    place = 0
    for run in runs:
        everything += run
        words.update(line.text for line in run)
        listed.update(_listed(run))
        # In a narrow column most runs are only the first lines of paragraphs.
        place += not layout.fills_column(run[0])
        for line in run[:LOOKED_AT]:
            for shape in _shapes(line, layout):
                earlier, other = seen.get(shape, (place, line))
                near = place - earlier <= (_NUMBERED_REACH if line.is_numbered else _SERIES_REACH)
                if near and other.text != line.text and line not in listed:
                    series |= {line, other}
                seen[shape] = (place, line)
    repeated = frozenset(line for line in everything if words[line.text] > 1)
    return Signs(frozenset(series - listed), repeated, frozenset(listed), Words(lines))


def _shapes(line: Line, layout: Layout) -> tuple[str, ...]:
    # Every full line of a column has the same width: that is no sign.
    if layout.fills_column(line) and not line.is_numbered:
        return ()
    return line.shapes


def _listed(run: Sequence[Line]) -> set[Line]:
    found: set[Line] = set()
    for line, following in pairwise(run):
        if line.row_form and line.row_form == following.row_form:
            found |= {line, following}
    return found
