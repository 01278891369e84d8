"""Bytes of a text file → text, or a named refusal that says what the file is and what to do with it."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections import Counter

from cms.imports.errors import (
    EmptyPage,
    PageHasControls,
    PageIsDocument,
    PageIsImage,
    PageIsPdf,
    PageIsUtf16,
    PageTooLarge,
    UnreadablePage,
)

# A page of a newspaper has 10 kB; a megabyte is more than a year of them, pasted together.
LARGEST_PAGE_BYTES = 1_000_000

MAGIC: tuple[tuple[bytes, type[UnreadablePage]], ...] = (
    (b"%PDF-", PageIsPdf),
    (b"PK\x03\x04", PageIsDocument),
    (b"PK\x05\x06", PageIsDocument),
    (b"\xd0\xcf\x11\xe0", PageIsDocument),
    (b"{\\rtf", PageIsDocument),
    (b"Rar!", PageIsDocument),
    (b"7z\xbc\xaf", PageIsDocument),
    (b"\x1f\x8b", PageIsDocument),
    (b"\x89PNG", PageIsImage),
    (b"\xff\xd8\xff", PageIsImage),
    (b"GIF8", PageIsImage),
    (b"II*\x00", PageIsImage),
    (b"MM\x00*", PageIsImage),
    (b"\xff\xfe", PageIsUtf16),
    (b"\xfe\xff", PageIsUtf16),
)

# Characters that take no room on paper: byte order marks, zero-width spaces, soft hyphens.
INVISIBLE = "\ufeff\u200b\u2060\u00ad"
WHITE = "".join(filter(str.isspace, map(chr, range(0x3001)))) + INVISIBLE
_WHITE_RUN = re.compile(f"[{re.escape(WHITE)}]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")

# Simplified Chinese is nearly all in GB 2312; another encoding misread as GBK is nearly all outside.
COMMON_SHARE = 0.7


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding ("UTF-8" or "GBK")."""
    if len(data) > LARGEST_PAGE_BYTES:
        raise PageTooLarge(f"{len(data)} bytes, at most {LARGEST_PAGE_BYTES}", size=len(data), limit=LARGEST_PAGE_BYTES)
    _refuse_other_files(data)
    text, encoding = _decode(data)
    control = _CONTROLS.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise PageHasControls(f"control character {control.group()!r} in line {line}", line=line)
    if not squeeze(text):
        raise EmptyPage(f"{len(data)} bytes of white space")
    return text, encoding


def squeeze(text: str) -> str:
    """Remove all white space, and what is as invisible: the form in which texts are compared."""
    return _WHITE_RUN.sub("", text)


def _refuse_other_files(data: bytes) -> None:
    head = data[:1024].lstrip()
    for magic, refusal in MAGIC:
        if head.startswith(magic):
            raise refusal(f"starts with {magic!r}")
    if b"\x00" not in data:
        return
    for encoding in ("utf-16-le", "utf-16-be"):
        with contextlib.suppress(UnicodeDecodeError):
            if _plausible(data.decode(encoding)):
                raise PageIsUtf16(f"zero bytes, and Chinese when read as {encoding}")
    line = data.count(b"\n", 0, data.index(b"\x00")) + 1
    raise PageHasControls(f"zero byte in line {line}", line=line)


def _decode(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        bad_utf8 = error.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        # The encoding that fails later is the likelier one, and its bad byte the one to look at.
        bad = max(bad_utf8, error.start)
        raise _unreadable(data, bad) from None
    if not _plausible(text):
        raise _unreadable(data, bad_utf8)
    return text, "GBK"


def _unreadable(data: bytes, position: int) -> UnreadablePage:
    line = data.count(b"\n", 0, position) + 1
    return UnreadablePage(f"neither UTF-8 nor GBK: byte {position} in line {line}", line=line)


def _plausible(text: str) -> bool:
    """Tell Chinese from bytes that merely happen to be valid GBK."""
    wide = Counter(char for char in text if char > "\x7f")
    common = sum(count for char, count in wide.items() if _is_common(char))
    return common >= COMMON_SHARE * wide.total()


def _is_common(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        # Dashes, dots and other punctuation that GBK added are no sign of a misreading.
        return unicodedata.category(char)[0] in "PSZ"
    return True
