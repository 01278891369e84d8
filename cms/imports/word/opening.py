"""Bytes → a package that is safe to read: a whole docx, of bearable size, without entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import cached_property
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from cms.imports.word.errors import (
    WordIsDamaged,
    WordIsEmpty,
    WordIsLocked,
    WordIsOld,
    WordIsSomethingElse,
    WordIsTooLarge,
)

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
#: Unpacked, all together. A package says so itself, and zipfile reads no byte more than it says.
LARGEST_UNPACKED = 150 * MEGABYTE
#: All text parts together: mammoth needs some sixty times that in memory.
LARGEST_XML = 6 * MEGABYTE
MOST_PARTS = 2000
#: A cell of a table has one, too. mammoth reads some 1,500 in a second.
MOST_PARAGRAPHS = 5000
#: How deep elements may stand in each other: a table in a table in a text box needs forty.
DEEPEST = 200

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, KeyError)


class Package:
    """The parts of a docx. Raises ``WordRefused`` in one of its kinds, also when a part is read."""

    def __init__(self, data: bytes) -> None:
        _refuse_other_files(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE as error:
            raise (WordIsDamaged if data.startswith(b"PK") else WordIsSomethingElse)(str(error)) from error
        self.names = sorted(self._zip.namelist())
        self._check_sizes()

    @cached_property
    def main(self) -> str:
        """The name of the document itself: mostly ``word/document.xml``."""
        return self._main_part()

    def check_text(self) -> None:
        """Refuse what mammoth, which parses by itself, would choke on: entities, abysses, too many paragraphs."""
        for name in self.names:
            if name.endswith((".xml", ".rels")) and not name.startswith("customXml/"):
                self.tree(name)
        if sum(local(element) == "p" for element in self.tree(self.main).iter()) > MOST_PARAGRAPHS:
            limit = _("%s 段") % MOST_PARAGRAPHS
            raise WordIsTooLarge(f"more than {MOST_PARAGRAPHS} paragraphs", what=_("段落和表格格子"), limit=limit)

    def read(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except _UNREADABLE as error:
            raise WordIsDamaged(f"{name}: {error}") from error

    def tree(self, name: str) -> Element:
        """Parse a part; entities, document types and abysses are refused."""
        depth = 0
        try:
            events = iterparse(io.BytesIO(self.read(name)), events=("start", "end"), forbid_dtd=True)
            for event, _element in events:
                depth += 1 if event == "start" else -1
                if depth > DEEPEST:
                    raise WordIsDamaged(f"{name}: elements stand more than {DEEPEST} deep")
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise WordIsDamaged(f"{name}: {error!r}") from error
        root: Element = events.root
        return root

    def replaced(self, parts: dict[str, bytes]) -> bytes:
        """Return the package with other contents in these parts."""
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as new:
            for name in self.names:
                new.writestr(name, parts[name] if name in parts else self.read(name))
        return written.getvalue()

    def named(self, *beginnings: str) -> list[str]:
        """Return the XML parts beside the main one whose names begin so, as ``header``."""
        folder = self.main.rpartition("/")[0]
        starts = tuple(f"{folder}/{beginning}".lstrip("/") for beginning in beginnings)
        return [name for name in self.names if name.startswith(starts) and name.endswith(".xml")]

    def _check_sizes(self) -> None:
        infos = self._zip.infolist()
        if any(info.flag_bits & 1 for info in infos):
            raise WordIsLocked("an encrypted member")
        xml = sum(info.file_size for info in infos if info.filename.endswith((".xml", ".rels")))
        for size, limit, what in (
            (sum(info.file_size for info in infos), LARGEST_UNPACKED, _("解开以后")),
            (xml, LARGEST_XML, _("文字部分")),
        ):
            if size > limit:
                raise WordIsTooLarge(f"{size} bytes, at most {limit}", what=what, limit=f"{limit // MEGABYTE} MB")
        if len(infos) > MOST_PARTS:
            raise WordIsTooLarge(f"{len(infos)} parts", what=_("里面的文件"), limit=_("%s 个") % MOST_PARTS)

    def _main_part(self) -> str:
        if "_rels/.rels" not in self.names or "[Content_Types].xml" not in self.names:
            raise WordIsSomethingElse("no relations")
        for relation in self.tree("_rels/.rels"):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in self.names:
                if local(self.tree(target)) != "document":
                    raise WordIsSomethingElse(f"{target} is no text document")
                return target
        raise WordIsSomethingElse("no main part")


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _refuse_other_files(data: bytes) -> None:
    if not data.strip():
        raise WordIsEmpty(f"{len(data)} bytes")
    if len(data) > LARGEST_FILE:
        limit = f"{LARGEST_FILE // MEGABYTE} MB"
        raise WordIsTooLarge(f"{len(data)} bytes", what=_("文件大小"), limit=limit)
    if data.startswith(_OLE):
        raise (WordIsLocked if _ENCRYPTED in data else WordIsOld)("an OLE file")
