"""GIS files that are refused, each by its own name and with a sentence that says what to do."""

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from shapely import LineString, Point, Polygon

from maps import errors
from maps.workbench.limits import Limits
from maps.workbench.reading import read_features
from tests.maps import gis_files
from tests.maps.gis_files import PLACE, SURROUNDINGS, frame
from tests.maps.refusing import refused

# ── what is no file of ours ─────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path",
    [
        "/vsicurl/http://127.0.0.1:9/a.geojson",
        "http://127.0.0.1:9/a.geojson",
        "/vsizip/a.zip/a.geojson",
        "GPKG:a.gpkg",
        "missing.gpkg",
        "a\0b.gpkg",
    ],
)
def test_only_an_ordinary_local_file_is_opened(path: str) -> None:
    assert refused(path, errors.FileMissing if Path(path).suffix[1:] in ("gpkg", "geojson") else errors.FileError)


def test_a_folder_or_a_pipe_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.gpkg").mkdir()
    refused(tmp_path / "a.gpkg", errors.FileMissing)
    os.mkfifo(tmp_path / "b.gpkg")
    refused(tmp_path / "b.gpkg", errors.FileMissing)


@pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".zip"])
def test_an_empty_file_is_named_so(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"a{ending}").touch()
    refused(tmp_path / f"a{ending}", errors.EmptyFile)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.rar", "RAR"),
        ("a.7z", "7z"),
        ("a.dwg", "AutoCAD"),
        ("a.DXF", "AutoCAD"),
        ("a.kml", "KML"),
        ("a.mif", "MapInfo"),
        ("a.tab", "MapInfo"),
        ("a.gdb.zip", "地理数据库"),
        ("a.xlsx", "表格"),
        ("a.tif", "影像"),
        ("a.shp", "压缩成 zip"),
        ("a.dbf", "压缩成 zip"),
        ("a.vrt", ".gpkg"),
        ("noending", ".gpkg"),
    ],
)
def test_other_formats_are_named_with_what_to_export_instead(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert said in refused(tmp_path / name, errors.UnsupportedFormat).for_people()


@pytest.mark.parametrize(
    ("ending", "content", "said"),
    [
        pytest.param(".gpkg", b"PK\x03\x04....", "zip", id="zip_named_gpkg"),
        pytest.param(".gpkg", b"<!DOCTYPE html>", "网页", id="login_page_saved_as_gpkg"),
        pytest.param(".zip", b"Rar!\x1a\x07\x00", "RAR", id="rar_named_zip"),
        pytest.param(".zip", b"SQLite format 3\x00", "SQLite", id="gpkg_named_zip"),
        pytest.param(".geojson", b"AC1027", "AutoCAD", id="dwg_named_geojson"),
        pytest.param(".json", b"<OGRVRTDataSource></OGRVRTDataSource>", "XML", id="recipe_named_json"),
        pytest.param(".geojson", b"\x00\x01\x02", "别的", id="rubbish"),
        pytest.param(".geojson", b"[1, 2]", "别的", id="a_json_list"),
    ],
)
def test_a_wrong_ending_is_seen_through(tmp_path: Path, ending: str, content: bytes, said: str) -> None:
    (tmp_path / f"a{ending}").write_bytes(content)
    assert said in refused(tmp_path / f"a{ending}", errors.WrongContent).for_people()


# ── what GDAL would run ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(
            {"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read {secret} ! limit 1"},
            id="pipeline",
        ),
        pytest.param({"type": "Topology", "objects": {}, "arcs": []}, id="topojson"),
        pytest.param({"displayFieldName": "", "geometryType": "esriGeometryPoint", "features": []}, id="esri"),
        pytest.param({}, id="nothing"),
    ],
)
def test_json_that_is_not_geojson_is_not_followed(tmp_path: Path, value: dict[str, Any]) -> None:
    secret = gis_files.geojson(tmp_path / "secret.geojson", PLACE.__geo_interface__)
    (tmp_path / "a.json").write_text(json.dumps(value).replace("{secret}", str(secret)))
    refused(tmp_path / "a.json", errors.UnreadableFile)


def test_json_that_never_ends_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"type":"FeatureCollection","features":' + "[" * 1_000_000)
    refused(tmp_path / "a.json", errors.UnreadableFile)


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_geojson_that_was_cut_off_is_refused_and_not_half_read(tmp_path: Path, share: float) -> None:
    path = tmp_path / "a.geojson"
    gis_files.many_points(60_000, "EPSG:4326").to_file(path, engine="pyogrio")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refused(path, errors.UnreadableFile)


