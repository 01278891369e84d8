"""What a comment looks like outside the house: its fields, their names in Chinese, their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from maps.crs import STORAGE_CRS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

OFFICE_TIME = ZoneInfo("Asia/Shanghai")

TIME_TEXT = "%Y-%m-%d %H:%M:%S"

# What XML cannot hold, and what would end a text inside GDAL: control characters, halves of
# surrogate pairs, the two non-characters.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment as it leaves the house: what everyone may read, and nothing else."""

    id: int
    proposal_code: str
    proposal_title: str
    consultation: str
    text: str
    author: str
    neighbourhood: str
    status: str
    sent_at: datetime
    published_at: datetime | None = None
    lon: float | None = None
    lat: float | None = None
    shape: BaseGeometry | None = None
    place_kind: str = ""
    answer_kind: str = ""
    answer_text: str = ""
    answer_office: str = ""
    answered_at: datetime | None = None

    @property
    def has_place(self) -> bool:
        return self.lon is not None and self.lat is not None


class Kind(Enum):
    """What a column holds."""

    NUMBER = "number"
    TEXT = "text"
    LONG_TEXT = "long text"
    TIME = "time"
    DEGREES = "degrees"
    PLACE = "place"


class Column(NamedTuple):
    """A field of ``CommentRow``, its name in Chinese, what it holds, and how wide it is shown."""

    field: str
    title: _StrPromise | str
    kind: Kind
    width: int


# The one place where the names of exported columns are settled.
COLUMNS = (
    Column("id", _("意见编号"), Kind.NUMBER, 10),
    Column("proposal_code", _("方案编号"), Kind.TEXT, 14),
    Column("proposal_title", _("方案"), Kind.TEXT, 24),
    Column("consultation", _("征询"), Kind.TEXT, 24),
    Column("text", _("意见"), Kind.LONG_TEXT, 60),
    Column("author", _("署名"), Kind.TEXT, 14),
    Column("neighbourhood", _("居民区"), Kind.TEXT, 12),
    Column("status", _("状态"), Kind.TEXT, 10),
    Column("sent_at", _("提交时间"), Kind.TIME, 18),
    Column("published_at", _("公开时间"), Kind.TIME, 18),
    Column("lon", _("经度"), Kind.DEGREES, 16),
    Column("lat", _("纬度"), Kind.DEGREES, 16),
    Column("place_kind", _("位置类型"), Kind.PLACE, 10),
    Column("answer_kind", _("答复结论"), Kind.TEXT, 12),
    Column("answer_text", _("答复"), Kind.LONG_TEXT, 60),
    Column("answer_office", _("答复单位"), Kind.TEXT, 20),
    Column("answered_at", _("答复时间"), Kind.TIME, 18),
)

PLACE_KINDS: dict[str, _StrPromise | str] = {
    "Point": _("点"),
    "MultiPoint": _("点"),
    "LineString": _("线"),
    "MultiLineString": _("线"),
    "Polygon": _("面"),
    "MultiPolygon": _("面"),
}

SHEET = _("意见")
ABOUT = _("说明")
ABOUT_TITLES = (_("项目"), _("内容"))


class Count(NamedTuple):
    """How many comments were written, and how many of them have a place."""

    rows: int
    placed: int


def values_of(rows: Iterable[CommentRow], column: Column) -> list[Any]:
    """Return one column: clean text, wall-clock time of the office, degrees to a centimetre; None where nothing is."""
    plain = _CELLS[column.kind]
    return [None if value is None or value == "" else plain(value) for value in map(attrgetter(column.field), rows)]


def header(column: Column) -> str:
    """Return a column's name, with the coordinate system or the time zone that its values are in."""
    if column.kind is Kind.DEGREES:
        return f"{column.title}（{STORAGE_CRS}）"
    if column.kind is Kind.TIME:
        return f"{column.title}" + _now("（北京时间）")
    return str(column.title)


def clean_text(text: str) -> str:
    """Return the text with Unix line ends and without what neither file format can hold."""
    if text.isprintable():  # most are, and this is quick
        return text
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def local_time(moment: datetime) -> datetime:
    """Return what the office's clock showed, to the second and without a zone; a moment without one is taken as is."""
    local = moment.astimezone(OFFICE_TIME) if moment.tzinfo else moment
    return local.replace(microsecond=0, tzinfo=None)


_CELLS: dict[Kind, Callable[[Any], Any]] = {
    Kind.NUMBER: int,
    Kind.TEXT: clean_text,
    Kind.LONG_TEXT: clean_text,
    Kind.PLACE: lambda value: str(PLACE_KINDS.get(value, value)),
    Kind.TIME: local_time,
    Kind.DEGREES: lambda value: round(value, 7),
}


def about(count: Count, exported_at: datetime) -> list[tuple[str, str]]:
    """Return what the reader of an export must know, as lines of two cells."""
    return [
        (_now("内容"), _now("居民对规划的意见（已公开）")),
        (_now("坐标系"), _now("%(crs)s（WGS 84 经纬度，单位为度，经度在前）") % {"crs": STORAGE_CRS}),
        (_now("导出时间"), local_time(exported_at).strftime(TIME_TEXT) + _now("（北京时间）")),
        (_now("意见条数"), str(count.rows)),
        (_now("其中有位置"), str(count.placed)),
        (_now("时间"), _now("均为北京时间（UTC+8）")),
        (_now("位置"), _now("示意图，非测绘成果。线和面以其上一点的坐标表示。")),
    ]
