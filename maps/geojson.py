"""GeoJSON in and out: what people draw becomes a shape here, or is refused with its reason.

Everything that a browser sends is checked one number at a time before shapely sees it; a shape
that comes out is in longitude and latitude, two-dimensional, not empty and valid.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from maps.errors import InvalidShape

Shapes = npt.NDArray[np.object_]

PLAIN_KINDS = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
DIGITS = 7  # of a degree: a centimetre
MAX_VERTICES = 50_000  # what an import may store; a form asks for far fewer

_COLLECTION_DEPTH = 3
# How deep the positions of a kind lie: a point is one, a line a list of them, …
_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def shape_from_geojson(
    value: object,
    *,
    kinds: Collection[str] = PLAIN_KINDS,
    max_vertices: int = MAX_VERTICES,
    must_be_valid: bool = True,
) -> BaseGeometry:
    """Return the shape that a GeoJSON value describes, or refuse it.

    Parameters
    ----------
    value : Mapping or str
        A GeoJSON geometry, or a Feature whose geometry is taken; or the JSON text of one.
        A third coordinate is dropped.
    kinds : collection of str
        The geometry types that may come. ``"GeometryCollection"`` only if it is named, and
        then its members must be of the other kinds.
    max_vertices : int
        How many positions the shape may have in all.
    must_be_valid : bool
        Whether an area that crosses itself is refused; else whoever asks repairs it.

    Returns
    -------
    BaseGeometry
        Two-dimensional, not empty, valid by the rules of simple features unless that was not asked for.

    Raises
    ------
    InvalidShape
        Its ``reason`` says which rule was broken, for example ``out_of_range``,
        ``not_closed`` or ``crosses_itself``.
    """
    found = _parse(value) if isinstance(value, str) else value
    if isinstance(found, Mapping) and found.get("type") == "Feature":
        found = found.get("geometry")
    shape = _Reader(frozenset(kinds), max_vertices).geometry(found)
    if shape.is_empty:
        raise InvalidShape("empty", shape.geom_type)
    if must_be_valid and not shape.is_valid:
        detail = shapely.is_valid_reason(shape)
        raise InvalidShape("too_short" if "few points" in detail else "crosses_itself", detail)
    return shape


def to_geojson(shape: BaseGeometry, digits: int = DIGITS) -> dict[str, Any]:
    """Return the shape as a GeoJSON geometry, its degrees rounded to ``digits`` places.

    Six places are 0.1 m and enough to show; the seven of storage are a centimetre.
    """
    (neat,) = rounded(np.array([shape], dtype=object), digits)
    return _lists(mapping(neat))


def rounded(shapes: Shapes, digits: int = DIGITS) -> Shapes:
    """Return the shapes with their coordinates rounded; what was valid stays valid.

    Rounding can make a thin polygon touch itself: it is then rebuilt on the grid, without what
    is thinner than that. A shape of which nothing would be left keeps its coordinates.
    """
    neat = _to_grid(shapes, digits)
    for i in np.flatnonzero(~shapely.is_valid(neat) & shapely.is_valid(shapes)):
        (rebuilt,) = _to_grid(np.array([shapely.set_precision(shapes[i], 10.0**-digits)], dtype=object), digits)
        neat[i] = rebuilt if rebuilt.is_valid and not rebuilt.is_empty else shapes[i]
    return neat


def _to_grid(shapes: Shapes, digits: int) -> Shapes:
    moved: Shapes = shapely.transform(shapes, lambda xy: np.round(xy, digits) + 0.0)  # + 0.0: no -0.0 in JSON
    return moved


def _parse(text: str) -> object:
    def refuse(word: str) -> None:
        raise InvalidShape("not_a_number", word)

    try:
        return json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise InvalidShape("not_geojson", str(error)[:80]) from error


def _lists(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Turn shapely's tuples into lists, so that a value equals itself after JSON."""
    if "geometries" in plain:
        return {"type": plain["type"], "geometries": [_lists(part) for part in plain["geometries"]]}
    return {"type": plain["type"], "coordinates": _as_lists(plain["coordinates"])}


