"""Coordinate systems of the project; the only module that names an EPSG code.

Points are (lon, lat), boxes (west, south, east, north): easting first, always. What a file or
a person names is parsed here, and refused here when nobody could say where on earth it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from maps.errors import UnknownCrs, UnsupportedCrs

STORAGE_CRS = "EPSG:4326"  # degrees, longitude first: what GeoJSON and the browser speak
METRIC_CRS = "EPSG:4549"  # CGCS2000 / 3-degree Gauss-Kruger CM 120E, metres: for areas and lengths
WEB_MERCATOR = "EPSG:3857"
ZONE_PREFIXED = "EPSG:4528"  # METRIC_CRS with its zone, 40, in front of the easting
ADVISED = f"{METRIC_CRS}、{STORAGE_CRS}"  # for sentences that tell people what to export

# What data about Shanghai really is when its file says something else; likeliest first.
# 4550, 4548: the neighbouring zones. 32651: UTM 51N. 2385, 2364: Xian 1980. 2437, 2416: Beijing 1954.
USUAL_IN_SHANGHAI = (
    STORAGE_CRS,
    METRIC_CRS,
    ZONE_PREFIXED,
    WEB_MERCATOR,
    "EPSG:32651",
    "EPSG:4550",
    "EPSG:4548",
    "EPSG:2385",
    "EPSG:2364",
    "EPSG:2437",
    "EPSG:2416",
)

# Within centimetres of each other on the ground; no shift between them is worth a warning.
SAME_GROUND_DATUMS = ("World Geodetic System 1984", "China 2000", "China_2000", "CGCS2000", "International Terrestrial")

Points = npt.NDArray[np.float64]
Shapes = TypeVar("Shapes")  # one geometry or an array of them

_CODE = re.compile(r"(?:EPSG\s*[:：]{1,2}\s*)?(\d{4,6})", re.IGNORECASE)
_NAMED = re.compile(r"(?:EPSG|ESRI|OGC):\w{1,12}|urn:ogc:def:crs:(?:EPSG|OGC):[\w.]*:\w{1,12}", re.IGNORECASE)
_WKT = re.compile(r"[A-Z]{3,15}_?CR?S\s*[\[(]", re.IGNORECASE)  # GEOGCS[, PROJCRS[, LOCAL_CS[, …
_UNDEFINED = re.compile(r'\w+\["Undefined\b|(?:LOCAL_CS|ENG\w*)\["(?:unknown|unnamed)\b', re.IGNORECASE)
_MAX_TEXT = 20_000


def parse_crs(given: str | int | CRS) -> CRS:
    """Return the horizontal coordinate system that a person or a file names.

    Parameters
    ----------
    given : str, int or CRS
        ``"EPSG:4549"``, ``"4549"``, ``4549``, an OGC URN or WKT of any version. PROJ strings
        are refused: they can name files and hide what they are.

    Returns
    -------
    CRS
        Geographic or projected, in two dimensions; the vertical part of a compound or
        three-dimensional system is dropped.

    Raises
    ------
    UnknownCrs
        If it names nothing, or nothing known.
    UnsupportedCrs
        If it is known but has no place on the map: engineering, vertical, geocentric.
    """
    crs = given if isinstance(given, CRS) else _look_up(str(given).strip())
    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    if not (crs.is_geographic or crs.is_projected):
        raise UnsupportedCrs(crs=crs.name, usual=ADVISED)
    return crs.to_2d() if len(crs.axis_info) > 2 else crs


def _look_up(text: str) -> CRS:
    code = _CODE.fullmatch(text)
    wanted = f"EPSG:{code[1]}" if code else text
    known_form = code or _NAMED.fullmatch(text) or _WKT.match(text)
    if not known_form or len(text) > _MAX_TEXT:
        raise UnknownCrs(given=text[:80], usual=ADVISED)
    try:
        return CRS.from_user_input(wanted)
    except CRSError as error:
        raise UnknownCrs(given=text[:80], usual=ADVISED) from error


def is_undefined(crs: str | None) -> bool:
    """Whether a file's statement only says that it does not know its own system."""
    # GeoPackage reserves srs_id -1, 0 and 99999 for this; GDAL writes them out under these names.
    return not crs or bool(_UNDEFINED.match(crs))


def crs_label(crs: CRS) -> str:
    """Return ``"EPSG:4549"`` where the system has a code, else its name."""
    code = crs.to_epsg(min_confidence=70)
    return f"EPSG:{code}" if code else crs.name


def shifts_ground(crs: CRS) -> bool:
    """Whether the datum differs from ours by metres that no published transformation removes."""
    datum = crs.geodetic_crs.datum if crs.geodetic_crs is not None else None
    return datum is None or not datum.name.startswith(SAME_GROUND_DATUMS)


def transform(shapes: Shapes, *, source: str | CRS, target: str | CRS = STORAGE_CRS) -> Shapes:
    """Return the shapes with their coordinates in another system.

    Parameters
    ----------
    shapes : Geometry, or array of n geometries
        In ``source``; ``None`` stays ``None``, a third coordinate is dropped. Not changed by the call.
    source, target : str or CRS
        What ``parse_crs`` takes.

    Returns
    -------
    Geometry or array
        Like ``shapes``. A position that the projection cannot place has infinite
        coordinates: look before you store.

    Notes
    -----
    Whole arrays in one call: 100,000 points take a tenth of a second. Between WGS 84 and
    CGCS2000 nothing is moved (they differ by centimetres).
    """
    move = _transformer(parse_crs(source).to_wkt(), parse_crs(target).to_wkt())
    moved: Shapes = shapely.transform(shapes, move.transform, include_z=False, interleaved=False)
    return moved


def transform_points(points: Points, *, source: str | CRS, target: str | CRS = STORAGE_CRS) -> Points:
    """Return n points, an array of n rows (easting, northing), in another system."""
    move = _transformer(parse_crs(source).to_wkt(), parse_crs(target).to_wkt())
    return np.column_stack(move.transform(points[:, 0], points[:, 1]))


@lru_cache(maxsize=64)
def _transformer(source: str, target: str) -> Transformer:
    try:
        return Transformer.from_crs(source, target, always_xy=True)
    except ProjError as error:
        raise UnsupportedCrs(crs=CRS(source).name, usual=ADVISED) from error