# ── GeoPackages ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_a_geopackage_that_was_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    path = gis_files.gpkg(tmp_path / "a.gpkg", gis_files.many_points(5_000))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refused(path, errors.UnreadableFile)


def test_a_geopackage_with_bytes_overwritten_is_refused(tmp_path: Path) -> None:
    path = gis_files.gpkg(tmp_path / "a.gpkg", gis_files.many_points(5_000))
    content = bytearray(path.read_bytes())
    content[40_000:80_000] = bytes(40_000)
    path.write_bytes(content)
    refused(path, errors.UnreadableFile)


def test_another_sqlite_database_is_no_geopackage(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.gpkg") as database:
        database.execute("CREATE TABLE comments (text TEXT)")
    database.close()
    refused(tmp_path / "a.gpkg", errors.UnreadableFile)


def test_a_geopackage_of_tables_only_has_no_layer(tmp_path: Path) -> None:
    path = gis_files.edited(gis_files.gpkg(tmp_path / "a.gpkg"), "UPDATE gpkg_contents SET data_type = 'attributes'")
    refused(path, errors.NoLayer)


def test_a_view_without_end_is_not_run(tmp_path: Path) -> None:
    path = gis_files.edited(
        gis_files.gpkg(tmp_path / "a.gpkg"),
        'DROP TABLE "环浜"',
        'CREATE VIEW "环浜" AS WITH RECURSIVE c(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM c)'
        " SELECT fid, NULL AS geom FROM c",
    )
    refused(path, errors.NoLayer)


def test_a_table_of_contents_that_is_a_view_is_not_run(tmp_path: Path) -> None:
    path = gis_files.edited(
        gis_files.gpkg(tmp_path / "a.gpkg"),
        "ALTER TABLE gpkg_contents RENAME TO kept",
        "CREATE VIEW gpkg_contents AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
        " SELECT x AS table_name, 'features' AS data_type FROM c",
    )
    refused(path, errors.UnreadableFile)


def test_a_virtual_table_that_could_open_other_files_is_unsafe(tmp_path: Path) -> None:
    path = gis_files.gpkg(tmp_path / "a.gpkg")
    gis_files.edited(
        path,
        "PRAGMA writable_schema = ON",
        "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('table', 'spy', 'spy', 0,"
        " 'CREATE VIRTUAL TABLE spy USING VirtualOGR(''/etc/passwd'')')",
    )
    refused(path, errors.UnsafeFile)


def test_a_computed_column_is_unsafe(tmp_path: Path) -> None:
    path = gis_files.edited(
        gis_files.gpkg(tmp_path / "a.gpkg"),
        "ALTER TABLE \"环浜\" ADD COLUMN boom TEXT AS (printf('%.*c', 1000000000, 'x')) VIRTUAL",
    )
    refused(path, errors.UnsafeFile)


def test_triggers_do_not_keep_a_file_out_and_do_not_fire(tmp_path: Path) -> None:
    path = gis_files.gpkg(tmp_path / "a.gpkg")
    with sqlite3.connect(path) as database:
        database.execute('CREATE TRIGGER evil AFTER INSERT ON gpkg_contents BEGIN DELETE FROM "环浜"; END')
    database.close()
    before = path.read_bytes()
    assert len(read_features(path, surroundings=SURROUNDINGS).features) == 1
    assert path.read_bytes() == before


# ── layers ──────────────────────────────────────────────────────────────────────


def test_several_layers_without_a_choice_are_listed(tmp_path: Path) -> None:
    path = gis_files.gpkg(gis_files.gpkg(tmp_path / "a.gpkg", layer="道路"), layer="水系")
    assert "道路、水系" in refused(path, errors.ChooseLayer).for_people()


@pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".zip"])
def test_a_layer_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"甲{ending}"
    if ending == ".zip":
        gis_files.zipped_shapefile(path, inside="甲")
    elif ending == ".gpkg":
        gis_files.gpkg(path, layer="甲")
    else:
        gis_files.geojson(path, PLACE.__geo_interface__)
    assert "只有：甲" in refused(path, errors.LayerNotFound, layer="乙").for_people()


def test_a_layer_without_records_is_refused(tmp_path: Path) -> None:
    refused(gis_files.gpkg(tmp_path / "a.gpkg", frame().iloc[:0]), errors.NoFeatures)


def test_a_layer_without_a_usable_shape_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = gis_files.gpkg(tmp_path / "a.gpkg", frame([None, None]))
    assert "2 条记录没有图形" in refused(path, errors.NoFeatures).for_people()


