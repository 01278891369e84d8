"""What an article's body is made of."""

from __future__ import annotations

from dataclasses import dataclass


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


Block = Heading | Paragraph