def _as_lists(nested: Any) -> Any:
    return [_as_lists(part) for part in nested] if isinstance(nested, tuple | list) else nested


class _Reader:
    """Builds one shape, counting its positions as it goes."""

    def __init__(self, kinds: frozenset[str], max_vertices: int) -> None:
        self.kinds = kinds
        self.left = max_vertices

    def geometry(self, value: object, depth: int = 0) -> BaseGeometry:
        kind = value.get("type") if isinstance(value, Mapping) else None
        if not isinstance(value, Mapping) or not isinstance(kind, str):
            raise InvalidShape("not_geojson", f"{type(value).__name__} of type {kind!r}"[:80])
        if kind not in self.kinds:
            raise InvalidShape("kind_not_allowed", kind[:40])
        if kind == "GeometryCollection":
            return self.collection(value.get("geometries"), depth)
        if kind not in _DEPTHS:
            raise InvalidShape("kind_not_allowed", kind[:40])
        return _BUILDERS[kind](self.positions(value.get("coordinates"), _DEPTHS[kind]))

    def collection(self, members: object, depth: int) -> BaseGeometry:
        if not isinstance(members, Sequence) or isinstance(members, str) or depth >= _COLLECTION_DEPTH:
            raise InvalidShape("nesting", "members of a collection")
        return shapely.GeometryCollection([self.geometry(member, depth + 1) for member in members])

    def positions(self, nested: object, depth: int) -> Any:
        if not isinstance(nested, Sequence) or isinstance(nested, str):
            raise InvalidShape("nesting", f"{type(nested).__name__} where a list belongs")
        if depth:
            return [self.positions(part, depth - 1) for part in nested]
        self.left -= 1
        if self.left < 0:
            raise InvalidShape("too_many_vertices")
        return _position(nested)


def _position(value: Sequence[object]) -> tuple[float, float]:
    if not value:
        raise InvalidShape("empty", "a position without numbers")
    if len(value) not in (2, 3):
        raise InvalidShape("nesting", f"a position of {len(value)} numbers")
    for number in value:
        if isinstance(number, list | tuple | Mapping):
            raise InvalidShape("nesting", "a list where a number belongs")
        if isinstance(number, bool) or not isinstance(number, int | float) or not _is_finite(number):
            raise InvalidShape("not_a_number", repr(number)[:40])
    lon, lat = float(value[0]), float(value[1])  # type: ignore[arg-type]
    if abs(lon) > 180 or abs(lat) > 90:
        raise InvalidShape("out_of_range", f"({lon:.6f}, {lat:.6f})")
    return lon, lat


def _is_finite(number: float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:  # an integer of JSON can be larger than any float
        return False


def _line(positions: list[tuple[float, float]]) -> BaseGeometry:
    if not positions:
        raise InvalidShape("empty", "a line without positions")
    if len(set(positions)) < 2:
        raise InvalidShape("too_short", "a line needs two different positions")
    return shapely.LineString(positions)


def _polygon(rings: list[list[tuple[float, float]]]) -> BaseGeometry:
    if not rings:
        raise InvalidShape("empty", "a polygon without rings")
    for ring in rings:
        if len(set(ring)) < 3:
            raise InvalidShape("too_short", "a ring needs three different positions")
        if ring[0] != ring[-1]:
            raise InvalidShape("not_closed", f"ring from {ring[0]} to {ring[-1]}")
    return shapely.Polygon(rings[0], rings[1:])


_BUILDERS: dict[str, Any] = {
    "Point": shapely.Point,
    "MultiPoint": shapely.MultiPoint,
    "LineString": _line,
    "MultiLineString": lambda lines: shapely.MultiLineString([_line(line) for line in lines]),
    "Polygon": _polygon,
    "MultiPolygon": lambda polygons: shapely.MultiPolygon([_polygon(rings) for rings in polygons]),
}