# ── where on earth ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("crs", "said"),
    [("EPSG:4549", "EPSG:4549"), ("EPSG:4528", "EPSG:4528"), ("EPSG:4326", "EPSG:4326"), ("EPSG:3857", "EPSG:3857")],
)
def test_a_shapefile_without_prj_is_refused_with_the_likely_system(tmp_path: Path, crs: str, said: str) -> None:
    path = gis_files.zipped_shapefile(tmp_path / "a.zip", frame(PLACE, crs), without=[".prj"])
    error = refused(path, errors.MissingCrs)
    assert ".prj" in error.for_people()
    assert said in error.for_people()


@pytest.mark.parametrize("srs_id", [-1, 0])
def test_a_geopackage_that_does_not_know_its_system_is_refused(tmp_path: Path, srs_id: int) -> None:
    path = gis_files.edited(
        gis_files.gpkg(tmp_path / "a.gpkg", frame(PLACE, "EPSG:4549")),
        f"UPDATE gpkg_contents SET srs_id = {srs_id}",
        f"UPDATE gpkg_geometry_columns SET srs_id = {srs_id}",
    )
    assert "EPSG:4549" in refused(path, errors.MissingCrs).for_people()


def test_the_city_grid_without_prj_is_recognised(tmp_path: Path) -> None:
    made = frame(crs=None).set_geometry([Point(-6041.2, 512.9)])
    path = gis_files.zipped_shapefile(tmp_path / "a.zip", made, without=[".prj"])
    assert "上海平面坐标系" in refused(path, errors.MissingCrs).for_people()


def test_an_engineering_system_is_refused(tmp_path: Path) -> None:
    parts = gis_files.shapefile(tmp_path / "s") | {".prj": b'LOCAL_CS["Shanghai City Grid",UNIT["Meter",1]]'}
    path = gis_files.zipped(tmp_path / "a.zip", {f"a{end}": part for end, part in parts.items()})
    assert "Shanghai City Grid" in refused(path, errors.UnsupportedCrs).for_people()


def test_a_prj_that_says_nothing_known_is_refused(tmp_path: Path) -> None:
    parts = gis_files.shapefile(tmp_path / "s") | {".prj": "上海城建坐标".encode("gbk")}
    path = gis_files.zipped(tmp_path / "a.zip", {f"a{end}": part for end, part in parts.items()})
    assert "上海城建坐标" in refused(path, errors.UnknownCrs).for_people()


def test_a_system_that_the_person_mistyped_is_refused(tmp_path: Path) -> None:
    refused(gis_files.gpkg(tmp_path / "a.gpkg"), errors.UnknownCrs, crs="EPSG:45490000")


@pytest.mark.parametrize(
    ("coordinates", "code", "said"),
    [
        pytest.param([31.2405, 121.4035], "swapped_axes", "写反", id="latitude_first"),
        pytest.param([633708.878, 3458488.368], "metres_declared_as_degrees", "EPSG:4549", id="metres"),
        pytest.param([13514575.8, 3662889.2], "web_mercator", "EPSG:3857", id="web_mercator"),
        pytest.param([0, 0], "null_island", "0,0", id="zeros"),
        pytest.param([116.4, 39.9], "elsewhere", "确认", id="beijing"),
    ],
)
def test_geojson_that_lands_elsewhere_is_refused_with_the_cause(
    tmp_path: Path, coordinates: list[float], code: str, said: str
) -> None:
    path = gis_files.geojson(tmp_path / "a.geojson", {"type": "Point", "coordinates": coordinates})
    error = refused(path, errors.OutsideSurroundings)
    assert error.facts["cause_code"] == code
    assert said in error.for_people()


def test_a_missing_zone_prefix_is_named(tmp_path: Path) -> None:
    made = frame(PLACE, "EPSG:4528").set_crs("EPSG:4549", allow_override=True)
    error = refused(gis_files.gpkg(tmp_path / "a.gpkg", made), errors.OutsideSurroundings)
    assert error.facts["cause_code"] == "zone_prefix"


def test_one_stray_among_many_refuses_all_and_is_numbered(tmp_path: Path) -> None:
    error = refused(
        gis_files.gpkg(tmp_path / "a.gpkg", frame([PLACE, Point(121.6, 31.24), PLACE])), errors.OutsideSurroundings
    )
    assert "3 个要素中有 1 个" in error.for_people()
    assert "第 2 个" in error.for_people()


def test_a_shape_that_sticks_out_is_outside(tmp_path: Path) -> None:
    refused(gis_files.gpkg(tmp_path / "a.gpkg", frame(LineString([PLACE, (121.5, 31.24)]))), errors.OutsideSurroundings)


