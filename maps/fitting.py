"""What a person drew, made to fit a plan: repaired, cut to the outline, within limits, or refused with its reason.

Cutting and simplifying happen in the metres of a ``LocalPlane``; lengths and areas are measured in ``METRIC_CRS``.
"""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maps.errors import InvalidShape
from maps.geometry import LocalPlane, area_hectares, covers, envelope, length_metres, repair

DIGITS = 6  # of a degree: 0.1 m
MAX_CORNERS = 200
MAX_LINE_METRES = 5_000.0
MAX_AREA_HECTARES = 50.0
MIN_LINE_METRES = 1.0
MIN_AREA_HECTARES = 0.001  # 10 square metres

EDGE_METRES = 1.0  # what lies no further outside was drawn on the edge
SIMPLIFY_METRES = 0.5  # no vertex is moved further, and only where the cut left too many of them
# A cut stays this far inside, so that neither simplifying nor rounding carries it out again.
INSET_METRES = SIMPLIFY_METRES + 0.2
LEAST_KEPT = 0.9  # of an area that crossed itself; when repairing loses more, nobody knows what was meant

KINDS = ("Point", "LineString", "Polygon")


def fit(shape: BaseGeometry, outline: BaseGeometry) -> BaseGeometry | None:
    """Return what may be stored of a drawn shape.

    Parameters
    ----------
    shape : Point, LineString or Polygon
        In ``STORAGE_CRS``, as it came: any coordinates, valid or not. A third coordinate is dropped.
    outline : Polygon or MultiPolygon
        Valid; what lies on its boundary belongs to it.

    Returns
    -------
    BaseGeometry or None
        Valid, of the same type, covered by the outline, rounded to ``DIGITS``. Of a line or an area that leaves
        the outline the largest part inside it, its new edge up to ``INSET_METRES`` within; a point up to
        ``EDGE_METRES`` outside is moved in. ``None`` when no part of the shape lies inside.

    Raises
    ------
    InvalidShape
        ``kind_not_allowed``, ``empty``, ``not_a_number``, ``out_of_range``, ``too_many_vertices``,
        ``crosses_itself``, ``tangled``, ``too_small``, ``too_long`` or ``too_large``.
    """
    drawn = usable(shape)
    fitted: BaseGeometry | None = _on_grid(drawn)
    if not covers(outline, fitted):
        fitted = _brought_inside(drawn, outline)
    if fitted is not None:
        _check_limits(fitted)
    return fitted


def usable(shape: BaseGeometry) -> BaseGeometry:
    """Return the shape in two dimensions and valid, whatever lies outside; refuse what is no shape at all."""
    if shape.geom_type not in KINDS:
        raise InvalidShape("kind_not_allowed", shape.geom_type)
    if shape.is_empty:
        raise InvalidShape("empty", shape.geom_type)
    flat = shapely.force_2d(shape)
    xy = shapely.get_coordinates(flat)
    if not np.isfinite(xy).all():
        raise InvalidShape("not_a_number", shape.geom_type)
    if (np.abs(xy) > (180, 90)).any():
        raise InvalidShape("out_of_range", str(xy[0]))
    if corners(flat) > MAX_CORNERS:
        raise InvalidShape("too_many_vertices", str(corners(flat)))
    return _mended(flat) if flat.geom_type == "Polygon" else flat


def corners(shape: BaseGeometry) -> int:
    """Count the corners that somebody set: a ring comes back to its first one, which counts once."""
    rings = 1 + int(shapely.get_num_interior_rings(shape)) if shape.geom_type == "Polygon" else 0
    return int(shapely.get_num_coordinates(shape)) - rings


def leaves(shape: BaseGeometry, outline: BaseGeometry) -> bool:
    """Whether a usable shape goes further outside than one means who draws along the edge."""
    plane = LocalPlane(envelope(outline))
    return not covers(plane.metres(outline).buffer(EDGE_METRES), plane.metres(usable(shape)))


def bring_inside(point: BaseGeometry, outline: BaseGeometry, *, reach_metres: float) -> BaseGeometry | None:
    """Return the nearest rounded position that the outline covers, or ``None`` when it is further away than that."""
    near = _on_grid(point)
    if covers(outline, near):
        return near
    plane = LocalPlane(envelope(outline))
    inner, at = _inner(plane.metres(outline)), plane.metres(point)
    if inner.is_empty or shapely.distance(at, inner) > reach_metres + INSET_METRES:
        return None
    nearest = shapely.get_point(shapely.shortest_line(inner, at), 0)
    return _on_grid(plane.degrees(nearest))


def _mended(area: BaseGeometry) -> BaseGeometry:
    """Return a valid area: small loops of an unsure hand go, a figure of eight is refused."""
    mended, changed = repair(area)
    if mended is None:
        raise InvalidShape("too_small", "an area without inside")
    if not changed:
        return mended
    largest = _largest(mended, 2)
    if largest is None or largest.area < LEAST_KEPT * mended.area:
        raise InvalidShape("crosses_itself", f"{len(shapely.get_parts(mended))} parts")
    return largest


