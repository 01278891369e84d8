"""What a person drew, made to fit a plan: repaired, cut to the outline, within limits, or refused with its reason.

Cutting and simplifying happen in the metres of a ``LocalPlane``; lengths and areas are measured in ``METRIC_CRS``.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maps.crs import Points
from maps.errors import InvalidShape
from maps.geometry import LocalPlane, area_hectares, covers, envelope, length_metres, repair, segments

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
FOLLOW_METRES = 4.0  # how far a line along the edge may have to move in: the inset turns a sharp corner well inside
MAX_MEETINGS = 2_000  # of a line with the edge; more takes seconds
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
        ``EDGE_METRES`` outside is moved in, and so is what of a line goes along the edge. ``None`` when no part of
        the shape lies inside.

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
    cut = _cut_line if drawn.geom_type == "LineString" else _cut_area
    part = cut(plane.metres(drawn), plane.metres(outline))
    if part is None:
        return None
    fitted = _on_grid(plane.degrees(_with_fewer_corners(part)))
    if not covers(outline, fitted):  # not seen; it would break what is promised of every comment
        raise InvalidShape("tangled", fitted.wkt[:80])
    return fitted


def _inner(outline: BaseGeometry) -> BaseGeometry:
    return outline.buffer(-INSET_METRES, join_style="mitre")


def _cut_line(line: BaseGeometry, outline: BaseGeometry) -> BaseGeometry | None:
    """Return the longest run of the line inside; where it goes along the edge it follows the inset edge.

    An intersection of the whole line would split it where it crosses itself.
    """
    inner, near = _inner(outline), outline.buffer(EDGE_METRES)
    if inner.is_empty:
        return None
    rings = [_Ring(ring) for ring in shapely.get_parts(shapely.boundary(inner))]
    runs: list[list[Points]] = [[]]
    for is_inside, piece in _pieces(line, inner):
        kept = piece if is_inside else _beside(piece, rings, near)
        if kept is None:
            runs.append([])
        else:
            runs[-1].append(kept)
    return max((shapely.LineString(np.concatenate(run)) for run in runs if run), key=shapely.length, default=None)


def _pieces(line: BaseGeometry, inner: BaseGeometry) -> Iterator[tuple[bool, Points]]:
    """Yield the line in the order in which it was drawn, parted where it bends or meets the inset edge, and whether each part is inside."""
    legs, walls = (
        segments(line),
        np.concatenate([segments(ring) for ring in shapely.get_parts(shapely.boundary(inner))]),
    )
    leg, wall = shapely.STRtree(walls).query(legs, predicate="intersects")
    if len(leg) > MAX_MEETINGS:
        raise InvalidShape("tangled", f"meets the edge {len(leg)} times")
    met, of_pair = shapely.get_coordinates(shapely.intersection(legs[leg], walls[wall]), return_index=True)
    xy = np.concatenate((shapely.get_coordinates(legs), met))
    owner = np.concatenate((np.repeat(np.arange(len(legs)), 2), leg[of_pair]))
    gone = np.hypot(*(xy - shapely.get_coordinates(line)[owner]).T)
    order = np.lexsort((gone, owner))
    xy, owner = xy[order], owner[order]
    starts = np.flatnonzero((owner[1:] == owner[:-1]) & (xy[1:] != xy[:-1]).any(axis=1))
    is_inside = shapely.covers(inner, shapely.points((xy[starts] + xy[starts + 1]) / 2))
    yield from zip(is_inside, np.stack((xy[starts], xy[starts + 1]), axis=1), strict=True)


def _beside(piece: Points, rings: list[_Ring], near: BaseGeometry) -> Points | None:
    """Return the way along the inset edge that a straight piece near the edge stands for; ``None`` if it leaves the plan."""
    straight = shapely.LineString(piece)
    if not covers(near, straight):
        return None
    way = min(rings, key=lambda ring: straight.distance(ring.line)).way(*shapely.points(piece))
    return way if shapely.hausdorff_distance(shapely.linestrings(way), straight) <= FOLLOW_METRES else None


class _Ring:
    """A closed line on which one goes the shorter way round."""

    def __init__(self, line: BaseGeometry) -> None:
        self.line = line
        self.xy = shapely.get_coordinates(line)
        self.gone = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(self.xy, axis=0).T))))

    def way(self, start: BaseGeometry, end: BaseGeometry) -> Points:
        """Return the positions on the ring from where ``start`` is nearest to where ``end`` is."""
        begin, stop = shapely.line_locate_point(self.line, [start, end])
        if (stop - begin) % self.gone[-1] > self.gone[-1] / 2:
            return self._forward(stop, begin)[::-1]
        return self._forward(begin, stop)

    def _forward(self, begin: float, end: float) -> Points:
        ends = shapely.get_coordinates(shapely.line_interpolate_point(self.line, [begin, end]))
        if begin <= end:
            between = self.xy[(self.gone > begin) & (self.gone < end)]
        else:  # across the first corner
            between = np.concatenate((self.xy[self.gone > begin], self.xy[self.gone < end]))
        return np.concatenate((ends[:1], between, ends[1:]))


def _cut_area(area: BaseGeometry, outline: BaseGeometry) -> BaseGeometry | None:
    return _largest(shapely.intersection(area, _inner(outline)), 2)


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
