"""Comments as a workbook for Excel and WPS, in which no text can become a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import copy
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import WorkbookAlreadySaved

from maps.errors import TooManyRows
from maps.workbench.comment_table import (
    ABOUT,
    ABOUT_TITLES,
    COLUMNS,
    SHEET,
    CommentRow,
    Count,
    Kind,
    about,
    header,
    values_of,
)

MAX_ROWS = 1_048_576 - 1  # of a worksheet, without the header
MAX_CELL = 32_767  # characters
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n")
FORMATS = {Kind.TIME: "yyyy-mm-dd hh:mm", Kind.DEGREES: "0.000000"}
ROWS_AT_ONCE = 1_000


def write_workbook(rows: Iterable[CommentRow], path: Path, exported_at: datetime) -> Count:
    """Write a new workbook of two sheets: the comments, and what one must know to read them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(SHEET))
    sheet.freeze_panes = "A2"
    for index, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    try:
        count = _fill(sheet, rows)
        _write_about(book, count, exported_at)
        book.save(path)
    except BaseException:
        _discard(sheet)
        raise
    return count


def _fill(sheet: Any, rows: Iterable[CommentRow]) -> Count:
    styles = _Styles(sheet)
    sheet.append([styles.title(header(column)) for column in COLUMNS])
    written, placed = 0, 0
    for batch in _batches(rows):
        written, placed = written + len(batch), placed + sum(row.has_place for row in batch)
        if written > MAX_ROWS:
            raise TooManyRows(limit=MAX_ROWS)
        cells = [[styles.value(value, c.kind) for value in values_of(batch, c)] for c in COLUMNS]
        for row in zip(*cells, strict=True):
            sheet.append(row)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{written + 1}"
    return Count(written, placed)


def _discard(sheet: Any) -> None:
    """Close a half-written sheet and remove openpyxl's own temporary file, before somebody else stumbles on it."""
    with suppress(WorkbookAlreadySaved):
        sheet.close()
        sheet._writer.cleanup()


class _Styles:
    """Cells of the few looks there are; a look is registered with the workbook once, not for each cell."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.looks: dict[tuple[Kind, bool], Any] = {}

    def text(self, text: str, kind: Kind = Kind.TEXT) -> Any:
        """Return a cell that is text whatever it begins with, also after somebody edits it."""
        cell = self._cell(_fitted(text), kind, quoted=text.startswith(FORMULA_STARTS))
        cell.data_type = "s"
        return cell

    def value(self, value: Any, kind: Kind) -> Any:
        if value is None or value == "":
            return None
        return self.text(value, kind) if isinstance(value, str) else self._cell(value, kind, quoted=False)

    def title(self, text: str) -> Any:
        cell = self.text(text)
        cell.font = Font(bold=True)
        return cell

    def _cell(self, value: Any, kind: Kind, *, quoted: bool) -> Any:
        cell = WriteOnlyCell(self.sheet, value=value)
        if (kind, quoted) not in self.looks:
            cell.alignment = Alignment(vertical="top", wrap_text=kind is Kind.LONG_TEXT)
            cell.number_format = FORMATS.get(kind, "General")
            cell.quotePrefix = quoted
            self.looks[kind, quoted] = cell._style
        cell._style = copy(self.looks[kind, quoted])
        return cell


def _batches(rows: Iterable[CommentRow]) -> Iterator[list[CommentRow]]:
    source = iter(rows)
    while batch := list(islice(source, ROWS_AT_ONCE)):
        yield batch


def _fitted(text: str) -> str:
    if len(text) <= MAX_CELL:
        return text
    rest = _("…（超出单元格长度，全文见 .gpkg 导出）")
    return text[: MAX_CELL - len(rest)] + rest


def _write_about(book: Workbook, count: Count, exported_at: datetime) -> None:
    sheet = book.create_sheet(str(ABOUT))
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 70
    styles = _Styles(sheet)
    sheet.append([styles.title(str(title)) for title in ABOUT_TITLES])
    for line in about(count, exported_at):
        sheet.append([styles.text(cell, Kind.LONG_TEXT) for cell in line])