def _brought_inside(drawn: BaseGeometry, outline: BaseGeometry) -> BaseGeometry | None:
    if drawn.geom_type == "Point":
        return bring_inside(drawn, outline, reach_metres=EDGE_METRES)
    plane = LocalPlane(envelope(outline))
    inner = _inner(plane.metres(outline))
    cut = _cut_line if drawn.geom_type == "LineString" else _cut_area
    part = cut(plane.metres(drawn), inner)
    if part is None:
        return None
    fitted = _on_grid(plane.degrees(_with_fewer_corners(part)))
    if not covers(outline, fitted):  # not seen; it would break what is promised of every comment
        raise InvalidShape("tangled", fitted.wkt[:80])
    return fitted


def _inner(outline: BaseGeometry) -> BaseGeometry:
    return outline.buffer(-INSET_METRES, join_style="mitre")


def _cut_line(line: BaseGeometry, inner: BaseGeometry) -> BaseGeometry | None:
    """Return the longest run of the line inside, also of a line that crosses itself: an intersection of the whole splits it there."""
    xy = shapely.get_coordinates(line)
    segments = shapely.linestrings(np.stack((xy[:-1], xy[1:]), axis=1))
    runs: list[list[tuple[float, float]]] = []
    for start, kept in zip(xy[:-1], shapely.intersection(segments, inner), strict=True):
        for piece in _along(start, kept):
            if runs and np.allclose(runs[-1][-1], piece[0], atol=1e-6):
                runs[-1].append(piece[-1])
            else:
                runs.append([piece[0], piece[-1]])
    return max(map(shapely.LineString, runs), key=shapely.length, default=None)


def _along(start: np.ndarray, pieces: BaseGeometry) -> list[list[tuple[float, float]]]:
    """Return the pieces of one segment in the direction and the order in which it was drawn."""

    def away(position: tuple[float, float]) -> float:
        return float(np.hypot(position[0] - start[0], position[1] - start[1]))

    lines = [part for part in shapely.get_parts(pieces) if part.geom_type == "LineString" and part.length > 0]
    return sorted((sorted(line.coords, key=away) for line in lines), key=lambda piece: away(piece[0]))


def _cut_area(area: BaseGeometry, inner: BaseGeometry) -> BaseGeometry | None:
    return _largest(shapely.intersection(area, inner), 2)


def _largest(shape: BaseGeometry, dimension: int) -> BaseGeometry | None:
    parts = shapely.get_parts(shapely.get_parts(shape))  # twice: a collection may hold a multi-part shape
    parts = parts[(shapely.get_dimensions(parts) == dimension) & ~shapely.is_empty(parts)]
    return max(parts, key=shapely.area, default=None)


def _with_fewer_corners(part: BaseGeometry) -> BaseGeometry:
    """Return the part, simplified where the outline's own bends gave it more corners than anybody may draw."""
    if corners(part) > MAX_CORNERS:
        part = shapely.simplify(part, SIMPLIFY_METRES, preserve_topology=True)
    if corners(part) > MAX_CORNERS:
        raise InvalidShape("too_many_vertices", f"{corners(part)} after cutting")
    return part


def _on_grid(shape: BaseGeometry) -> BaseGeometry:
    """Return the shape with rounded coordinates and still valid; refuse it when nothing is left."""
    neat = _rounded(shape)
    if neat.geom_type == "Polygon" and not neat.is_valid:  # thinner somewhere than the grid
        rebuilt = _largest(shapely.set_precision(shape, 10.0**-DIGITS), 2)
        if rebuilt is None:
            raise InvalidShape("too_small", "an area thinner than 0.1 m")
        neat = _rounded(rebuilt)
    neat = shapely.remove_repeated_points(neat)
    if neat.geom_type == "LineString" and neat.length == 0:
        raise InvalidShape("too_small", "a line of one position")
    return neat


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda xy: np.round(xy, DIGITS) + 0.0)  # + 0.0: no -0.0 in JSON


def _check_limits(shape: BaseGeometry) -> None:
    if shape.geom_type == "LineString":
        metres = length_metres(shape)
        if metres < MIN_LINE_METRES:
            raise InvalidShape("too_small", f"{metres:.2f} m")
        if metres > MAX_LINE_METRES:
            raise InvalidShape("too_long", f"{metres:.0f} m")
    if shape.geom_type == "Polygon":
        hectares = area_hectares(shape)
        if hectares < MIN_AREA_HECTARES:
            raise InvalidShape("too_small", f"{hectares:.4f} ha")
        if hectares > MAX_AREA_HECTARES:
            raise InvalidShape("too_large", f"{hectares:.1f} ha")
