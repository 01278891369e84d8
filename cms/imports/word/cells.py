"""A table of mammoth's HTML → a grid of texts: merged cells spelt out, what no cell can hold made lines."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cms.imports.blocks import Span, Table
from cms.imports.doubts import DoubtKind

_LINES = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6"}


def text_of(element: Element) -> str:
    """Return all text of an element, a line for each paragraph, item or break in it."""
    return "\n".join(lines_of("".join(_pieces(element))))


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def is_frame(table: Element) -> bool:
    """Tell a box around a text from a table: one cell."""
    return len(list(table.iter("td"))) == 1 and not list(table.iter("th"))


def cells_of(table: Element) -> tuple[Table, list[DoubtKind]]:
    """Return the table, and what of it was made plain lines."""
    rows = list(_own_rows(table))
    grid: dict[tuple[int, int], str] = {}
    spans: list[Span] = []
    for y, (_head, row) in enumerate(rows):
        x = 0
        for cell in (cell for cell in row if cell.tag in {"td", "th"}):
            while (y, x) in grid:
                x += 1
            high, wide = min(_count(cell, "rowspan"), len(rows) - y), _count(cell, "colspan")
            grid |= {(y + down, x + right): "" for down in range(high) for right in range(wide)}
            grid[y, x] = text_of(cell)
            spans += [Span(y, x, high, wide)] if high * wide > 1 else []
            x += wide
    width = max((x for _y, x in grid), default=0) + 1
    cells = tuple(tuple(grid.get((y, x), "") for x in range(width)) for y in range(len(rows)))
    return Table(cells, tuple(spans), has_header=bool(rows and rows[0][0])), list(_flattened(table))


def _own_rows(table: Element) -> Iterator[tuple[bool, Element]]:
    """Yield the rows that are not a nested table's, and whether each names the columns."""
    for part in table:
        if part.tag == "tr":
            yield False, part
        elif part.tag in {"thead", "tbody"}:
            yield from ((part.tag == "thead", row) for row in part if row.tag == "tr")


def _flattened(table: Element) -> Iterator[DoubtKind]:
    if any(inner is not table for inner in table.iter("table")):
        yield DoubtKind.NESTED_TABLE
    if next(table.iter("li"), None) is not None:
        yield DoubtKind.LIST_IN_CELL


def _count(cell: Element, name: str) -> int:
    """Return a span; Word itself has no table wider than 63 columns."""
    value = cell.get(name) or "1"
    return min(max(int(value), 1), 64) if value.isdigit() else 1


def _pieces(element: Element) -> Iterator[str]:
    if element.tag == "li":
        yield "\n· "
    elif element.tag == "tr":  # of a table in a cell
        yield "\n" + "\u3000".join(" ".join(text_of(cell).split("\n")) for cell in element) + "\n"
        return
    elif element.tag in _LINES or element.tag == "br":
        yield "\n"
    elif element.tag == "input":
        yield "☒" if element.get("checked") is not None else "☐"
    yield element.text or ""
    for part in element:
        yield from _pieces(part)
        yield part.tail or ""
    if element.tag in _LINES:
        yield "\n"
