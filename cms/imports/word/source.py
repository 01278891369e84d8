"""Every word of a document as its XML has it: what the draft is held against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, tostring

from cms.imports.material import LeftOut, Reason
from cms.imports.word.opening import Package, local

#: Text that tracked changes took away, or moved from here to elsewhere.
_GONE = {"del", "moveFrom"}
_NO_TEXT = {"pPr", "tblPr", "trPr", "tcPr", "sectPr", "instrText", "delText", "delInstrText"}
_BREAKS = {"br", "cr", "tab"}
#: Stands where a sign stands that is no text here: a note's number, a symbol of a font, a box to tick.
OBJECT = "\ufffc"
_OBJECTS = {"footnoteReference", "endnoteReference", "sym", "fldChar"}
_OFF = {"0", "false", "off"}
#: What is meant as an exponent or an index where it is moved up or down by hand.
_FIGURES = re.compile(r"[0-9+−-]{1,3}")


@dataclass
class Source:
    """The paragraphs of body and notes, in the order of the file, and what is left out before anything is read."""

    paragraphs: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    #: Parts that had to be changed for mammoth: without hidden text, with what it passes over spelt out.
    cleaned: dict[str, bytes] = field(default_factory=dict)


def read_source(package: Package) -> Source:
    """Read all words of a package. Raises ``WordIsDamaged``."""
    found = Source()
    for name in (package.main, *package.named("footnotes", "endnotes")):
        root = package.tree(name)
        found.paragraphs += paragraphs_of(root)
        found.left_out += [LeftOut(Reason.DELETED, text) for text in _deleted(root)]
        hidden = _hide(root)
        found.left_out += [LeftOut(Reason.HIDDEN, text) for text in hidden]
        if _spell_out(root) or hidden:
            found.cleaned[name] = tostring(root, "utf-8")
    found.left_out += list(_beside(package))
    return found


def paragraphs_of(root: Element) -> list[str]:
    """Return the texts of all paragraphs that are not empty; one in a text box comes after the one it hangs on."""
    texts: list[str] = []
    _collect(root, [], texts)
    return [text for text in texts if text.replace(OBJECT, "").strip()]


def _collect(element: Element, words: list[str], texts: list[str]) -> None:
    """Put the words of ``element`` into ``words``, and whole paragraphs below it into ``texts``."""
    for child in element:
        name = local(child)
        if name in _GONE or name in _NO_TEXT or name == "rPr" or _is_hidden_run(child):
            continue
        if name == "t":
            words.append(child.text or "")
        elif name == "noBreakHyphen":
            words.append("\u2011")
        elif name in _BREAKS:
            words.append("\n")
        elif name in _OBJECTS or _is_tick_box(child):
            words.append(OBJECT)
        elif name == "p" and _is_word(child):
            inside: list[str] = []
            place = len(texts)
            _collect(child, inside, texts)
            texts.insert(place, "".join(inside))
        elif name == "AlternateContent":
            _collect(_one_of(child), words, texts)
        else:
            _collect(child, words, texts)


def _one_of(alternatives: Element) -> Element:
    """Return the alternative that mammoth reads: the last, or what there is."""
    fallback = next((child for child in alternatives if local(child) == "Fallback"), None)
    return fallback if fallback is not None else alternatives


def _is_tick_box(element: Element) -> bool:
    return local(element) == "sdt" and any(
        local(mark) == "checkbox" for properties in element if local(properties) == "sdtPr" for mark in properties
    )


def _is_word(element: Element) -> bool:
    return "wordprocessingml" in str(element.tag)


def _is_hidden_run(element: Element) -> bool:
    if local(element) != "r":
        return False
    marks = [mark for properties in element if local(properties) == "rPr" for mark in properties]
    return any(local(mark) == "vanish" and _value(mark) not in _OFF for mark in marks)


def _value(element: Element) -> str:
    return next((value for name, value in element.attrib.items() if name.endswith("}val")), "")


def _deleted(root: Element) -> Iterator[str]:
    """Yield what tracked changes took away, one text for each deletion."""
    for element in root.iter():
        if local(element) == "del":
            text = "".join(part.text or "" for part in element.iter() if local(part) in {"delText", "t"})
            if text.strip():
                yield text


def _hide(root: Element) -> list[str]:
    """Take hidden runs out of a tree; return their texts."""
    taken: list[str] = []
    for parent in list(root.iter()):
        for run in [child for child in parent if _is_hidden_run(child)]:
            text = "".join(part.text or "" for part in run if local(part) == "t")
            taken += [text] if text.strip() else []
            parent.remove(run)
    return taken


def _spell_out(root: Element) -> bool:
    """Write as mammoth reads it what it passes over: the text of simple fields, raised and lowered figures."""
    is_changed = False
    for parent in list(root.iter()):
        for child in list(parent):
            name = local(child)
            if name == "fldSimple":
                place = list(parent).index(child)
                parent[place : place + 1] = list(child)
                is_changed = True
            elif name == "r" and _FIGURES.fullmatch("".join(part.text or "" for part in child if local(part) == "t")):
                is_changed |= _align(child)
    return is_changed


def _align(run: Element) -> bool:
    """Make a superscript or subscript of figures that are only moved up or down."""
    for properties in (part for part in run if local(part) == "rPr"):
        moved = next((_value(mark) for mark in properties if local(mark) == "position"), "0")
        if re.fullmatch(r"-?[1-9]\d*", moved) and not any(local(mark) == "vertAlign" for mark in properties):
            namespace = properties.tag.partition("}")[0]
            mark = SubElement(properties, f"{namespace}}}vertAlign")
            mark.set(f"{namespace}}}val", "subscript" if moved.startswith("-") else "superscript")
            return True
    return False


def _beside(package: Package) -> Iterator[LeftOut]:
    """Yield what stands beside the body: headers, comments, charts, drawings, embedded files."""
    seen: set[str] = set()
    for name in package.named("header", "footer"):
        root = package.tree(name)
        for text in (text.replace(OBJECT, "") for text in paragraphs_of(root)):
            if text not in seen:
                seen.add(text)
                yield LeftOut(Reason.HEADER_FOOTER, text)
        if any(local(element) in {"blip", "imagedata"} for element in root.iter()):
            yield LeftOut(Reason.PICTURE_HEADER, name.rpartition("/")[2])
    for name in package.named("comments."):
        for text in paragraphs_of(package.tree(name)):
            yield LeftOut(Reason.COMMENT, text.replace(OBJECT, ""))
    for name in package.named("charts/chart", "diagrams/data"):
        words = [part.text or "" for part in package.tree(name).iter() if local(part) in {"t", "v"}]
        yield LeftOut(Reason.DRAWN, " ".join(filter(None, words)) or name.rpartition("/")[2])
    for name in package.names:
        if "/embeddings/" in name:
            yield LeftOut(Reason.EMBEDDED, name.rpartition("/")[2])
