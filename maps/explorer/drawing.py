"""The plan as a small drawing: what stands where the map has not arrived, or never will."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from maps import geometry
from maps.explorer.entries import Entry
from maps.geometry import Envelope
from maps.plan.models import Plan, Proposal

SIZE = 1000  # side of the square that the drawing is made in
_MARGIN = 12
_TOLERANCE_METRES = 3.0

#: What lies below first.
_ORDER = [
    Proposal.Kind.LIFE_CIRCLE,
    Proposal.Kind.WATERSIDE,
    Proposal.Kind.BAY,
    Proposal.Kind.AXIS,
    Proposal.Kind.RING,
    Proposal.Kind.CULTURE,
    Proposal.Kind.PROJECT,
]

Shape = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """One proposal in the drawing: a path, or a point with its symbol."""

    entry: Entry
    path: str
    x: float
    y: float

    @property
    def is_point(self) -> bool:
        return self.entry.proposal.shape["type"] in ("Point", "MultiPoint")


@dataclass(frozen=True, slots=True)
class Drawing:
    """``view_box`` of an SVG, the plan's outline as a path, and the pieces from below to above."""

    view_box: str
    outline: str
    pieces: tuple[Piece, ...]


def draw(plan: Plan, entries: Iterable[Entry]) -> Drawing:
    frame = Envelope(plan.west, plan.south, plan.east, plan.north)
    pieces = [_piece(entry, frame) for entry in entries]
    pieces.sort(key=_level)
    return Drawing(view_box=_view_box(frame), outline=_path(_text(plan.outline), frame), pieces=tuple(pieces))


def _level(piece: Piece) -> float:
    """Return how high a piece lies; a project that is an area lies under the lines that cross it."""
    kind = Proposal.Kind(piece.entry.proposal.kind)
    if kind == Proposal.Kind.PROJECT and not piece.is_point:
        return _ORDER.index(Proposal.Kind.AXIS) - 0.5
    return _ORDER.index(kind)


def anchor_of(shape: Shape) -> tuple[float, float]:
    """Return the (lon, lat) at which a shape's label stands."""
    return _anchor(_text(shape))


def icon_path(shape: Shape) -> str:
    """Return the path of a shape alone in a square of 48."""
    return _icon(_text(shape))


def _piece(entry: Entry, frame: Envelope) -> Piece:
    text = _text(entry.proposal.shape)
    x, y = _place(*_anchor(text), frame)
    return Piece(entry=entry, path=_path(text, frame), x=x, y=y)


def _view_box(frame: Envelope) -> str:
    """Cut the square to the part that the plan fills."""
    left, top = _place(frame.west, frame.north, frame)
    right, bottom = _place(frame.east, frame.south, frame)
    box = (left - _MARGIN, top - _MARGIN, right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN)
    return " ".join(f"{number:.0f}" for number in box)


def _place(lon: float, lat: float, frame: Envelope) -> tuple[float, float]:
    """Return where ``geometry.svg_path`` draws a position."""
    squeeze = math.cos(math.radians((frame.south + frame.north) / 2))
    extent = max((frame.east - frame.west) * squeeze, frame.north - frame.south)
    scale = (SIZE - 2 * _MARGIN) / extent if extent else 0.0
    x = (lon - (frame.west + frame.east) / 2) * squeeze * scale + SIZE / 2
    y = ((frame.south + frame.north) / 2 - lat) * scale + SIZE / 2
    return round(x, 1), round(y, 1)


def _text(shape: Shape) -> str:
    """Return a shape as a key: the same shape is worked out once, by whichever page asks first."""
    return json.dumps(shape)


@lru_cache(maxsize=1024)
def _anchor(text: str) -> tuple[float, float]:
    return geometry.representative_point(geometry.shape_from_geojson(text))


@lru_cache(maxsize=1024)
def _path(text: str, frame: Envelope) -> str:
    shape = geometry.simplify_for_overview(geometry.shape_from_geojson(text), _TOLERANCE_METRES)
    return geometry.svg_path(shape, SIZE, _MARGIN, frame)


@lru_cache(maxsize=1024)
def _icon(text: str) -> str:
    return geometry.svg_path(geometry.shape_from_geojson(text))
