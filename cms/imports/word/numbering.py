"""Whether Word itself writes numbers that stand in no text, and that our lists write otherwise or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from cms.imports.word.opening import Package, local

#: What the numbers of our lists look like too, or what is none.
_PLAIN = {"decimal", "bullet", "none", ""}
_HOLDS = {"t", "drawing", "pict"}
#: Each of Word's own styles of deeper lists is the first level of a list of its own.
_DEEPER = re.compile(r"list (?:bullet|number) ([2-5])")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how it counts, from where, and with which other lists."""

    form: str
    start: int
    counter: str  # lists of one kind count on from each other, unless one says that it begins anew
    begins_anew: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of its paragraphs: their list and level, whether they are headings, how deep ours stand."""

    number: str = ""
    depth: str = "0"
    is_heading: bool = False
    deeper: int = 0


@dataclass
class _Count:
    """Counts list paragraphs twice: as Word does, and as our lists will, which begin anew after any other text."""

    word: dict[tuple[str, int], int] = field(default_factory=dict)
    ours: dict[int, tuple[str, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def differs(self, number: str, depth: int, level: _Level) -> bool:
        """Count one paragraph; tell whether the two numbers differ."""
        key = (level.counter, depth)
        if level.begins_anew and (number, depth) not in self.begun:
            self.word.pop(key, None)
        self.begun.add((number, depth))
        self.word = {k: v for k, v in self.word.items() if k[0] != level.counter or k[1] <= depth}
        self.word[key] = self.word.get(key, level.start - 1) + 1
        form, before = self.ours.get(depth, ("", 0))
        self.ours = {k: v for k, v in self.ours.items() if k < depth}
        self.ours[depth] = (level.form, before + 1 if form == level.form else 1)
        return level.form == "decimal" and self.ours[depth][1] != self.word[key]


def automatic_numbers(package: Package) -> bool:
    """Tell whether a paragraph has a number that a list of ours writes otherwise, or a heading any."""
    levels = {key: level for name in package.named("numbering") for key, level in _levels(package.tree(name))}
    if not levels:
        return False
    styles = {key: style for name in package.named("styles") for key, style in _styles(package.tree(name))}
    count = _Count()
    for paragraph in package.tree(package.main).iter():
        if local(paragraph) != "p":
            continue
        style, number, depth, is_heading = _told(paragraph)
        inherited = styles.get(style, _Style())
        number, depth = number or inherited.number, depth or inherited.depth
        level = levels.get((number, depth))
        if level is None or level.form == "none":
            if any(local(part) in _HOLDS for part in paragraph.iter()):
                count.ours.clear()
            continue
        if level.form not in _PLAIN or (level.form == "decimal" and (is_heading or inherited.is_heading)):
            return True
        if count.differs(number, _whole(depth) + inherited.deeper, level):
            return True
    return False


def _levels(root: Element) -> Iterator[tuple[tuple[str, str], _Level]]:
    """Yield each level of each list, by the number of the list and of the level."""
    kinds = {
        _of(kind, "abstractNumId"): {_of(level, "ilvl"): level for level in kind if local(level) == "lvl"}
        for kind in root
        if local(kind) == "abstractNum"
    }
    for number in (part for part in root if local(part) == "num"):
        kind = _child(number, "abstractNumId")
        anew = {_of(part, "ilvl"): _child(part, "startOverride") for part in number if local(part) == "lvlOverride"}
        for depth, level in kinds.get(kind, {}).items():
            start = _whole(anew.get(depth) or _child(level, "start"), 1)
            yield (_of(number, "numId"), depth), _Level(_child(level, "numFmt"), start, kind, bool(anew.get(depth)))


def _whole(text: str, default: int = 0) -> int:
    return int(text) if text.isdecimal() else default


def _styles(root: Element) -> Iterator[tuple[str, _Style]]:
    for style in root:
        if local(style) == "style":
            _style, number, level, is_heading = _told(style)
            name = _child(style, "name").lower()
            deeper = _DEEPER.fullmatch(name)
            is_heading = is_heading or name.startswith("heading")
            yield _of(style, "styleId"), _Style(number, level or "0", is_heading, int(deeper[1]) - 1 if deeper else 0)


def _told(element: Element) -> tuple[str, str, str, bool]:
    """Return the style, list and level that a paragraph or a style names itself, and whether it is in the outline."""
    for properties in element:
        if local(properties) == "pPr":
            number = next((part for part in properties if local(part) == "numPr"), None)
            outlined = any(local(part) == "outlineLvl" and _of(part, "val") != "9" for part in properties)
            if number is None:
                return _child(properties, "pStyle"), "", "", outlined
            return _child(properties, "pStyle"), _child(number, "numId"), _child(number, "ilvl"), outlined
    return "", "", "", False


def _child(element: Element, name: str) -> str:
    return next((_of(part, "val") for part in element if local(part) == name), "")


def _of(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}" + name)), "")
