"""GIS files for tests, written on the spot; nothing binary is kept in the repository."""

import json
import sqlite3
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely
from shapely import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

SURROUNDINGS = (121.385, 31.225, 121.425, 31.255)
PLACE = Point(121.4035, 31.2405)
SQUARE = box(121.40, 31.24, 121.41, 31.25)
BOW_TIE = Polygon([(121.40, 31.24), (121.41, 31.25), (121.41, 31.24), (121.40, 31.25)])


def frame(
    shapes: BaseGeometry | Sequence[BaseGeometry | None] = PLACE,
    crs: str | None = "EPSG:4326",
    **columns: Any,
) -> geopandas.GeoDataFrame:
    """Return shapes given in degrees, in another system if one is named; ``None`` leaves it unsaid."""
    drawn = [shapes] if isinstance(shapes, BaseGeometry) else list(shapes)
    made = geopandas.GeoDataFrame(columns or {"名称": ["花溪路"] * len(drawn)}, geometry=drawn, crs="EPSG:4326")
    return made.to_crs(crs) if crs else made.set_crs(None, allow_override=True)


def gpkg(path: Path, made: geopandas.GeoDataFrame | None = None, layer: str = "环浜") -> Path:
    """Add a layer to a GeoPackage."""
    (frame() if made is None else made).to_file(path, layer=layer, driver="GPKG", engine="pyogrio")
    return path


def geojson(path: Path, *geometries: Mapping[str, Any] | None, crs: str | None = None, **properties: Any) -> Path:
    """Write GeoJSON by hand, so that it may hold what no library would write."""
    features = [{"type": "Feature", "properties": properties, "geometry": geometry} for geometry in geometries]
    value: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if crs:
        value["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def shapefile(folder: Path, made: geopandas.GeoDataFrame | None = None, *, encoding: str = "UTF-8") -> dict[str, bytes]:
    """Return the parts of a shapefile by their endings."""
    folder.mkdir(exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names and values cut off, which is what we want
        (frame() if made is None else made).to_file(folder / "part.shp", encoding=encoding, engine="pyogrio")
    return {file.suffix: file.read_bytes() for file in folder.glob("part.*")}


def zipped(path: Path, entries: Mapping[str, bytes], *, name_encoding: str = "") -> Path:
    """Write an archive; with ``name_encoding``, as Chinese Windows does, its names without the UTF-8 flag."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            info = _OldInfo(name, name_encoding) if name_encoding else zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return path


class _OldInfo(zipfile.ZipInfo):
    """An entry whose name stands in the archive in an encoding of the machine."""

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(name)
        self._encoding = encoding

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  (zipfile's own name)
        return self.filename.encode(self._encoding), self.flag_bits & ~0x800


def zipped_shapefile(
    path: Path,
    made: geopandas.GeoDataFrame | None = None,
    *,
    inside: str = "道路",
    without: Sequence[str] = (),
    **options: Any,
) -> Path:
    """Write a shapefile into an archive, under a name that may have folders."""
    parts = shapefile(path.with_suffix(""), made, **options)
    return zipped(path, {f"{inside}{end}": part for end, part in parts.items() if end not in without})


def edited(path: Path, *statements: str) -> Path:
    """Change a GeoPackage by SQL, its triggers (which need functions of GDAL's) out of the way."""
    with sqlite3.connect(path) as database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        for statement in statements:
            database.execute(statement)
    database.close()
    return path


def many_points(count: int, crs: str = "EPSG:4549") -> geopandas.GeoDataFrame:
    """Return so many points within the surroundings, the same ones each time."""
    places = np.random.default_rng(7).uniform((121.39, 31.23), (121.42, 31.25), (count, 2))
    columns = {"code": [f"P{i}" for i in range(count)], "名称": ["树"] * count, "height": np.linspace(1, 20, count)}
    return geopandas.GeoDataFrame(columns, geometry=shapely.points(places), crs="EPSG:4326").to_crs(crs)
