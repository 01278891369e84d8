"""Comments as a GeoPackage: what QGIS opens with a double click."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyogrio import raw
from shapely.geometry.base import BaseGeometry

from maps.crs import STORAGE_CRS
from maps.workbench.comment_table import (
    ABOUT,
    ABOUT_TITLES,
    COLUMNS,
    TIME_TEXT,
    Column,
    CommentRow,
    Count,
    Kind,
    about,
    header,
    values_of,
)

DRIVER = "GPKG"
POINTS = "comments"
DRAWN_LAYERS = {1: ("comment_lines", "MultiLineString"), 2: ("comment_areas", "MultiPolygon")}
DIMENSIONS = {"LineString": 1, "MultiLineString": 1, "Polygon": 2, "MultiPolygon": 2}
ROWS_AT_ONCE = 10_000

Array = npt.NDArray[Any]


def write_geopackage(rows: Iterable[CommentRow], path: Path, exported_at: datetime) -> Count:
    """Write a new GeoPackage; every comment is a row of the layer ``comments``, with or without a point."""
    written, placed = 0, 0
    drawn: dict[int, list[CommentRow]] = {1: [], 2: []}
    for batch in _batches(rows):
        points = _points(batch)
        _write(path, POINTS, "Point", batch, points)
        written, placed = written + len(batch), placed + int((~shapely.is_missing(points)).sum())
        for row in batch:
            if row.shape is not None and row.shape.geom_type in DIMENSIONS:
                drawn[DIMENSIONS[row.shape.geom_type]].append(row)
    for dimension, (layer, geometry_type) in DRAWN_LAYERS.items():
        if drawn[dimension]:
            _write(path, layer, geometry_type, drawn[dimension], _multi([row.shape for row in drawn[dimension]]))
    _write_about(path, Count(written, placed), exported_at)
    return Count(written, placed)


def _batches(rows: Iterable[CommentRow]) -> Iterator[list[CommentRow]]:
    """Yield the rows some at a time, once at least: an empty export still is a layer with columns."""
    source = iter(rows)
    batch = list(islice(source, ROWS_AT_ONCE))
    while True:
        yield batch
        batch = list(islice(source, ROWS_AT_ONCE))
        if not batch:
            return


def _write(path: Path, layer: str, geometry_type: str, rows: list[CommentRow], shapes: Array) -> None:
    """Append rows to a layer, which is made if it is not there."""
    _write_raw(
        path,
        layer=layer,
        geometry=shapely.to_wkb(shapes),
        fields=[header(column) for column in COLUMNS],
        field_data=[_column(rows, column) for column in COLUMNS],
        geometry_type=geometry_type,
        crs=STORAGE_CRS,
    )


def _write_about(path: Path, count: Count, exported_at: datetime) -> None:
    lines = about(count, exported_at)
    _write_raw(
        path,
        layer=str(ABOUT),
        geometry=None,
        fields=[str(title) for title in ABOUT_TITLES],
        field_data=[np.array(column, dtype=object) for column in zip(*lines, strict=True)],
        geometry_type=None,
        crs=None,
    )


def _write_raw(path: Path, **what: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        raw.write(str(path), driver=DRIVER, encoding="UTF-8", append=path.exists(), **what)


def _points(rows: Sequence[CommentRow]) -> Array:
    """Return the point of each comment, None for one without a place."""
    xy = np.array([(row.lon, row.lat) if row.has_place else (np.nan, np.nan) for row in rows], dtype="float64")
    points = np.full(len(rows), None, dtype=object)
    placed = np.flatnonzero(np.isfinite(xy.reshape(-1, 2)).all(axis=1))
    points[placed] = shapely.points(xy.reshape(-1, 2)[placed])
    return points


def _column(rows: Sequence[CommentRow], column: Column) -> Array:
    values = values_of(rows, column)
    if column.kind is Kind.NUMBER:
        return np.array(values, dtype="int64")
    if column.kind is Kind.DEGREES:
        return np.array([np.nan if value is None else value for value in values], dtype="float64")
    if column.kind is Kind.TIME:
        # As text: a GeoPackage knows moments in UTC only, and shown so, every night's comments
        # would stand under the day before.
        values = [value and value.strftime(TIME_TEXT) for value in values]
    return np.array(values, dtype=object)


def _multi(shapes: Sequence[BaseGeometry | None]) -> Array:
    """Return lines and areas all as their multi-part types: a layer has one type only."""
    made = []
    for shape in shapes:
        gather = shapely.multilinestrings if shapely.get_dimensions(shape) == 1 else shapely.multipolygons
        made.append(gather(shapely.get_parts(shape)))
    return np.array(made, dtype=object)