# ── too much ────────────────────────────────────────────────────────────────────


def test_too_many_features_are_refused(tmp_path: Path) -> None:
    path = gis_files.gpkg(tmp_path / "a.gpkg", frame([PLACE] * 11))
    refused(path, errors.TooManyFeatures, limits=Limits(features=10))
    assert len(read_features(path, surroundings=SURROUNDINGS, limits=Limits(features=11)).features) == 11


def test_too_many_vertices_are_refused_in_one_shape_and_in_all(tmp_path: Path) -> None:
    line = LineString([(121.40 + i / 10_000, 31.24) for i in range(20)])
    path = gis_files.gpkg(tmp_path / "a.gpkg", frame([PLACE, line]))
    assert "第 2 个" in refused(path, errors.TooManyVertices, limits=Limits(shape_vertices=19)).for_people()
    assert "合计" in refused(path, errors.TooManyVertices, limits=Limits(vertices=20)).for_people()
    assert (
        len(read_features(path, surroundings=SURROUNDINGS, limits=Limits(vertices=21, shape_vertices=20)).features) == 2
    )


def test_too_many_bytes_are_refused(tmp_path: Path) -> None:
    path = gis_files.gpkg(tmp_path / "a.gpkg")
    refused(path, errors.FileTooLarge, limits=Limits(file_bytes=path.stat().st_size - 1))
    read_features(path, surroundings=SURROUNDINGS, limits=Limits(file_bytes=path.stat().st_size))


def test_a_polygon_of_a_million_vertices_is_refused_quickly(tmp_path: Path) -> None:
    ring = np.random.default_rng(1).uniform((121.39, 31.23), (121.42, 31.25), (1_000_000, 2))
    refused(gis_files.gpkg(tmp_path / "a.gpkg", frame(Polygon(ring))), errors.TooManyVertices)


def test_a_scribble_is_refused_quickly(tmp_path: Path) -> None:
    ring = np.random.default_rng(1).uniform((121.39, 31.23), (121.42, 31.25), (20_000, 2))
    path = gis_files.gpkg(tmp_path / "a.gpkg", frame([PLACE, Polygon(ring)]))
    assert "第 2 个" in refused(path, errors.BrokenShape).for_people()


def test_areas_that_cross_themselves_too_often_together_are_refused(tmp_path: Path) -> None:
    path = gis_files.gpkg(tmp_path / "a.gpkg", frame([gis_files.BOW_TIE] * 3))
    refused(path, errors.BrokenShape, limits=Limits(crossings=2))
    assert len(read_features(path, surroundings=SURROUNDINGS, limits=Limits(crossings=3)).features) == 3


@pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".zip"])
def test_too_many_columns_are_refused(tmp_path: Path, ending: str) -> None:
    path, made = tmp_path / f"a{ending}", frame([PLACE] * 3, a=[1, 2, 3], b=[1, 2, 3])
    if ending == ".zip":
        gis_files.zipped_shapefile(path, made)
    else:
        made.to_file(path, engine="pyogrio")
    refused(path, errors.TooManyColumns, limits=Limits(columns=1))
    refused(path, errors.TooManyColumns, limits=Limits(cells=5))
    assert len(read_features(path, surroundings=SURROUNDINGS, limits=Limits(columns=2, cells=6)).features) == 3


def test_geojson_with_another_column_for_each_feature_is_refused_quickly(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [121.4, 31.24]}
    features = [{"type": "Feature", "properties": {f"k{i}": 1}, "geometry": point} for i in range(5_000)]
    (tmp_path / "a.json").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    refused(tmp_path / "a.json", errors.TooManyColumns)


def test_a_geojson_feature_that_fills_the_memory_is_refused_while_it_is_read(tmp_path: Path) -> None:
    line = [[121.4 + i / 1e8, 31.24] for i in range(200_000)]
    path = gis_files.geojson(tmp_path / "a.geojson", {"type": "LineString", "coordinates": line})
    assert "简化" in refused(path, errors.TooManyVertices).for_people()


def test_a_geojson_feature_of_fifty_thousand_vertices_is_read(tmp_path: Path) -> None:
    line = [[round(121.4 + i / 1e7, 7), 31.24] for i in range(50_000)]
    path = gis_files.geojson(tmp_path / "a.geojson", {"type": "LineString", "coordinates": line})
    (feature,) = read_features(path, surroundings=SURROUNDINGS).features
    assert shapely.get_num_coordinates(feature.shape) == 50_000
