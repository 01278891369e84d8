"""What can go wrong with shapes, coordinates and GIS files, each under a name of its own.

Every refusal says the same thing twice: ``str(error)`` is one English line for logs and
tests, ``error.for_people()`` a Chinese sentence that says what happened and what to do next.
``code`` is the machine's word for it, used in JSON answers and as the code of a ``ValidationError``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Bounds = tuple[float, float, float, float]


class GeoError(Exception):
    """The root of all refusals in ``maps``; its facts fill both sentences."""

    code: ClassVar[str] = "geo_error"
    english: ClassVar[str] = "geographic data was refused"
    sentence: ClassVar[_StrPromise | str] = _("地理数据有问题，请检查后再试。")

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.english % facts)

    def for_people(self) -> str:
        """Return the Chinese sentence; facts that are lazy texts are translated only now."""
        return str(self.sentence) % self.facts


# ── coordinate systems ──────────────────────────────────────────────────────────


class UnknownCrs(GeoError):
    code = "unknown_crs"
    english = "unknown coordinate system: %(given)r"
    sentence = _("认不出坐标系“%(given)s”。请写 EPSG 代码，例如 %(usual)s。")


class MissingCrs(GeoError):
    code = "missing_crs"
    english = "%(name)s states no coordinate system (%(missing)s)"
    sentence = _("“%(name)s”没有写明坐标系（%(missing)s）。%(cause)s")


class UnsupportedCrs(GeoError):
    code = "unsupported_crs"
    english = "coordinate system %(crs)r has no known place on the earth"
    sentence = _(
        "坐标系“%(crs)s”是地方或工程坐标系，没有公开的转换参数。请在原软件里转为其中一种后重新导出：%(usual)s。"
    )


class OutsideSurroundings(GeoError):
    code = "outside_surroundings"
    english = "data at %(bounds)s lies outside the surroundings %(surroundings)s (%(count)s of %(total)s features; %(cause_code)s)"
    sentence = _(
        "%(total)s 个要素中有 %(count)s 个落在规划周边范围之外（例如第 %(number)s 个，位置 %(bounds)s）。%(cause)s"
    )


# ── shapes and tiles ────────────────────────────────────────────────────────────


class InvalidShape(GeoError):
    """A shape that cannot be used; ``reason`` is a key of ``SHAPE_REASONS``."""

    code = "invalid_shape"

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        self.facts = {"reason": reason, "detail": detail}
        Exception.__init__(self, f"{reason}: {detail}" if detail else reason)

    def for_people(self) -> str:
        return str(SHAPE_REASONS.get(self.reason, SHAPE_REASONS["not_geojson"]))


SHAPE_REASONS: dict[str, _StrPromise | str] = {
    "not_geojson": _("图形数据读不出来，请重新画一次。"),
    "nesting": _("图形数据的坐标层次不对，请重新画一次。"),
    "not_a_number": _("图形里有不是数字的坐标，请重新画一次。"),
    "out_of_range": _("坐标超出了经纬度的范围。请确认经度在前、纬度在后，单位是度。"),
    "empty": _("图形是空的，请先在地图上点选或画出位置。"),
    "too_many_vertices": _("图形的顶点太多，请画得简单一些。"),
    "too_short": _("线太短或面只有一条线，请至少画出两个（线）或三个（面）不同的点。"),
    "not_closed": _("面的边界没有闭合，请回到起点结束绘制。"),
    "crosses_itself": _("面的边界自己相交了，请重新画，让边界不要交叉。"),
    "too_small": _("画得太小了。请放大地图，画长一些或者大一些；只是一个地方，可以标一个点。"),
    "too_long": _("这条线太长，最多 5 公里。请只画要说的那一段。"),
    "too_large": _("这片区域太大，最多 50 公顷。请只画要说的那一块。"),
    "kind_not_allowed": _("这里不能用这种图形，请换成允许的点、线或面。"),
    "tangled": _("图形的边界交叉太多，无法修复。请在制图软件里整理后再试。"),
}


class OutsidePlan(GeoError):
    code = "outside_plan"
    sentence = _("这个位置不在规划范围内，请重新点选。")

    def __init__(self, slug: str, bounds: Bounds) -> None:
        self.slug = slug
        self.bounds = bounds
        self.facts = {"slug": slug, "bounds": bounds}
        west, south, east, north = bounds
        where = f"({west:.6f}, {south:.6f})"
        if (west, south) != (east, north):
            where += f"–({east:.6f}, {north:.6f})"
        Exception.__init__(self, f"{where} lies outside plan {slug!r}")


class InvalidTile(GeoError):
    code = "invalid_tile"
    english = "no such tile: %(z)r/%(x)r/%(y)r"
    sentence = _("没有这一块地图，请刷新页面再试。")


# ── files that come in ──────────────────────────────────────────────────────────


class FileError(GeoError):
    """A file that cannot be taken in; every fact has at least the file's ``name``."""

    code = "file_error"
    english = "%(name)s was refused"
    sentence = _("文件“%(name)s”有问题，请检查后再试。")


class FileMissing(FileError):
    code = "file_missing"
    english = "no file at %(name)s"
    sentence = _("找不到文件“%(name)s”，请检查路径。这里只读本机上的普通文件，不读文件夹和网址。")


