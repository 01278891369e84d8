"""The shapes of a file on their way to storage: checked, mended, put in their place, whole arrays at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pyproj import CRS

from maps.crs import STORAGE_CRS, transform
from maps.errors import Bounds, BrokenShape, InvalidShape, OutsideSurroundings, TooManyVertices
from maps.geojson import PLAIN_KINDS, rounded
from maps.geometry import crossings, repair
from maps.landing import likely_cause
from maps.workbench.limits import Limits
from maps.workbench.notes import NoteBook, NoteKind

Shapes = npt.NDArray[np.object_]
Mask = npt.NDArray[np.bool_]
COSTLY_VERTICES = 5_000  # testing a scribble of this size for validity takes its time
SAMPLE = 1_000  # stray features are enough to find out why they stray


@dataclass(frozen=True, slots=True)
class Drawn:
    """Shapes that are still in, and which records of the file (from 1) they belong to."""

    shapes: Shapes
    numbers: npt.NDArray[np.intp]

    def where(self, keep: Mask) -> Drawn:
        return Drawn(self.shapes[keep], self.numbers[keep])


def from_wkb(wkb: npt.NDArray[np.object_], *, name: str, limits: Limits, notes: NoteBook) -> Drawn:
    """Return the flat, finite, non-empty shapes of supported types; note what was left out.

    Raises
    ------
    TooManyVertices
        If one shape or all of them together have more than the limits allow.
    """
    drawn = Drawn(shapely.from_wkb(wkb, on_invalid="ignore"), np.arange(1, len(wkb) + 1))
    drawn = _close_rings(drawn, wkb, notes)
    drawn = _leave_out(drawn, shapely.is_missing(drawn.shapes), notes, "no_geometry")
    drawn = _leave_out(drawn, shapely.is_empty(drawn.shapes), notes, "empty_geometry")
    drawn = _leave_out_types(drawn, notes)
    _limit_vertices(drawn, name, limits)
    flat = Drawn(_flattened(drawn, notes), drawn.numbers)
    # Bounds skip NaN, so look at the coordinates themselves.
    coordinates, owner = shapely.get_coordinates(flat.shapes, return_index=True)
    wild = np.zeros(len(flat.shapes), dtype=bool)
    wild[owner[~np.isfinite(coordinates).all(axis=1)]] = True
    return _leave_out(flat, wild, notes, "not_a_number")


def place(drawn: Drawn, system: CRS, *, surroundings: Bounds, name: str, limits: Limits, notes: NoteBook) -> Drawn:
    """Bring shapes to ``STORAGE_CRS``, refuse them all if one lies elsewhere, and mend the invalid.

    Raises
    ------
    OutsideSurroundings
        With the likely cause.
    BrokenShape
        If a boundary crosses itself too often to be mended.
    """
    moved = transform(drawn.shapes, source=system, target=STORAGE_CRS)
    _refuse_strays(drawn, moved, system, surroundings)
    return _mended(Drawn(moved, drawn.numbers), name, limits, notes)


def centres(shapes: Shapes) -> npt.NDArray[np.float64]:
    """Return the middle of each shape's envelope, of a sample of a large array."""
    boxes = shapely.bounds(shapes[:: max(1, len(shapes) // SAMPLE)])
    middles: npt.NDArray[np.float64] = (boxes[:, :2] + boxes[:, 2:]) / 2
    return middles


def _leave_out(drawn: Drawn, out: Mask, notes: NoteBook, code: str, **facts: object) -> Drawn:
    notes.add_if_any(NoteKind.LEFT_OUT, code, drawn.numbers[out], **facts)
    return drawn.where(~out)


def _close_rings(drawn: Drawn, wkb: npt.NDArray[np.object_], notes: NoteBook) -> Drawn:
    """Read again what could not be read, with rings closed; what still cannot has no supported type."""
    failed = shapely.is_missing(drawn.shapes) & np.array([value is not None for value in wkb], dtype=bool)
    if not failed.any():
        return drawn
    shapes = drawn.shapes.copy()
    shapes[failed] = shapely.from_wkb(wkb[failed], on_invalid="fix")
    closed = failed & ~shapely.is_missing(shapes)
    notes.add_if_any(NoteKind.REPAIRED, "ring_closed", drawn.numbers[closed])
    lost = failed & shapely.is_missing(shapes)
    return _leave_out(Drawn(shapes, drawn.numbers), lost, notes, "unsupported_type", types=_("未知类型"))


def _leave_out_types(drawn: Drawn, notes: NoteBook) -> Drawn:
    supported = [shapely.GeometryType[kind.upper()].value for kind in PLAIN_KINDS]
    types = shapely.get_type_id(drawn.shapes)
    out = ~np.isin(types, supported)
    named = "、".join(sorted({shape.geom_type for shape in drawn.shapes[out]}))
    return _leave_out(drawn, out, notes, "unsupported_type", types=named)


def _limit_vertices(drawn: Drawn, name: str, limits: Limits) -> None:
    counts = shapely.get_num_coordinates(drawn.shapes)
    total, largest = int(counts.sum()), int(counts.max(initial=0))
    if total > limits.vertices:
        raise TooManyVertices(name=name, where="all", what=_("合计"), count=total, limit=limits.vertices)
    if largest > limits.shape_vertices:
        number = int(drawn.numbers[counts.argmax()])
        what = format_lazy(_("第 {number} 个要素"), number=number)
        raise TooManyVertices(
            name=name, where=f"feature {number}", what=what, count=largest, limit=limits.shape_vertices
        )


def _flattened(drawn: Drawn, notes: NoteBook) -> Shapes:
    high = shapely.has_z(drawn.shapes) | shapely.has_m(drawn.shapes)
    notes.add_if_any(NoteKind.REPAIRED, "z_dropped", drawn.numbers[high])
    flat: Shapes = shapely.force_2d(drawn.shapes)
    return flat


def _refuse_strays(drawn: Drawn, moved: Shapes, system: CRS, surroundings: Bounds) -> None:
    west, south, east, north = surroundings
    boxes = shapely.bounds(moved)
    inside = (boxes[:, 0] >= west) & (boxes[:, 1] >= south) & (boxes[:, 2] <= east) & (boxes[:, 3] <= north)
    if inside.all():
        return
    strays = drawn.where(~inside)
    cause = likely_cause(
        centres(strays.shapes), declared=system, surroundings=surroundings, others_inside=bool(inside.any())
    )
    raise OutsideSurroundings(
        bounds=_readable(boxes[~inside][0]),
        surroundings=_readable(surroundings),
        count=len(strays.numbers),
        total=len(drawn.numbers),
        number=int(strays.numbers[0]),
        cause=cause,
        cause_code=cause.code,
    )


def _readable(box: npt.ArrayLike) -> str:
    return "(" + ", ".join(f"{number:.6g}" for number in np.asarray(box)) + ")"


def _mended(drawn: Drawn, name: str, limits: Limits, notes: NoteBook) -> Drawn:
    """Make the invalid shapes valid, one by one: there are few, or the file is refused at the first scribble."""
    shapes = drawn.shapes.copy()
    mended = np.zeros(len(shapes), dtype=bool)
    left_to_do = limits.crossings
    for i in _invalid(drawn.shapes):
        left_to_do -= crossings(shapes[i])
        if left_to_do < 0:
            raise BrokenShape(name=name, number=int(drawn.numbers[i]), reason="too much to repair")
        try:
            shapes[i] = repair(shapes[i]).shape
        except InvalidShape as error:
            raise BrokenShape(name=name, number=int(drawn.numbers[i]), reason=str(error)) from error
        mended[i] = True
    gone = shapely.is_missing(shapes)
    notes.add_if_any(NoteKind.REPAIRED, "made_valid", drawn.numbers[mended & ~gone])
    left = _leave_out(Drawn(shapes, drawn.numbers), gone, notes, "nothing_left")
    return Drawn(rounded(left.shapes), left.numbers)


def _invalid(shapes: Shapes) -> Iterator[int]:
    """Yield where the invalid shapes are; the costly ones one at a time, so that a refusal comes early."""
    costly = shapely.get_num_coordinates(shapes) > COSTLY_VERTICES
    for i in np.flatnonzero(costly):
        if not shapely.is_valid(shapes[i]):
            yield int(i)
    yield from np.flatnonzero(~costly)[~shapely.is_valid(shapes[~costly])].tolist()
