"""In which encoding Chinese text stands in a file that does not say, or says it wrongly.

Shapefiles from Chinese offices are GBK or UTF-8, with a .cpg that is missing or wrong, and with
names and values cut off in the middle of a character, where their column was full.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

UTF8 = "UTF-8"
GBK = "GB18030"  # what GBK and GB2312 are parts of; decodes all three

# Windows code page numbers and the other names under which a .cpg says the same.
_CPG_NAMES = {
    "936": GBK,
    "CP936": GBK,
    "ANSI 936": GBK,
    "OEM 936": GBK,
    "GBK": GBK,
    "GB2312": GBK,
    "GB18030": GBK,
    "EUC-CN": GBK,
    "65001": UTF8,
    "CP65001": UTF8,
    "UTF8": UTF8,
    "UTF-8": UTF8,
}
# Byte 29 of a .dbf, the "language driver"; 0x57 (ANSI) and 0 say nothing.
_LANGUAGE_DRIVERS = {0x4D: GBK, 0x7A: GBK}
_CODE_PAGE = re.compile(r"(?:ISO8859|CP\d|BIG5|EUC|SHIFT_JIS|KOI8|MAC|ASCII).*")
_WESTERN = ("ISO8859", "CP12", "CP437", "CP850", "CP865", "MAC", "ASCII")


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding to read with, and how it was come by."""

    name: str
    declared: str | None = None
    lossy: bool = False
    ascii_only: bool = False

    @property
    def contradicts_file(self) -> bool:
        return self.declared is not None and not self.ascii_only and canonical(self.declared) != self.name


def canonical(declared: str) -> str | None:
    """Return UTF8 or GBK for what a .cpg says, another code page's name, or None if it is none."""
    name = declared.strip().upper()
    if name in _CPG_NAMES:
        return _CPG_NAMES[name]
    try:
        found = codecs.lookup(f"cp{name}" if name.isdecimal() else name).name.upper()
    except (LookupError, ValueError):
        return None
    # Python knows many more, among them some that are no text at all.
    return found if _CODE_PAGE.fullmatch(found) else None


def declared_by_dbf(header: bytes) -> str | None:
    return _LANGUAGE_DRIVERS.get(header[29]) if len(header) > 29 else None


def decode(raw: bytes, encoding: str) -> str:
    """Decode a value; a character that its column cut off at the end is dropped."""
    return codecs.getincrementaldecoder(encoding)(errors="ignore").decode(raw, final=False)


def detect(values: Iterable[bytes], declared: str | None = None) -> Encoding:
    """Choose the encoding in which the values read as Chinese.

    Text that reads as Han characters in UTF-8 is UTF-8, whatever was declared: GBK hardly ever
    does so by accident. Then the declaration counts, unless it names a Western code page, which
    reads anything and which software writes unasked. Then, of UTF-8 and GBK, the one without
    errors; of two, the one with more Han characters (GBK's ``一`` is a Cyrillic letter in UTF-8).
    """
    found = [value for value in set(values) if not value.isascii()]
    stated = canonical(declared) if declared else None
    if not found:
        return Encoding(stated or UTF8, declared, ascii_only=True)
    good = {name: _share_of_han(found, name) for name in (UTF8, GBK) if _readable(found, name)}
    if good.get(UTF8, 0.0) >= 0.5:
        return Encoding(UTF8, declared)
    if stated and not stated.startswith(_WESTERN) and _readable(found, stated):
        return Encoding(stated, declared)
    if good:
        return Encoding(max(good, key=lambda name: good[name]), declared)
    if stated and _readable(found, stated):
        return Encoding(stated, declared)
    fewest = min((UTF8, GBK), key=lambda name: sum(not _readable([value], name) for value in found))
    return Encoding(fewest, declared, lossy=True)


def _readable(values: list[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)
    try:
        for value in values:
            decoder().decode(value, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _share_of_han(values: list[bytes], encoding: str) -> float:
    letters = [char for value in values for char in decode(value, encoding) if char > "\x7f"]
    return sum(map(_is_chinese, letters)) / max(1, len(letters))


def _is_chinese(char: str) -> bool:
    # Unified ideographs, CJK punctuation, full-width forms; not the rare extensions, into
    # which text read in the wrong encoding falls.
    return "\u4e00" <= char <= "\u9fa5" or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef"
