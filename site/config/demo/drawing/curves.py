"""Points and curves, in design units; nothing here knows of images."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

Point = tuple[float, float]
Points = Sequence[Point]


class Dice:
    """A small repeatable source of chance: the same seed draws the same picture on every machine."""

    def __init__(self, seed: int) -> None:
        self.state = (seed * 2654435761 + 97) % 2**32

    def between(self, low: float, high: float) -> float:
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return low + (high - low) * (self.state >> 8) / 2**24


def smooth(points: Points, *, closed: bool = False, steps: int = 10) -> list[Point]:
    """Return a Catmull-Rom curve through the points."""
    last = len(points)
    around = [points[i % last] for i in range(-1, last + 2)] if closed else [points[0], *points, points[-1]]
    curve = []
    for p0, p1, p2, p3 in zip(around, around[1:], around[2:], around[3:], strict=False):
        curve += [_between(p0, p1, p2, p3, step / steps) for step in range(steps)]
    return curve if closed else [*curve, points[-1]]


def _between(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    a, b, c = -t + 2 * t * t - t**3, 2 - 5 * t * t + 3 * t**3, t + 4 * t * t - 3 * t**3
    d = t**3 - t * t
    return tuple((a * q0 + b * q1 + c * q2 + d * q3) / 2 for q0, q1, q2, q3 in zip(p0, p1, p2, p3, strict=True))  # type: ignore[return-value]


def arc(centre: Point, radius: float, start: float, stop: float, *, flat: float = 1.0, steps: int = 40) -> list[Point]:
    """Return points of an arc; angles in degrees, clockwise from the right; ``flat`` squeezes its height."""
    turns = [math.radians(start + (stop - start) * step / steps) for step in range(steps + 1)]
    return [(centre[0] + radius * math.cos(t), centre[1] + radius * flat * math.sin(t)) for t in turns]


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def moved(points: Iterable[Point], dx: float, dy: float, *, by: float = 1.0) -> list[Point]:
    """Return the points scaled about the origin, then moved."""
    return [(x * by + dx, y * by + dy) for x, y in points]


def ribbon(points: Points, width: float, *, taper: tuple[float, float] = (1.0, 1.0)) -> list[Point]:
    """Return the outline of a line of some width, which may grow thin towards either end."""
    left, right = [], []
    last = len(points) - 1
    for index, (x, y) in enumerate(points):
        (x0, y0), (x1, y1) = points[max(index - 1, 0)], points[min(index + 1, last)]
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        part = index / last
        half = width / 2 * min(1.0, taper[0] + part * 3, taper[1] + (1 - part) * 3)
        nx, ny = (y0 - y1) / length * half, (x1 - x0) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


def lane(spine: Sequence[tuple[float, float, float]]) -> list[Point]:
    """Return the outline of a path or creek that runs into the distance: middle x, y and half width at each place."""
    left = smooth([(x - half, y) for x, y, half in spine])
    right = smooth([(x + half, y) for x, y, half in spine])
    return left + right[::-1]


def along(points: Points, gap: float, *, start: float = 0.0) -> list[tuple[Point, float]]:
    """Return places at even distances along a line, each with the direction there in degrees."""
    places, wanted, walked = [], start, 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        length = math.hypot(x1 - x0, y1 - y0)
        angle = math.degrees(math.atan2(y1 - y0, x1 - x0))
        while length and wanted <= walked + length:
            part = (wanted - walked) / length
            places.append(((x0 + (x1 - x0) * part, y0 + (y1 - y0) * part), angle))
            wanted += gap
        walked += length
    return places


def spot(centre: Point, radius: float, angle: float) -> Point:
    """Return the point at some distance from a middle; the angle in degrees, clockwise from the right."""
    return centre[0] + radius * math.cos(math.radians(angle)), centre[1] + radius * math.sin(math.radians(angle))


def turned(points: Points, centre: Point, angle: float) -> list[Point]:
    """Return an outline drawn about the origin, turned and set at its place."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return [(centre[0] + u * cos - v * sin, centre[1] + u * sin + v * cos) for u, v in points]
