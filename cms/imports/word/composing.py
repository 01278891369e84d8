"""mammoth's HTML → blocks: rich text with few tags, tables as grids, pictures where they stand, notes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from cms.imports.blocks import Block, Figure, Heading, RichText, Table
from cms.imports.doubts import Doubt, DoubtKind, doubt
from cms.imports.material import LeftOut, Reason
from cms.imports.word.cells import cells_of, is_frame, lines_of, text_of
from cms.imports.word.reading import NOTES

LONGEST_SUBHEAD = 80
LONGEST_CAPTION = 200
_LISTS = {"ul", "ol"}
_KEPT = {"strong": "b", "em": "i", "b": "b", "i": "i", "sup": "sup", "sub": "sub"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)


@dataclass
class Composed:
    """The blocks of a document. ``title`` is empty where no style says which paragraph it is."""

    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def compose(html: str) -> Composed:
    desk = _Desk()
    notes: list[Element] = []
    for element in fromstring(f"<div>{html}</div>"):
        if any((item.get("id") or "").startswith(NOTES) for item in element if element.tag == "ol"):
            notes = list(element)
        else:
            desk.place(element)
    desk.place_notes(notes)
    desk.close()
    return desk.composed


class _Desk:
    """What is known half-way down a document."""

    def __init__(self) -> None:
        self.composed = Composed()
        self._rich: list[str] = []

    def place(self, element: Element) -> None:
        styles = (element.get("class") or "").split()
        if element.tag == "table":
            self._place_table(element)
        elif "contents" in styles:
            self.composed.left_out.append(LeftOut(Reason.CONTENTS, text_of(element)))
        elif element.tag in _HEADINGS:
            self._place_heading(element, is_title="title" in styles)
        elif element.tag in _LISTS:
            self._rich.append(self._list(element))
        elif not ("caption" in styles and self._caption(text_of(element))):
            text = self._inline(element).strip()
            self._rich += [f"<p>{text}</p>"] if text else []
        if element.tag != "table":
            self._place_pictures(element)

    def close(self) -> None:
        if self._rich:
            self.composed.blocks.append(RichText("".join(self._rich)))
            self._rich = []

    def place_notes(self, notes: list[Element]) -> None:
        """Put foot- and endnotes under a heading of their own, numbered as the text refers to them."""
        if not notes:
            return
        self.close()
        self.composed.blocks.append(Heading(_("注释"), 0))
        for number, note in enumerate(notes, 1):
            text = "<br/>".join(self._inline(part).strip() for part in note)
            self._rich.append(f"<p>[{number}] {text}</p>")
            self._place_pictures(note)

    def _place_heading(self, element: Element, *, is_title: bool) -> None:
        text = " ".join(text_of(element).split("\n")).strip()
        opens = not self.composed.blocks and not self._rich and not self.composed.title
        if not text:
            return
        if opens and (is_title or element.tag == "h1"):
            self.composed.title = text
        elif len(text) > LONGEST_SUBHEAD:
            self._rich.append(f"<p><b>{escape(text)}</b></p>")
            self._doubt(DoubtKind.LONG_HEADING, text)
        else:
            self.close()
            self.composed.blocks.append(Heading(text, 0))

    def _place_table(self, element: Element) -> None:
        if is_frame(element):
            for part in next(element.iter("td")):
                self.place(part)
            return
        self.close()
        table, flattened = cells_of(element)
        self.composed.blocks.append(table)
        for kind in flattened:
            self._doubt(kind, table.text)
        if not table.has_header:
            self._doubt(DoubtKind.NO_TABLE_HEADER, table.text)
        for link in element.iter("a"):
            if self._address(link):
                self.composed.left_out.append(LeftOut(Reason.LINK, f"{text_of(link)} {link.get('href')}"))
        self._place_pictures(element)

    def _place_pictures(self, element: Element) -> None:
        pictures = [picture for picture in element.iter("img") if picture.get("src")]
        if pictures:
            self.close()
        for picture in pictures:
            alternative = " ".join((picture.get("alt") or "").split())
            self.composed.blocks.append(Figure(picture.get("src", ""), alternative))

    def _caption(self, text: str) -> bool:
        """Give a caption to the picture or table straight above it, if that has none and has room."""
        above = self.composed.blocks[-1] if self.composed.blocks and not self._rich else None
        if not isinstance(above, Figure | Table) or above.caption or len(text) > LONGEST_CAPTION:
            return False
        self.composed.blocks[-1] = replace(above, caption=" ".join(text.split()))
        return True

    def _list(self, element: Element) -> str:
        items = "".join(f"<li>{self._item(item)}</li>" for item in element)
        return f"<{element.tag}>{items}</{element.tag}>"

    def _item(self, item: Element) -> str:
        """Return an item's text, with the lists in it behind it."""
        parts = [self._list(part) if part.tag in _LISTS else self._one(part) for part in item]
        return escape(item.text or "") + "".join(parts)

    def _inline(self, element: Element) -> str:
        return escape(element.text or "") + "".join(self._one(part) for part in element)

    def _one(self, part: Element) -> str:
        """Return one element inside a line with the text behind it; what is not kept leaves its text."""
        tail = escape(part.tail or "")
        if part.tag == "br":
            return "<br/>" + tail
        if part.tag == "input":
            return ("☒" if part.get("checked") is not None else "☐") + tail
        if part.tag == "a" and (part.get("href") or "").startswith(f"#{NOTES}") and text_of(part) == "↑":
            return tail
        inner = self._inline(part)
        if part.tag == "a" and (address := self._address(part)):
            return f'<a href="{escape(address)}">{inner}</a>{tail}'
        if part.tag in _KEPT and inner.strip() and not any(True for _link in part.iter("a") if part.tag == "sup"):
            return f"<{_KEPT[part.tag]}>{inner}</{_KEPT[part.tag]}>{tail}"
        return inner + tail

    def _address(self, link: Element) -> str:
        """Return where a link leads; one inside the document leads nowhere, one that is unsafe is named."""
        href = (link.get("href") or "").strip()
        if _ADDRESS.fullmatch(href):
            return href
        if href and not href.startswith("#"):
            self.composed.left_out.append(LeftOut(Reason.LINK, f"{text_of(link)} {href}"))
        return ""

    def _doubt(self, kind: DoubtKind, about: str) -> None:
        self.composed.doubts.append(doubt(kind, 0, " ".join(about.split())))


def first_lines(blocks: list[Block]) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs with their numbers, as dates are looked for in them."""
    lines = [line for block in blocks if isinstance(block, RichText) for line in lines_of(block.text)]
    yield from enumerate(lines, 1)
