"""Why data landed somewhere else on earth than it should: the usual mistakes, tried one by one.

The same numbers are read again in the other systems that data about Shanghai comes in. The
first reading that puts most of them where they belong is the likely cause; it is only ever
told to the person, never applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from django.utils.translation import gettext_lazy as _
from pyproj import CRS

from maps.crs import (
    ADVISED,
    METRIC_CRS,
    STORAGE_CRS,
    USUAL_IN_SHANGHAI,
    WEB_MERCATOR,
    ZONE_PREFIXED,
    crs_label,
    transform_points,
)
from maps.errors import Bounds

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Points = npt.NDArray[np.float64]

LOCAL_GRID_METRES = 100_000  # the city's own grid starts at 人民广场 and spans less than this each way
MOST = 0.6  # of the points must fall inside before a reading counts as likely


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause: a word for scripts and a sentence for people."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        advice = {"storage": STORAGE_CRS, "metric": METRIC_CRS, "advised": ADVISED}
        return str(SENTENCES[self.code]) % (advice | self.facts)


SENTENCES: dict[str, _StrPromise | str] = {
    "swapped_axes": _("多半是经度和纬度（或东坐标和北坐标）写反了。请按经度在前、东坐标在前重新导出。"),
    "degrees_declared_as_metres": _("坐标是经纬度，却声明成了 %(declared)s。请改用坐标系 %(crs)s。"),
    "metres_declared_as_degrees": _("坐标是以米为单位的投影坐标，却声明成了经纬度。请改用坐标系 %(crs)s。"),
    "zone_prefix": _("东坐标前面带着 40 带号。请改用坐标系 %(crs)s。"),
    "no_zone_prefix": _("东坐标前面没有 40 带号。请改用坐标系 %(crs)s。"),
    "web_mercator": _("坐标是网络地图用的墨卡托投影。请改用坐标系 %(crs)s。"),
    "other_crs": _("声明的坐标系不对，按 %(crs)s 读则落在规划周边。请核实后改用它。"),
    "stated_nowhere": _("按 %(crs)s 读则落在规划周边。请向数据提供方核实，并在导入时写明坐标系 %(crs)s。"),
    "local_grid": _(
        "坐标像是上海平面坐标系（地方坐标系，没有公开的转换参数）。请在有参数的软件里转为其中一种再导入：%(advised)s。"
    ),
    "gcj02": _("位置偏了约 500 米，像是 GCJ-02（高德、腾讯地图）坐标。请换用测绘成果或先转换为 %(storage)s。"),
    "bd09": _("位置偏了约 1 公里，像是 BD-09（百度地图）坐标。请换用测绘成果或先转换为 %(storage)s。"),
    "null_island": _("坐标是 0,0，多半是没有填坐标的记录。请删去或补上。"),
    "some_outside": _("其余要素在范围之内。请删去或裁剪范围之外的要素，再导入。"),
    "elsewhere": _("请确认导出的是这个规划的数据，坐标系也没有写错。"),
    "ask_provider": _("请向数据提供方问明坐标系，并在导入时写明，例如 %(metric)s。"),
}


def likely_cause(points: Points, *, declared: CRS | None, surroundings: Bounds, others_inside: bool = False) -> Cause:
    """Say why points are not where they should be.

    Parameters
    ----------
    points : array of n rows (easting, northing)
        One for each stray feature, in the numbers of the file.
    declared : CRS or None
        What the file or the person said; ``None`` when nobody did.
    surroundings : (west, south, east, north)
        Degrees in ``STORAGE_CRS``: where the data should have landed.
    others_inside : bool
        Whether other features of the same file lie inside; then the system is right.

    Returns
    -------
    Cause
        ``elsewhere`` (or ``ask_provider`` without a declared system) when nothing fits.

    Notes
    -----
    GCJ-02 data is some 500 m off and BD-09 data 1.2 km: it mostly lands *inside* the
    surroundings, where numbers alone cannot betray it.
    """
    finite = points[np.isfinite(points).all(axis=1)]
    if not len(finite):
        return Cause("elsewhere" if declared is not None else "ask_provider")
    if np.median(np.abs(finite)) == 0:
        return Cause("null_island")
    if others_inside:
        return Cause("some_outside")
    for cause, reading in _readings(finite, declared):
        if _mostly_inside(reading, surroundings):
            return cause
    if _looks_like_local_grid(finite):
        return Cause("local_grid")
    return Cause("elsewhere" if declared is not None else "ask_provider")


def _readings(points: Points, declared: CRS | None) -> Iterator[tuple[Cause, Points]]:
    """Yield each other way to read the numbers, with the positions it gives, likeliest first."""
    for crs in USUAL_IN_SHANGHAI:
        if _plausible(points, crs):
            yield _misdeclared(crs, declared), transform_points(points, source=crs)
    if declared is None or declared.is_geographic:
        yield Cause("gcj02"), gcj02_to_wgs84(points)
        yield Cause("bd09"), gcj02_to_wgs84(bd09_to_gcj02(points))
    swapped = points[:, ::-1]
    for crs in USUAL_IN_SHANGHAI:
        if _plausible(swapped, crs):
            yield Cause("swapped_axes", {"crs": crs}), transform_points(swapped, source=crs)


def _misdeclared(crs: str, declared: CRS | None) -> Cause:
    """Name the mistake of having declared one system and used another."""
    if declared is None:
        return Cause("stated_nowhere", {"crs": crs})
    facts: dict[str, object] = {"crs": crs, "declared": crs_label(declared)}
    if crs == STORAGE_CRS:
        return Cause("degrees_declared_as_metres", facts)
    if crs == WEB_MERCATOR:
        return Cause("web_mercator", facts)
    if declared.is_geographic:
        return Cause("metres_declared_as_degrees", facts)
    if crs == ZONE_PREFIXED:
        return Cause("zone_prefix", facts)
    if crs == METRIC_CRS and facts["declared"] == ZONE_PREFIXED:
        return Cause("no_zone_prefix", facts)
    return Cause("other_crs", facts)


def _plausible(points: Points, crs: str) -> bool:
    """Whether most numbers could be degrees at all (or, for a projection, could be metres)."""
    degrees = (np.abs(points[:, 0]) <= 180) & (np.abs(points[:, 1]) <= 90)
    share = float(degrees.mean())
    return share > MOST if crs == STORAGE_CRS else share < 1 - MOST


def _mostly_inside(points: Points, box: Bounds) -> bool:
    west, south, east, north = box
    lon, lat = points[:, 0], points[:, 1]
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return bool(inside.mean() >= MOST)


def _looks_like_local_grid(points: Points) -> bool:
    size = np.abs(points)
    return bool(np.median(size.max(axis=1)) > 180 and np.median(size) < LOCAL_GRID_METRES)


# ── the shifted systems of Chinese web maps ─────────────────────────────────────

_AXIS = 6_378_245.0  # Krasovsky 1940: what the shift was made on, whatever the data's own ellipsoid
_ECCENTRICITY = 0.006_693_421_622_965_943
_BD_TURN = np.pi * 3000.0 / 180.0


def wgs84_to_gcj02(points: Points) -> Points:
    """Return where a Chinese web map draws the points (lon, lat): some 500 m off, unevenly."""
    x, y = points[:, 0] - 105.0, points[:, 1] - 35.0
    waves = 20.0 * np.sin(6.0 * np.pi * x) + 20.0 * np.sin(2.0 * np.pi * x)
    root = np.sqrt(np.abs(x))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (waves + 20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (waves + 20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    lat = np.radians(points[:, 1])
    bend = 1.0 - _ECCENTRICITY * np.sin(lat) ** 2
    north_degrees = np.degrees(north * bend * np.sqrt(bend) / (_AXIS * (1.0 - _ECCENTRICITY)))
    east_degrees = np.degrees(east * np.sqrt(bend) / (_AXIS * np.cos(lat)))
    return points + np.column_stack((east_degrees, north_degrees))


def gcj02_to_wgs84(points: Points) -> Points:
    """Undo ``wgs84_to_gcj02`` to a millimetre; the formula has no closed inverse."""
    guess = points
    for _round in range(4):
        guess = guess - (wgs84_to_gcj02(guess) - points)
    return guess


def bd09_to_gcj02(points: Points) -> Points:
    """Return GCJ-02 positions of points in Baidu's system."""
    x, y = points[:, 0] - 0.0065, points[:, 1] - 0.006
    radius = np.hypot(x, y) - 0.00002 * np.sin(y * _BD_TURN)
    angle = np.arctan2(y, x) - 0.000003 * np.cos(x * _BD_TURN)
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))
