"""Zipped shapefiles: looking into an archive that a stranger made, and taking out one layer.

Nothing is unpacked under a name from the archive: the parts of one shapefile are written, byte
by counted byte, under names of our own into a folder of our own.
"""

from __future__ import annotations

import errno
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NoReturn

from django.utils.translation import gettext_lazy as _

from maps.errors import FileTooLarge, MissingSidecar, NoShapefile, UnreadableFile, UnsafeFile
from maps.workbench.encoding import GBK, UTF8
from maps.workbench.limits import Limits

NEEDED = (".shp", ".shx", ".dbf")
TEXTS = (".prj", ".cpg")
MAX_TEXT_BYTES = 64 * 1024
SHP_MAGIC = 9994
END_RECORD_REACH = 22 + 0xFFFF  # the record at the end, and the longest comment behind it
ENTRY_BYTES = 1024  # in the directory, for one file; names of 1 KB are longer than any real one
FOREIGN_SYSTEM_FOLDER = "__MACOSX"

# What the standard library raises on bad archives; ValueError, too, when a name is not the UTF-8 it claims to be.
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class Shapefile:
    """One shapefile in an archive: its parts by ending, in lower case."""

    name: str
    parts: dict[str, zipfile.ZipInfo] = field(default_factory=dict)


@dataclass(frozen=True)
class Unpacked:
    """Where the needed parts of a shapefile now are, and what its text parts say."""

    shp: Path
    projection: str | None
    code_page: str | None


@contextmanager
def opened(path: Path, name: str, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open an archive; whatever can be wrong with a zip file becomes ``UnreadableFile``."""
    _check_directory(path, name, limits)
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except NotImplementedError as error:
        raise UnsafeFile(name=name, reason=str(error), what=_("少见的压缩方式，请用普通 zip 压缩")) from error
    except _BROKEN as error:
        raise UnreadableFile(name=name, reason=f"{type(error).__name__}: {error}") from error
    except OSError as error:
        # Bad offsets and bad bz2 data come as these two; all else is the disk's own trouble.
        if error.errno not in (None, errno.EINVAL):
            raise
        raise UnreadableFile(name=name, reason=str(error)) from error


def _check_directory(path: Path, name: str, limits: Limits) -> None:
    """Refuse an archive whose table of contents alone would fill the memory."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - END_RECORD_REACH))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise UnreadableFile(name=name, reason="no end of the zip directory: cut off?")
    if tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        # A ZIP64 record says the size elsewhere, and no file that small enough to be taken needs one.
        raise UnreadableFile(name=name, reason="a ZIP64 archive")
    (size,) = struct.unpack("<L", tail[at + 12 : at + 16])
    if size > limits.archive_entries * ENTRY_BYTES:
        limit = limits.archive_entries * ENTRY_BYTES
        raise FileTooLarge(name=name, measure="bytes of directory", what=_("压缩包目录"), size=size, limit=limit)


def shapefiles(archive: zipfile.ZipFile, name: str, limits: Limits) -> list[Shapefile]:
    """Return the shapefiles of an archive, at any depth, or refuse the archive.

    Raises
    ------
    FileTooLarge
        By what the archive declares: too many entries, or too many bytes when unpacked.
    UnsafeFile
        If an entry's name leads out of the folder it is unpacked in, or an entry is encrypted.
    NoShapefile
        If no entry ends in ``.shp``.
    """
    entries = archive.infolist()
    _check_sizes(entries, name, limits)
    found: dict[str, Shapefile] = {}
    others: list[str] = []
    for entry in entries:
        inner = PurePosixPath(_readable_name(entry).replace("\\", "/"))
        _check_entry(entry, inner, name)
        if entry.is_dir() or inner.parts[0] == FOREIGN_SYSTEM_FOLDER or inner.name.startswith("."):
            continue
        others.append(inner.name)
        stem = str(inner.with_suffix("")).casefold()
        found.setdefault(stem, Shapefile(inner.stem)).parts.setdefault(inner.suffix.lower(), entry)
    layers = [one for one in found.values() if ".shp" in one.parts]
    if not layers:
        raise NoShapefile(name=name, found="、".join(others[:5]) or "–")
    return layers


def unpack(archive: zipfile.ZipFile, layer: Shapefile, folder: Path, *, name: str, limits: Limits) -> Unpacked:
    """Write the needed parts of one shapefile into ``folder`` as ``layer.shp`` and so on."""
    missing = [ending for ending in NEEDED if ending not in layer.parts]
    if missing:
        raise MissingSidecar(name=name, layer=f"{layer.name}.shp", missing="、".join(missing))
    for ending in NEEDED:
        _copy(archive, layer.parts[ending], folder / f"layer{ending}", name=name, limits=limits)
    shp = folder / "layer.shp"
    _check_header(shp, name)
    projection, code_page = (_text(archive, layer.parts.get(ending)) for ending in TEXTS)
    return Unpacked(shp, projection, code_page)


def _check_sizes(entries: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if len(entries) > limits.archive_entries:
        raise FileTooLarge(
            name=name, measure="entries", what=_("文件数"), size=len(entries), limit=limits.archive_entries
        )
    size = sum(entry.file_size for entry in entries)
    if size > limits.unpacked_bytes:
        _refuse_size(size, name, limits)


def _refuse_size(size: int, name: str, limits: Limits) -> NoReturn:
    what = _("解压后的字节数")
    raise FileTooLarge(name=name, measure="bytes unpacked", what=what, size=size, limit=limits.unpacked_bytes)


def _check_entry(entry: zipfile.ZipInfo, inner: PurePosixPath, name: str) -> None:
    if not inner.parts or ".." in inner.parts or inner.is_absolute() or ":" in inner.parts[0]:
        raise UnsafeFile(name=name, reason=f"entry {str(inner)[:80]!r}", what=_("指向压缩包之外的路径"))
    if entry.flag_bits & 0x1:
        raise UnsafeFile(name=name, reason=f"encrypted entry {str(inner)[:80]!r}", what=_("加密的文件，请去掉密码"))


def _readable_name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; without the UTF-8 flag, zipfile took its bytes for those of a DOS of 1981."""
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.filename.encode("cp437", errors="replace")
    for encoding in (UTF8, GBK):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, *, name: str, limits: Limits) -> None:
    left = limits.unpacked_bytes
    with archive.open(entry) as source, target.open("xb") as sink:
        while chunk := source.read(1 << 20):
            left -= len(chunk)
            if left < 0:
                _refuse_size(limits.unpacked_bytes - left, name, limits)
            sink.write(chunk)


def _text(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | None) -> str | None:
    if entry is None:
        return None
    with archive.open(entry) as source:
        raw = source.read(MAX_TEXT_BYTES).lstrip(b"\xef\xbb\xbf")
    try:
        return raw.decode(UTF8).strip() or None
    except UnicodeDecodeError:
        return raw.decode(GBK, errors="replace").strip() or None


def _check_header(shp: Path, name: str) -> None:
    """Refuse a main file that is none, or that was cut off: its header states its own length."""
    with shp.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or struct.unpack(">i", header[:4])[0] != SHP_MAGIC:
        raise UnreadableFile(name=name, reason="no shapefile header")
    stated = struct.unpack(">i", header[24:28])[0] * 2
    if stated > shp.stat().st_size:
        raise UnreadableFile(name=name, reason=f"cut off: {shp.stat().st_size} of {stated} bytes")
