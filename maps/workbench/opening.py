"""From a path that somebody named to a private copy that GDAL may open, and nothing else.

GDAL chooses its driver by content: a text file named ``plan.json`` can be a recipe that makes it
read other files or the network. So the content is checked against the name first, the copy has a
name of ours, and GeoJSON is opened by the one driver that reads it.
"""

from __future__ import annotations

import codecs
import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from maps.errors import (
    ChooseLayer,
    EmptyFile,
    FileMissing,
    FileTooLarge,
    LayerNotFound,
    NoLayer,
    UnreadableFile,
    UnsupportedFormat,
    WrongContent,
)
from maps.workbench import archive, geopackage
from maps.workbench.encoding import GBK, UTF8, declared_by_dbf
from maps.workbench.limits import Limits
from maps.workbench.notes import NoteBook, NoteKind

SUPPORTED = {".gpkg": "GeoPackage", ".geojson": "GeoJSON", ".json": "GeoJSON", ".zip": "Shapefile"}

_SAVE_AS = _("请在制图软件里另存为 GeoPackage（.gpkg）再导入。")
_ZIP_PARTS = _("请把同名的 .shp、.shx、.dbf、.prj 一起压缩成 zip 再导入。")
_REPACK = _("请解压后重新压缩成 zip 再导入。")
_TO_LAYER = _("请先在制图软件里把它转成点、线、面图层，另存为 GeoPackage（.gpkg）再导入。")

NOT_SUPPORTED = {
    ".shp": (_("Shapefile 的一部分"), _ZIP_PARTS),
    ".shx": (_("Shapefile 的一部分"), _ZIP_PARTS),
    ".dbf": (_("Shapefile 的一部分"), _ZIP_PARTS),
    ".prj": (_("Shapefile 的一部分"), _ZIP_PARTS),
    ".rar": (_("RAR 压缩包"), _REPACK),
    ".7z": (_("7z 压缩包"), _REPACK),
    ".tar": (_("TAR 压缩包"), _REPACK),
    ".gz": (_("GZIP 压缩包"), _REPACK),
    ".dwg": (_("AutoCAD 图纸"), _TO_LAYER),
    ".dxf": (_("AutoCAD 交换图纸"), _TO_LAYER),
    ".dgn": (_("MicroStation 图纸"), _TO_LAYER),
    ".kml": (_("KML 文件"), _SAVE_AS),
    ".kmz": (_("KMZ 文件"), _SAVE_AS),
    ".mif": (_("MapInfo 文件"), _SAVE_AS),
    ".mid": (_("MapInfo 文件"), _SAVE_AS),
    ".tab": (_("MapInfo 文件"), _SAVE_AS),
    ".gml": (_("GML 文件"), _SAVE_AS),
    ".gpx": (_("GPX 轨迹"), _SAVE_AS),
    ".gdb": (_("Esri 文件地理数据库"), _SAVE_AS),
    ".mdb": (_("Esri 个人地理数据库"), _SAVE_AS),
    ".sqlite": (_("SQLite 数据库"), _SAVE_AS),
    ".csv": (_("表格"), _TO_LAYER),
    ".xls": (_("表格"), _TO_LAYER),
    ".xlsx": (_("表格"), _TO_LAYER),
    ".tif": (_("影像"), _TO_LAYER),
    ".tiff": (_("影像"), _TO_LAYER),
    ".jpg": (_("图片"), _TO_LAYER),
    ".png": (_("图片"), _TO_LAYER),
    ".pdf": (_("PDF 文件"), _TO_LAYER),
}

# What a file begins with, longest first where one beginning is part of another.
_BEGINNINGS = (
    (b"SQLite format 3\x00", _("SQLite 数据库")),
    (b"PK\x03\x04", _("zip 压缩包")),
    (b"PK\x05\x06", _("空的 zip 压缩包")),
    (b"Rar!", _("RAR 压缩包")),
    (b"7z\xbc\xaf", _("7z 压缩包")),
    (b"\x1f\x8b", _("GZIP 压缩包")),
    (b"AC10", _("AutoCAD 图纸")),
    (b"%PDF", _("PDF 文件")),
    (b"\x89PNG", _("图片")),
    (b"\xff\xd8\xff", _("图片")),
    (b"II*\x00", _("影像")),
    (b"\x00\x00\x27\x0a", _("没有压缩的 Shapefile")),
    (b"<", _("网页或 XML 文件")),
    (b"{", _("JSON 文本")),
)
_EXPECTED_BEGINNINGS = {"GeoPackage": (b"SQLite format 3\x00",), "Shapefile": (b"PK\x03\x04", b"PK\x05\x06")}
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class PrivateCopy:
    """The bytes that were named, in a folder of ours."""

    path: Path
    name: str
    format: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Source:
    """What GDAL is given to open, and what was learnt on the way there."""

    datasource: str
    layer: str
    gdal_layer: str | None
    layers: tuple[str, ...]
    projection: str | None = None
    code_page: str | None = None
    encoding: str = UTF8

    @property
    def is_shapefile(self) -> bool:
        return self.datasource.endswith(".shp")


