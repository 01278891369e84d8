"""Shapes without Django and without a database: GeoJSON in longitude and latitude, by shapely.

Shapes are in ``STORAGE_CRS`` unless a name says otherwise. What people draw is refused when it
is wrong (``shape_from_geojson``); what files bring is repaired and the repair told (``repair``).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from maps.crs import METRIC_CRS, STORAGE_CRS, transform
from maps.errors import InvalidShape
from maps.geojson import shape_from_geojson, to_geojson

__all__ = [
    "Envelope",
    "LocalPlane",
    "Repair",
    "area_hectares",
    "areas_hectares",
    "covers",
    "crossings",
    "envelope",
    "length_metres",
    "repair",
    "representative_point",
    "segments",
    "shape_from_geojson",
    "simplify_for_overview",
    "svg_path",
    "to_geojson",
]

Shapes = npt.NDArray[np.object_]

METRES_PER_DEGREE = 111_195  # of latitude, on a sphere of 6371 km; only ever for tolerances and pictures
MAX_ATTEMPTS = 3  # where edges nearly coincide, GEOS can leave a fault that it mends in a second round
SAMPLED_SEGMENTS = 100
MAX_CROSSINGS = 20_000  # of one boundary with itself; more is a scribble that takes minutes to repair


class Envelope(NamedTuple):
    """The smallest box around a shape, in degrees."""

    west: float
    south: float
    east: float
    north: float


class LocalPlane:
    """Metres east and north of the middle of a box: what is straight in degrees stays straight.

    For cutting, snapping and tolerances. Distances are right to 0.5 % within 50 km of the middle;
    areas and lengths that people are told are taken in ``METRIC_CRS``.
    """

    def __init__(self, box: Envelope) -> None:
        lat = (box.south + box.north) / 2
        self.middle = np.array([(box.west + box.east) / 2, lat])
        self.scale = np.array([METRES_PER_DEGREE * max(0.01, math.cos(math.radians(lat))), METRES_PER_DEGREE])

    def metres(self, shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(shape, lambda xy: (xy - self.middle) * self.scale)

    def degrees(self, shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(shape, lambda xy: xy / self.scale + self.middle)


class Repair(NamedTuple):
    """A shape made usable, and whether anything had to be done; ``None`` when nothing was left."""

    shape: BaseGeometry | None
    changed: bool


# ── questions about a shape ─────────────────────────────────────────────────────


def envelope(shape: BaseGeometry) -> Envelope:
    """Return west, south, east, north; an empty shape has none and is refused."""
    if shape.is_empty:
        raise InvalidShape("empty", "the envelope of nothing")
    return Envelope(*shape.bounds)


def representative_point(shape: BaseGeometry) -> tuple[float, float]:
    """Return a (lon, lat) that lies on the shape and stands for it on a map.

    Inside a polygon (its centroid need not be), half way along the longest part of a line,
    one of the points of several.
    """
    if shape.is_empty:
        raise InvalidShape("empty", "a point on nothing")
    if shape.geom_type in ("LineString", "LinearRing", "MultiLineString"):
        longest = max(shapely.get_parts(shape), key=shapely.length)
        point = shapely.line_interpolate_point(longest, 0.5, normalized=True)
    else:
        point = shapely.point_on_surface(shape)
    return point.x, point.y


def covers(outline: BaseGeometry, shape: BaseGeometry) -> bool:
    """Whether no part of the shape lies outside; what lies on the boundary belongs to the plan."""
    shapely.prepare(outline)  # kept on the outline: many questions to one plan cost one index
    return bool(shapely.covers(outline, shape))


def area_hectares(shape: BaseGeometry) -> float:
    """Return the plane area in hectares; see ``areas_hectares``."""
    return float(areas_hectares(np.array([shape], dtype=object))[0])


def areas_hectares(shapes: Shapes) -> npt.NDArray[np.float64]:
    """Return the plane area of each shape in hectares.

    Parameters
    ----------
    shapes : array of n geometries
        In ``STORAGE_CRS``. Holes are subtracted. Not changed by the call.

    Returns
    -------
    n floats
        Area in ``METRIC_CRS`` (metres), divided by 10 000. Points, lines and empty shapes
        give ``0.0``.

    Notes
    -----
    One zone only: 1.4 degrees from its central meridian areas come out 0.05 % too large.
    """
    areas: npt.NDArray[np.float64] = shapely.area(transform(shapes, source=STORAGE_CRS, target=METRIC_CRS)) / 10_000
    return areas


def length_metres(shape: BaseGeometry) -> float:
    """Return the length of a line, or of the boundary of a polygon, in metres of ``METRIC_CRS``."""
    return float(transform(shape, source=STORAGE_CRS, target=METRIC_CRS).length)


# ── making a shape usable, smaller, visible ─────────────────────────────────────


def repair(shape: BaseGeometry) -> Repair:
    """Return a valid shape of the same dimension, and whether it had to be changed.

    Areas that overlap themselves become their union, a figure of eight its two halves. Parts
    that collapse to something of lower dimension go; when all do, the shape is ``None``.

    Raises
    ------
    InvalidShape
        ``tangled``, when the boundary crosses itself so often that repairing it could take
        minutes: a scribble of 2,000 random vertices takes 15 s, and 1 GB.
    """
    if shape.is_valid:
        return Repair(shape, changed=False)
    if crossings(shape) > MAX_CROSSINGS:
        raise InvalidShape("tangled", f"{shapely.get_num_coordinates(shape)} vertices")
    mended: BaseGeometry | None = shape
    for _attempt in range(MAX_ATTEMPTS):
        mended = shapely.make_valid(mended, method="structure", keep_collapsed=False)
        mended = _of_dimension(mended, shapely.get_dimensions(shape))
        if mended is None or mended.is_valid:
            return Repair(mended, changed=True)
    raise InvalidShape("tangled", shapely.is_valid_reason(mended))


def crossings(shape: BaseGeometry) -> int:
    """Estimate how often the boundary of an area crosses itself: the price of repairing it.

    Counted for small shapes; for large ones, what a sample of segments meets times all segments.
    Some 40,000 crossings cost a second.
    """
    if shapely.get_dimensions(shape) < 2:
        return 0
    pieces = np.concatenate([segments(ring) for ring in shapely.get_parts(shapely.boundary(shape))])
    sample = pieces[:: max(1, len(pieces) // SAMPLED_SEGMENTS)]
    met = len(shapely.STRtree(pieces).query(sample, predicate="intersects")[0])
    others = max(0.0, met / len(sample) - 3)  # each meets itself and its two neighbours
    return round(others * len(pieces) / 2)


def segments(line: BaseGeometry) -> Shapes:
    """Return the straight pieces of a line or ring, in its order."""
    xy = shapely.get_coordinates(line)
    pieces: Shapes = shapely.linestrings(np.stack((xy[:-1], xy[1:]), axis=1))
    return pieces


def _of_dimension(shape: BaseGeometry, dimension: int) -> BaseGeometry | None:
    """Return the parts of one dimension, as the simplest type that holds them."""
    parts = shapely.get_parts(shapely.get_parts(shape))  # twice: a collection may hold a multi-part shape
    kept = parts[(shapely.get_dimensions(parts) == dimension) & ~shapely.is_empty(parts)]
    if not len(kept):
        return None
    if len(kept) == 1:
        return kept[0]
    gather = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[dimension]
    return gather(kept)


def simplify_for_overview(shape: BaseGeometry, tolerance_metres: float) -> BaseGeometry:
    """Return the shape with fewer vertices, nowhere moved further than the tolerance.

    Topology is kept: a polygon stays valid and never vanishes.
    """
    squeeze = _squeeze(shape)
    even = affinity.scale(shape, xfact=squeeze, yfact=1.0, origin=(0, 0))
    less = shapely.simplify(even, tolerance_metres / METRES_PER_DEGREE, preserve_topology=True)
    return affinity.scale(less, xfact=1 / squeeze, yfact=1.0, origin=(0, 0))


def svg_path(shape: BaseGeometry, size: float = 48, padding: float = 4, frame: Envelope | None = None) -> str:
    """Return the ``d`` of an SVG path that shows the shape in a square, north up.

    Parameters
    ----------
    shape : BaseGeometry
        In degrees. Points become small circles.
    size, padding : float
        Side of the square and the room left free on each side, in user units.
    frame : Envelope, optional
        Fit this box instead of the shape's own, to draw several shapes in one picture.

    Returns
    -------
    str
        To one decimal; metres east and north have the same scale. Fill it with
        ``fill-rule="evenodd"``, so that holes are empty.
    """
    box = frame or envelope(shape)
    squeeze = math.cos(math.radians((box.south + box.north) / 2))
    extent = max((box.east - box.west) * squeeze, box.north - box.south)
    scale = (size - 2 * padding) / extent if extent else 0.0
    middle = np.array([(box.west + box.east) / 2, (box.south + box.north) / 2])

    def place(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return (xy - middle) * np.array([squeeze * scale, -scale]) + size / 2

    return "".join(
        _path_of(part, size / 16) for part in shapely.get_parts(shapely.get_parts(shapely.transform(shape, place)))
    )


def _path_of(part: BaseGeometry, radius: float) -> str:
    if part.geom_type == "Point":
        r, d = _number(radius), _number(2 * radius)
        return f"M{_number(part.x - radius)} {_number(part.y)}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0Z"
    if part.geom_type == "Polygon":
        return "".join(_stroke(ring, close=True) for ring in (part.exterior, *part.interiors))
    return _stroke(part, close=False)


def _stroke(line: BaseGeometry, *, close: bool) -> str:
    steps: list[str] = []
    for x, y in shapely.get_coordinates(line):
        step = f"{_number(x)} {_number(y)}"
        if not steps or steps[-1] != step:
            steps.append(step)
    if close and len(steps) > 1 and steps[0] == steps[-1]:
        steps.pop()
    return "M" + "L".join(steps) + ("Z" if close else "")


def _number(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"  # + 0.0: never "-0"


def _squeeze(shape: BaseGeometry) -> float:
    """Return how much shorter a degree of longitude is than one of latitude here."""
    box = envelope(shape)
    return max(0.01, math.cos(math.radians((box.south + box.north) / 2)))
