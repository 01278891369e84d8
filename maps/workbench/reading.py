"""GIS files in: GeoPackage, GeoJSON and zipped Shapefile become plain features, or are refused.

Nothing is stored here and no model is known: ``read_features`` takes a path and returns values
that the services of the workbench store, all or none. What was repaired or left out is told.
"""

from __future__ import annotations

import re
import tempfile
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyogrio
import shapely
from django.utils.translation import gettext_lazy as _
from pyogrio import raw
from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from maps.crs import crs_label, is_undefined, parse_crs, shifts_ground
from maps.errors import (
    Bounds,
    MissingCrs,
    NoFeatures,
    TooManyColumns,
    TooManyFeatures,
    TooManyVertices,
    UnknownCrs,
    UnreadableFile,
)
from maps.landing import likely_cause
from maps.workbench import shapes
from maps.workbench.columns import Columns, read_columns
from maps.workbench.limits import Limits
from maps.workbench.notes import Note, NoteBook, NoteKind
from maps.workbench.opening import PrivateCopy, Source, copy_privately, open_source

GEOJSON_OBJECT_MB = 48  # of memory for one feature; 50,000 positions take 33
_OBJECT_TOO_LARGE = "too complex/large"
_MISSING_CRS = {"GeoPackage": "srs_id", "Shapefile": ".prj", "GeoJSON": "crs"}
_SHIFTED_WORDS = re.compile(r"gcj-?0?2|bd-?0?9|火星|百度|高德|腾讯|baidu|amap|tencent", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadFeature:
    """One usable record of a file.

    ``number`` counts the file's records from 1. ``code`` is the text of its column ``code``,
    ``编号`` or ``id`` (the first there is), empty without one. ``properties`` hold every column
    in values that JSON can hold. ``shape`` is valid, two-dimensional, in ``STORAGE_CRS``.
    """

    number: int
    code: str
    properties: dict[str, Any]
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The features of one layer, where they come from, and what was done to them."""

    features: tuple[ReadFeature, ...]
    format: str
    layer: str
    layers: tuple[str, ...]
    source_crs: str
    sha256: str
    size_bytes: int
    encoding: str
    bounds: Bounds
    remarks: tuple[Note, ...]

    @property
    def notes(self) -> list[str]:
        """What was repaired, left out or is worth knowing, in sentences for people."""
        return [remark.for_people() for remark in self.remarks]


def read_features(
    path: Path | str,
    *,
    crs: str | None = None,
    surroundings: Bounds,
    layer: str | None = None,
    limits: Limits | None = None,
    scratch: Path | None = None,
) -> ReadResult:
    """Read one layer of a GIS file into features in longitude and latitude.

    Parameters
    ----------
    path : Path or str
        An ordinary local file: ``.gpkg``, ``.geojson``, ``.json`` or ``.zip`` (a Shapefile at
        any depth). It is copied before it is opened, and never written to.
    crs : str, optional
        The coordinate system, where the file states none or a wrong one; as ``parse_crs`` takes it.
    surroundings : (west, south, east, north)
        In degrees. Every feature must lie inside, or the whole file is refused.
    layer : str, optional
        Which layer, if the file holds several.
    limits : Limits, optional
        How much the file may hold.
    scratch : Path, optional
        An existing folder for the private copy; the system's own by default.

    Returns
    -------
    ReadResult
        At least one feature.

    Raises
    ------
    GeoError
        One of its kinds, named for what is wrong; ``for_people()`` says the likely cause and
        what to do. Most used: ``MissingCrs``, ``OutsideSurroundings``, ``ChooseLayer``,
        ``UnreadableFile``, ``UnsupportedFormat``.

    Notes
    -----
    100,000 points from a GeoPackage take about a second and a half, reprojection included.
    """
    limits = limits or Limits()
    given = parse_crs(crs) if crs else None
    notes = NoteBook()
    with tempfile.TemporaryDirectory(prefix="gis-", dir=scratch) as folder:
        copy = copy_privately(Path(path), Path(folder), limits)
        source = open_source(copy, layer=layer, limits=limits, notes=notes)
        meta, wkb, columns = _load(copy, source, limits)
    _tell_of_columns(columns, source, notes)
    drawn = shapes.from_wkb(wkb, name=copy.name, limits=limits, notes=notes)
    _require_some(drawn, copy, source, notes, total=len(wkb))
    system = _settle_crs(meta["crs"], given, drawn, copy, surroundings, notes)
    placed = shapes.place(drawn, system, surroundings=surroundings, name=copy.name, limits=limits, notes=notes)
    _require_some(placed, copy, source, notes, total=len(wkb))
    _warn_of_shifted_maps((copy.name, source.layer, *columns.names), notes)
    features = _features(placed, columns, notes)
    return ReadResult(
        features=features,
        format=copy.format,
        layer=source.layer,
        layers=source.layers,
        source_crs=crs_label(system),
        sha256=copy.sha256,
        size_bytes=copy.size,
        encoding=columns.encoding.name if source.is_shapefile else source.encoding,
        bounds=tuple(shapely.total_bounds(placed.shapes).tolist()),
        remarks=notes.all(),
    )


def _load(copy: PrivateCopy, source: Source, limits: Limits) -> tuple[dict[str, Any], npt.NDArray[Any], Columns]:
    """Let GDAL read the private copy; its own warnings are told as notes, by what they left behind."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _refuse_too_wide(source, copy, limits)
            meta, _no_fids, wkb, data = raw.read(
                source.datasource,
                layer=source.gdal_layer,
                # Byte for byte; GDAL would stop at the first character that a column cut off.
                encoding="ISO-8859-1" if source.is_shapefile else None,
                max_features=limits.features + 1,
                datetime_as_string=True,
            )
    except (DataSourceError, DataLayerError, FieldError, GeometryError, UnicodeDecodeError, ValueError) as error:
        if _OBJECT_TOO_LARGE in str(error):
            what, most = _("某个要素"), limits.shape_vertices
            raise TooManyVertices(
                name=copy.name, where="one feature", what=what, count=f"> {most}", limit=most
            ) from error
        raise UnreadableFile(name=copy.name, reason=f"{type(error).__name__}: {error}") from error
    if wkb is None:
        wkb = np.array([], dtype=object)
    if len(wkb) > limits.features:
        raise TooManyFeatures(name=copy.name, limit=limits.features)
    if source.is_shapefile:
        meta = meta | {"crs": source.projection}
    return meta, wkb, read_columns(meta, data, code_page=source.code_page, raw=source.is_shapefile)


def _refuse_too_wide(source: Source, copy: PrivateCopy, limits: Limits) -> None:
    """Refuse a file that would become more cells than memory, by its description alone."""
    pyogrio.set_gdal_config_options({"OGR_GEOJSON_MAX_OBJ_SIZE": GEOJSON_OBJECT_MB})
    info = pyogrio.read_info(
        source.datasource, layer=source.gdal_layer, encoding="ISO-8859-1" if source.is_shapefile else None
    )
    columns, features = len(info["fields"]), info["features"]
    if columns > limits.columns or columns * features > limits.cells:
        raise TooManyColumns(name=copy.name, columns=columns, features=features)


def _require_some(drawn: shapes.Drawn, copy: PrivateCopy, source: Source, notes: NoteBook, *, total: int) -> None:
    if not len(drawn.shapes):
        raise NoFeatures(name=copy.name, layer=source.layer, total=total, why=notes.of(NoteKind.LEFT_OUT))


def _settle_crs(
    stated: str | None, given: CRS | None, drawn: shapes.Drawn, copy: PrivateCopy, surroundings: Bounds, notes: NoteBook
) -> CRS:
    """Return the system to read in: what the person says, else what the file says, else none: refused."""
    if is_undefined(stated):
        if given is None:
            cause = likely_cause(shapes.centres(drawn.shapes), declared=None, surroundings=surroundings)
            raise MissingCrs(name=copy.name, missing=_MISSING_CRS[copy.format], cause=cause, cause_code=cause.code)
        notes.add(NoteKind.HINT, "crs_given", given=crs_label(given))
        return given
    if given is None:
        system = parse_crs(str(stated))
    else:
        system = given
        _tell_of_contradiction(str(stated), given, notes)
    if shifts_ground(system):
        notes.add(NoteKind.HINT, "datum_shift", crs=crs_label(system))
    return system


def _tell_of_contradiction(stated: str, given: CRS, notes: NoteBook) -> None:
    try:
        label = crs_label(parse_crs(stated))
    except UnknownCrs:
        label = stated[:40]
    if label != crs_label(given):
        notes.add(NoteKind.HINT, "crs_overridden", stated=label, given=crs_label(given))


def _tell_of_columns(columns: Columns, source: Source, notes: NoteBook) -> None:
    if columns.binary:
        notes.add(NoteKind.LEFT_OUT, "binary_column", columns="、".join(columns.binary))
    encoding = columns.encoding
    if not source.is_shapefile or encoding.ascii_only:
        return
    if encoding.lossy:
        notes.add(NoteKind.HINT, "encoding_lossy")
    elif encoding.contradicts_file:
        notes.add(NoteKind.REPAIRED, "encoding_corrected", declared=encoding.declared, encoding=encoding.name)
    elif encoding.declared is None:
        notes.add(NoteKind.HINT, "encoding_guessed", encoding=encoding.name)


def _warn_of_shifted_maps(words: Sequence[str], notes: NoteBook) -> None:
    """Hint at the shifted systems of web maps by what names say; half a kilometre shows in no number."""
    for word in words:
        if _SHIFTED_WORDS.search(word):
            notes.add(NoteKind.HINT, "maybe_shifted", word=word)
            return


def _features(placed: shapes.Drawn, columns: Columns, notes: NoteBook) -> tuple[ReadFeature, ...]:
    rows = placed.numbers - 1
    codes = columns.codes(rows)
    twice = [code for code, times in Counter(filter(None, codes)).items() if times > 1]
    if twice:
        notes.add(NoteKind.HINT, "duplicate_codes", codes="、".join(twice[:10]), times=len(twice))
    made = zip(placed.numbers.tolist(), codes, columns.rows(rows), placed.shapes.tolist(), strict=True)
    return tuple(ReadFeature(number, code, properties, shape) for number, code, properties, shape in made)
