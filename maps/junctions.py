"""Where named streets meet: places that people can name without a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maps.geometry import Envelope, LocalPlane

GAP_METRES = 12.0  # a street drawn up to the other's kerb meets it all the same
ONE_CROSSING_METRES = 80.0  # two carriageways cross a street twice, and that is one crossing


class Junction(NamedTuple):
    """Two streets, and where they meet; ``part`` is 东, 西, 南 or 北 where they meet twice, a number where more often."""

    first: str
    second: str
    lon: float
    lat: float
    part: str = ""


def junctions(streets: Iterable[tuple[str, BaseGeometry]]) -> list[Junction]:
    """Return where streets of different names meet.

    Parameters
    ----------
    streets : pairs of a name and a line
        In ``STORAGE_CRS``; several lines of one name are one street. What has no name or is no line is passed over.

    Returns
    -------
    list of Junction
        Ordered by their names; within a pair the name that came first stands first.
    """
    named: dict[str, list[BaseGeometry]] = defaultdict(list)
    for name, line in streets:
        if name and shapely.get_dimensions(line) == 1 and not line.is_empty:
            named[name].append(line)
    if len(named) < 2:
        return []
    names = list(named)
    merged = [shapely.union_all(lines) for lines in named.values()]
    plane = LocalPlane(Envelope(*shapely.total_bounds(merged)))
    lines = np.array([plane.metres(line) for line in merged], dtype=object)
    pairs = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=GAP_METRES).T
    found = [
        junction
        for one, other in sorted((int(a), int(b)) for a, b in pairs if a < b)
        for junction in _meetings(names[one], names[other], lines[one], lines[other], plane)
    ]
    return sorted(found)


def _meetings(first: str, second: str, one: BaseGeometry, other: BaseGeometry, plane: LocalPlane) -> Iterable[Junction]:
    middles = _middles(one, other)
    for place, part in zip(middles, _parts(middles), strict=True):
        position = plane.degrees(place)
        yield Junction(first, second, position.x, position.y, part)


def _middles(one: BaseGeometry, other: BaseGeometry) -> list[BaseGeometry]:
    """Return one point for each crossing; what lies close together is one crossing."""
    touching = shapely.intersection(one, other)
    if touching.is_empty:
        touching = shapely.line_interpolate_point(shapely.shortest_line(one, other), 0.5, normalized=True)
    spots = shapely.get_parts(shapely.union_all(shapely.buffer(shapely.get_parts(touching), ONE_CROSSING_METRES / 2)))
    # On one of the streets, not between two carriageways.
    return [shapely.get_point(shapely.shortest_line(one, spot.centroid), 0) for spot in spots]


def _parts(places: list[BaseGeometry]) -> list[str]:
    if len(places) < 2:
        return [""] * len(places)
    if len(places) > 2:
        return [str(number) for number in range(1, len(places) + 1)]
    (x, y), (u, v) = ((place.x, place.y) for place in places)
    if abs(x - u) > abs(y - v):
        return ["西", "东"] if x < u else ["东", "西"]
    return ["南", "北"] if y < v else ["北", "南"]