def copy_privately(path: Path, folder: Path, limits: Limits) -> PrivateCopy:
    """Copy an ordinary local file of a supported format, and hash what was copied.

    Raises
    ------
    FileMissing, EmptyFile, FileTooLarge, UnsupportedFormat, WrongContent
        Before anything but the first bytes is looked at.
    """
    name = path.name
    _refuse_other_formats(path)
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise FileMissing(name=str(path)) from error
    if not stat.S_ISREG(status.st_mode):
        raise FileMissing(name=str(path))
    file_format = SUPPORTED[path.suffix.lower()]
    copy = folder / f"source{path.suffix.lower()}"
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, copy.open("xb") as sink:
        while chunk := source.read(1 << 20):
            size += len(chunk)
            if size > limits.file_bytes:
                raise FileTooLarge(
                    name=name,
                    measure="bytes",
                    what=_("字节数"),
                    size=max(size, status.st_size),
                    limit=limits.file_bytes,
                )
            digest.update(chunk)
            sink.write(chunk)
    if not size:
        raise EmptyFile(name=name)
    _refuse_other_content(copy, name, file_format)
    return PrivateCopy(copy, name, file_format, digest.hexdigest(), size)


def open_source(copy: PrivateCopy, *, layer: str | None, limits: Limits, notes: NoteBook) -> Source:
    """Find the one layer to read in the private copy."""
    if copy.format == "GeoPackage":
        return _geopackage(copy, layer, notes)
    if copy.format == "Shapefile":
        return _zipped_shapefile(copy, layer, limits)
    return _geojson(copy, layer, notes)


def _refuse_other_formats(path: Path) -> None:
    ending = path.suffix.lower()
    if path.name.lower().endswith(".gdb.zip"):
        ending = ".gdb"
    if ending in SUPPORTED and ending != ".gdb":
        return
    kind, advice = NOT_SUPPORTED.get(ending, (_("不认识的格式"), _SAVE_AS))
    raise UnsupportedFormat(name=path.name, ending=ending, format=kind, advice=advice)


def _refuse_other_content(copy: Path, name: str, expected: str) -> None:
    with copy.open("rb") as file:
        head = file.read(4096)
    if expected == "GeoJSON":
        fits = _text_head(head).startswith("{")
    else:
        fits = head.startswith(_EXPECTED_BEGINNINGS[expected])
    if not fits:
        found = next((kind for start, kind in _BEGINNINGS if head.lstrip().startswith(start)), _("别的东西"))
        raise WrongContent(name=name, expected=expected, found=found, head=head[:16])


def _text_head(head: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head.decode(encoding, errors="ignore").lstrip()
    return head.decode("ascii", errors="ignore").lstrip()


def _choose(layers: tuple[str, ...], wanted: str | None, name: str) -> int:
    """Return which layer to read; several without a choice are refused."""
    if not layers:
        raise NoLayer(name=name)
    if wanted is not None:
        if wanted not in layers:
            raise LayerNotFound(name=name, layer=wanted, layers="、".join(layers))
        return layers.index(wanted)
    if len(layers) > 1:
        raise ChooseLayer(name=name, count=len(layers), layers="、".join(layers))
    return 0


def _geopackage(copy: PrivateCopy, wanted: str | None, notes: NoteBook) -> Source:
    contents = geopackage.disarm(copy.path, copy.name)
    if contents.views:
        notes.add(NoteKind.LEFT_OUT, "views", layers="、".join(contents.views))
    layer = contents.layers[_choose(contents.layers, wanted, copy.name)]
    return Source(str(copy.path), layer, layer, contents.layers)


def _zipped_shapefile(copy: PrivateCopy, wanted: str | None, limits: Limits) -> Source:
    with archive.opened(copy.path, copy.name, limits) as opened:
        found = archive.shapefiles(opened, copy.name, limits)
        layers = tuple(one.name for one in found)
        chosen = found[_choose(layers, wanted, copy.name)]
        unpacked = archive.unpack(opened, chosen, copy.path.parent, name=copy.name, limits=limits)
    with unpacked.shp.with_suffix(".dbf").open("rb") as table:
        code_page = unpacked.code_page or declared_by_dbf(table.read(32))
    return Source(str(unpacked.shp), chosen.name, None, layers, unpacked.projection, code_page)


def _geojson(copy: PrivateCopy, wanted: str | None, notes: NoteBook) -> Source:
    layers = (Path(copy.name).stem,)
    _choose(layers, wanted, copy.name)
    encoding = _to_utf8(copy)
    if encoding != UTF8:
        notes.add(NoteKind.REPAIRED, "recoded", encoding=encoding)
    # The prefix keeps every other driver away, among them GDALG, which runs what it reads.
    return Source(f"GeoJSON:{copy.path}", layers[0], None, layers, encoding=encoding)


def _to_utf8(copy: PrivateCopy) -> str:
    """Rewrite the private copy of a JSON text in UTF-8 if it is not; return what it was in."""
    raw = copy.path.read_bytes()
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if raw.startswith(mark)]
    for encoding in marked or [UTF8, GBK]:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != UTF8:
            copy.path.write_text(text, encoding="utf-8")
        return UTF8 if encoding == "utf-8-sig" else encoding.upper()
    raise UnreadableFile(name=copy.name, reason="neither UTF-8 nor GBK nor marked UTF-16")
