"""What an article's body is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import ClassVar

_TAG = re.compile(r"<[^>]*>")
_END_OF_LINE = re.compile(r"</(?:p|li)>|<br/>|<[uo]l>")


@dataclass(frozen=True, slots=True)
class Heading:
    """A subhead, as it stands in the file."""

    text: str
    line: int  # where it begins


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its broken lines joined."""

    text: str
    line: int
    is_credit: bool = False  # names who wrote or took what, and nothing else


@dataclass(frozen=True, slots=True)
class RichText:
    """Paragraphs and lists with bold, italics, raised and lowered characters and links; ``html`` has no other tags."""

    html: str
    line: ClassVar[int] = 0  # a document has none

    @property
    def text(self) -> str:
        """A paragraph or an item on each line."""
        lines = _TAG.sub("", _END_OF_LINE.sub("\n", self.html)).split("\n")
        return "\n".join(unescape(line) for line in lines if line)


@dataclass(frozen=True, slots=True)
class Span:
    """A cell that takes the room of others."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Table:
    """Cells row by row, each row as long as the others; what a merged cell covers is empty."""

    rows: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...] = ()
    has_header: bool = False  # whether the first row names the columns
    caption: str = ""
    line: ClassVar[int] = 0

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (self.caption, *(cell for row in self.rows for cell in row))))


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of the document: ``part`` names it there, ``alt`` is what its author wrote of it."""

    part: str
    alt: str = ""
    caption: str = ""
    line: ClassVar[int] = 0

    @property
    def text(self) -> str:
        return self.caption


Block = Heading | Paragraph | RichText | Table | Figure