class EmptyFile(FileError):
    code = "empty_file"
    english = "%(name)s holds no bytes"
    sentence = _("文件“%(name)s”是空的，可能没有导出或传输完整。请重新导出。")


class FileTooLarge(FileError):
    code = "file_too_large"
    english = "%(name)s: %(size)s %(measure)s, limit %(limit)s"
    sentence = _("文件“%(name)s”太大（%(what)s：%(size)s，上限 %(limit)s）。请只导出规划周边的数据，或分成几个文件。")


class UnreadableFile(FileError):
    code = "unreadable_file"
    english = "%(name)s cannot be read: %(reason)s"
    sentence = _("文件“%(name)s”读不出来，可能已经损坏或没有传完。请在制图软件里打开确认后重新导出。")


class UnsupportedFormat(FileError):
    code = "unsupported_format"
    english = "%(name)s: files ending in %(ending)r are not supported"
    sentence = _("“%(name)s”是%(format)s，这里不能导入。%(advice)s")


class WrongContent(FileError):
    code = "wrong_content"
    english = "%(name)s is not %(expected)s: it begins with %(head)r"
    sentence = _("“%(name)s”的扩展名说它是 %(expected)s，内容却像%(found)s。请重新导出，不要只改扩展名。")


class UnsafeFile(FileError):
    code = "unsafe_file"
    english = "%(name)s is unsafe: %(reason)s"
    sentence = _("文件“%(name)s”里有不安全的内容（%(what)s），没有导入。请在制图软件里重新导出一份干净的文件。")


class NoShapefile(FileError):
    code = "no_shapefile"
    english = "%(name)s holds no shapefile, but: %(found)s"
    sentence = _(
        "压缩包“%(name)s”里没有 Shapefile（只有：%(found)s）。请把同名的 .shp、.shx、.dbf、.prj 一起压缩成 zip；其他格式请先解压再导入。"
    )


class MissingSidecar(FileError):
    code = "missing_sidecar"
    english = "%(name)s: %(layer)s lacks %(missing)s"
    sentence = _(
        "“%(name)s”里的 %(layer)s 缺少 %(missing)s。Shapefile 由几个同名文件组成，请把 .shp、.shx、.dbf、.prj 一起压缩。"
    )


class NoLayer(FileError):
    code = "no_layer"
    english = "%(name)s holds no layer with shapes"
    sentence = _("“%(name)s”里没有带图形的图层。请确认导出的是矢量图层，而不是表格或影像。")


class ChooseLayer(FileError):
    code = "choose_layer"
    english = "%(name)s holds %(count)s layers and none was chosen: %(layers)s"
    sentence = _("“%(name)s”里有 %(count)s 个图层：%(layers)s。请写明要导入哪一个。")


class LayerNotFound(FileError):
    code = "layer_not_found"
    english = "%(name)s has no layer %(layer)r, only: %(layers)s"
    sentence = _("“%(name)s”里没有图层“%(layer)s”，只有：%(layers)s。")


class NoFeatures(FileError):
    code = "no_features"
    english = "%(name)s, layer %(layer)s: no usable feature among %(total)s"
    sentence = _("“%(name)s”的图层 %(layer)s 里没有可用的图形（共 %(total)s 条记录）。%(why)s")


class TooManyFeatures(FileError):
    code = "too_many_features"
    english = "%(name)s holds more than %(limit)s features"
    sentence = _("“%(name)s”的要素超过 %(limit)s 个。请只导出规划周边的数据，或分成几个文件。")


class TooManyVertices(FileError):
    code = "too_many_vertices"
    english = "%(name)s: %(count)s vertices in %(where)s, limit %(limit)s"
    sentence = _("“%(name)s”的顶点太多（%(what)s：%(count)s 个，上限 %(limit)s 个）。请先在制图软件里简化图形。")


class TooManyColumns(FileError):
    code = "too_many_columns"
    english = "%(name)s: %(columns)s columns for %(features)s features"
    sentence = _("“%(name)s”的属性字段太多（%(columns)s 个）。请只保留需要的字段再导出。")


class BrokenShape(FileError):
    code = "broken_shape"
    english = "%(name)s: feature %(number)s cannot be repaired (%(reason)s)"
    sentence = _(
        "“%(name)s”第 %(number)s 个要素的图形交叉太多，无法自动修复。请在制图软件里用“修复几何”整理后重新导出。"
    )


# ── files that go out ───────────────────────────────────────────────────────────


class UnknownEnding(FileError):
    code = "unknown_ending"
    english = "%(name)s: no writer for this ending, only %(endings)s"
    sentence = _("不知道怎样写“%(name)s”。文件名请以 %(endings)s 结尾。")


class FolderMissing(FileError):
    code = "folder_missing"
    english = "no folder %(folder)s for %(name)s"
    sentence = _("文件夹“%(folder)s”不存在，请先建好文件夹再导出。")


class CannotWrite(FileError):
    code = "cannot_write"
    english = "%(name)s cannot be written: %(reason)s"
    sentence = _("“%(name)s”写不进去，原有文件没有变动。请检查磁盘空间、权限，以及文件是否正在别的软件里打开。")


class TooManyRows(GeoError):
    code = "too_many_rows"
    english = "more than %(limit)s rows do not fit a worksheet"
    sentence = _("意见超过 %(limit)s 条，一张工作表放不下。请改用 .gpkg 导出。")
