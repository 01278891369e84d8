"""One part of a file, as a player asks for it after a jump: RFC 9110, section 14. Several parts at once are not answered."""

import re
from collections.abc import Iterator, Mapping
from typing import IO

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_PIECE = 64 * 1024


class RangeNotSatisfiable(Exception):
    """The file is shorter than where the part would begin."""


def read_range(headers: Mapping[str, str], *, size: int, etag: str) -> range | None:
    """Return the bytes that are asked for, or None for the whole file.

    None, too, for what is no single range, and when the part of another version was asked for. Raises ``RangeNotSatisfiable``.
    """
    found = _RANGE.fullmatch(headers.get("Range", "").strip())
    if found is None or found.groups() == ("", "") or headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if not first:  # the last so many bytes
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= stop:
        raise RangeNotSatisfiable(f"{first}-{last} of {size}")
    return range(start, stop)


def piece_of(file: IO[bytes], asked: range) -> Iterator[bytes]:
    """Yield the asked bytes of a file piece by piece, and close it."""
    with file:
        file.seek(asked.start)
        left = len(asked)
        while left and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece
