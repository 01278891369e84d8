"""GIS files in: what each format brings arrives whole, in degrees, with its Chinese intact."""

import hashlib
import json
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely
from shapely import LineString, MultiPolygon, Point

from maps.workbench.limits import Limits
from maps.workbench.notes import Note
from maps.workbench.reading import ReadResult, read_features
from tests.maps import gis_files
from tests.maps.gis_files import BOW_TIE, PLACE, SQUARE, SURROUNDINGS, frame


def read(path: Path, **options: Any) -> ReadResult:
    return read_features(path, **({"surroundings": SURROUNDINGS} | options))


def remark(result: ReadResult, code: str) -> Note:
    return next(note for note in result.remarks if note.code == code)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(folder: Path, ending: str, made: geopandas.GeoDataFrame) -> Path:
    path = folder / f"图层{ending}"
    if ending == ".zip":
        return gis_files.zipped_shapefile(path, made)
    made.to_file(path, driver="GPKG" if ending == ".gpkg" else "GeoJSON", engine="pyogrio")
    return path


# ── formats and systems ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".json", ".zip"])
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4490", "EPSG:4549", "EPSG:4528", "EPSG:3857", "EPSG:32651"])
def test_every_format_lands_in_degrees_from_every_system(folder: Path, ending: str, crs: str) -> None:
    result = read(write(folder, ending, frame(PLACE, crs, 名称=["花溪路"])))
    (feature,) = result.features
    assert (feature.shape.x, feature.shape.y) == pytest.approx((121.4035, 31.2405), abs=1e-7)
    assert feature.properties == {"名称": "花溪路"}
    assert result.source_crs == crs


@pytest.mark.parametrize("crs", ["EPSG:2385", "EPSG:2437", "EPSG:4214"])
def test_an_old_datum_is_read_with_a_warning(folder: Path, crs: str) -> None:
    result = read(write(folder, ".gpkg", frame(PLACE, crs)))
    assert result.features[0].shape.distance(PLACE) < 0.0001
    assert "几十" in remark(result, "datum_shift").for_people()


def test_the_result_says_where_it_comes_from(folder: Path) -> None:
    path = gis_files.gpkg(folder / "a.gpkg", layer="一环")
    result = read(path)
    assert (result.format, result.layer, result.layers) == ("GeoPackage", "一环", ("一环",))
    assert result.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert result.size_bytes == path.stat().st_size
    assert result.bounds == (121.4035, 31.2405, 121.4035, 31.2405)
    assert result.notes == []


def test_a_text_for_a_path_and_capitals_in_the_ending_are_fine(folder: Path) -> None:
    path = gis_files.gpkg(folder / "a.gpkg").rename(folder / "A.GPKG")
    assert len(read_features(str(path), surroundings=SURROUNDINGS).features) == 1


def test_the_file_is_not_touched(folder: Path) -> None:
    path = gis_files.gpkg(folder / "a.gpkg")
    before = path.read_bytes()
    path.chmod(0o400)
    read(path)
    assert path.read_bytes() == before
    assert list(folder.iterdir()) == [path]


def test_nothing_is_left_in_the_scratch_folder(folder: Path) -> None:
    scratch = folder / "scratch"
    scratch.mkdir()
    read(gis_files.gpkg(folder / "a.gpkg"), scratch=scratch)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"type": "Point", "coordinates": [121.4035, 31.2405]}, id="bare_geometry"),
        pytest.param(
            {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [121.4035, 31.2405]}},
            id="one_feature",
        ),
    ],
)
def test_geojson_need_not_be_a_collection(folder: Path, value: dict[str, Any]) -> None:
    (folder / "a.geojson").write_text(json.dumps(value))
    assert read(folder / "a.geojson").features[0].shape == PLACE


def test_geojson_of_2008_may_name_its_system(folder: Path) -> None:
    moved = frame(PLACE, "EPSG:4549").geometry[0]
    path = gis_files.geojson(folder / "a.geojson", moved.__geo_interface__, crs="urn:ogc:def:crs:EPSG::4549")
    result = read(path)
    assert result.source_crs == "EPSG:4549"
    assert result.features[0].shape.distance(PLACE) < 1e-7


# ── choosing ────────────────────────────────────────────────────────────────────


def test_one_of_several_layers_is_read_by_its_name(folder: Path) -> None:
    path = gis_files.gpkg(folder / "a.gpkg", layer="道路")
    gis_files.gpkg(path, frame(PLACE, "EPSG:4549", 名称=["环浜"]), layer="水系")
    result = read(path, layer="水系")
    assert result.layers == ("道路", "水系")
    assert result.features[0].properties == {"名称": "环浜"}


def test_a_table_without_shapes_is_no_layer(folder: Path) -> None:
    path = gis_files.gpkg(folder / "a.gpkg")
    gis_files.edited(
        path,
        "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, xml TEXT)",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('layer_styles', 'attributes', 's', 0)",
    )
    assert read(path).layers == ("环浜",)


def test_a_named_system_fills_in_for_a_missing_one(folder: Path) -> None:
    path = gis_files.zipped_shapefile(folder / "a.zip", frame(PLACE, "EPSG:4549"), without=[".prj"])
    result = read(path, crs="4549")
    assert result.features[0].shape.distance(PLACE) < 1e-7
    assert "EPSG:4549" in remark(result, "crs_given").for_people()


def test_a_named_system_wins_over_the_files_and_says_so(folder: Path) -> None:
    moved = frame(PLACE, "EPSG:4549").set_crs("EPSG:4547", allow_override=True)
    result = read(gis_files.gpkg(folder / "a.gpkg", moved), crs="EPSG:4549")
    assert result.features[0].shape.distance(PLACE) < 1e-7
    assert remark(result, "crs_overridden").facts == {"stated": "EPSG:4547", "given": "EPSG:4549"}


def test_naming_the_same_system_again_is_worth_no_note(folder: Path) -> None:
    assert read(gis_files.gpkg(folder / "a.gpkg"), crs="EPSG:4326").notes == []


# ── properties ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        pytest.param({"code": ["R-1"], "id": ["x"]}, "R-1", id="code_first"),
        pytest.param({"编号": ["甲一"]}, "甲一", id="chinese"),
        pytest.param({"ID": [12]}, "12", id="number_in_capitals"),
        pytest.param({"Code": [12.0]}, "12", id="whole_number_as_float"),
        pytest.param({"code": [" R-1 "]}, "R-1", id="spaces"),
        pytest.param({"code": [None], "n": [1]}, "", id="empty"),
        pytest.param({"name": ["x"]}, "", id="no_such_column"),
    ],
)
def test_the_code_is_found_by_the_columns_name(folder: Path, columns: dict[str, Any], code: str) -> None:
    assert read(gis_files.gpkg(folder / "a.gpkg", frame(PLACE, **columns))).features[0].code == code


def test_codes_that_repeat_are_told(folder: Path) -> None:
    made = frame([PLACE] * 4, code=["A", "B", "A", None])
    note = remark(read(gis_files.gpkg(folder / "a.gpkg", made)), "duplicate_codes")
    assert "：A。" in note.for_people()


def test_properties_are_plain_and_fit_json(folder: Path) -> None:
    made = frame(
        [PLACE, PLACE],
        whole=[7, None],
        ratio=[0.5, np.nan],
        wild=[np.inf, 1.0],
        yes=[True, False],
        day=np.array(["2021-01-05", None], dtype="datetime64[D]").astype("datetime64[ms]"),
        text=["曹杨", None],
    )
    made["whole"] = made["whole"].astype("Int64")
    first, second = read(gis_files.gpkg(folder / "a.gpkg", made)).features
    assert first.properties == {
        "whole": 7, "ratio": 0.5, "wild": None, "yes": True, "day": "2021-01-05T00:00:00", "text": "曹杨",
    }  # fmt: skip
    assert second.properties == {
        "whole": None, "ratio": None, "wild": 1.0, "yes": False, "day": None, "text": None,
    }  # fmt: skip
    assert type(first.properties["whole"]) is int
    assert type(first.properties["yes"]) is bool
    json.dumps([first.properties, second.properties], allow_nan=False)


def test_a_date_is_text_that_python_reads_back(folder: Path) -> None:
    made = frame([PLACE, PLACE], moment=[datetime(2021, 1, 8, 9, 30), None], tag=["a", "b"])  # noqa: DTZ001
    features = read(gis_files.gpkg(folder / "a.gpkg", made)).features
    assert datetime.fromisoformat(features[0].properties["moment"]).replace(tzinfo=None) == datetime(2021, 1, 8, 9, 30)  # noqa: DTZ001
    assert features[1].properties["moment"] is None


def test_a_day_of_geojson_stays_a_day(folder: Path) -> None:
    path = gis_files.geojson(folder / "a.geojson", PLACE.__geo_interface__, opened="2021-01-05")
    assert date.fromisoformat(read(path).features[0].properties["opened"]) == date(2021, 1, 5)


def test_nested_values_of_geojson_stay_nested(folder: Path) -> None:
    path = gis_files.geojson(
        folder / "a.geojson", PLACE.__geo_interface__, tags=["绿", "水"], size={"w": 8, "h": [1.5]}
    )
    assert read(path).features[0].properties == {"tags": ["绿", "水"], "size": {"w": 8, "h": [1.5]}}


def test_a_binary_column_is_left_out_and_told(folder: Path) -> None:
    path = gis_files.edited(
        gis_files.gpkg(folder / "a.gpkg"),
        'ALTER TABLE "环浜" ADD COLUMN photo BLOB',
        "UPDATE \"环浜\" SET photo = x'00ff'",
    )
    result = read(path)
    assert result.features[0].properties == {"名称": "花溪路"}
    assert "photo" in remark(result, "binary_column").for_people()


# ── repaired ────────────────────────────────────────────────────────────────────


def test_an_area_that_crosses_itself_is_mended_and_named(folder: Path) -> None:
    result = read(gis_files.gpkg(folder / "a.gpkg", frame([SQUARE, BOW_TIE])))
    assert isinstance(result.features[1].shape, MultiPolygon)
    assert all(feature.shape.is_valid for feature in result.features)
    assert remark(result, "made_valid").numbers == (2,)
    assert "第 2 个" in remark(result, "made_valid").for_people()


def test_heights_are_dropped_and_counted(folder: Path) -> None:
    made = frame([Point(121.4, 31.24, 4.5), LineString([(121.4, 31.24, 1), (121.41, 31.25, 2)])])
    result = read(gis_files.gpkg(folder / "a.gpkg", made))
    assert not any(shapely.has_z(feature.shape) for feature in result.features)
    assert remark(result, "z_dropped").count == 2


def test_an_open_ring_is_closed_and_named(folder: Path) -> None:
    ring = [[121.40, 31.24], [121.41, 31.24], [121.41, 31.25]]
    result = read(gis_files.geojson(folder / "a.geojson", {"type": "Polygon", "coordinates": [ring]}))
    assert result.features[0].shape.equals(shapely.Polygon(ring))
    assert remark(result, "ring_closed").numbers == (1,)


def test_coordinates_are_stored_to_a_centimetre_and_stay_valid(folder: Path) -> None:
    result = read(gis_files.gpkg(folder / "a.gpkg", frame([SQUARE, BOW_TIE], "EPSG:4549")))
    coordinates = shapely.get_coordinates([feature.shape for feature in result.features])
    assert (np.round(coordinates, 7) == coordinates).all()


# ── left out ────────────────────────────────────────────────────────────────────


def test_records_without_a_usable_shape_are_left_out_and_numbered(folder: Path) -> None:
    point = {"type": "Point", "coordinates": [121.4035, 31.2405]}
    nothing_left = {
        "type": "Polygon",
        "coordinates": [[[121.4, 31.24], [121.41, 31.25], [121.4, 31.24], [121.4, 31.24]]],
    }
    collection = {"type": "GeometryCollection", "geometries": [point]}
    path = gis_files.geojson(
        folder / "a.geojson", point, None, {"type": "Polygon", "coordinates": []}, collection, nothing_left, point
    )
    result = read(path)
    assert [feature.number for feature in result.features] == [1, 6]
    assert {note.code: note.numbers for note in result.remarks} == {
        "no_geometry": (2,),
        "empty_geometry": (3,),
        "unsupported_type": (4,),
        "nothing_left": (5,),
    }
    assert all(sentence for sentence in result.notes)


def test_a_position_that_is_no_number_is_left_out(folder: Path) -> None:
    path = folder / "a.geojson"
    gis_files.geojson(
        path, {"type": "Point", "coordinates": [121.4035, 31.2405]}, {"type": "Point", "coordinates": [121, 31]}
    )
    path.write_text(path.read_text().replace("[121, 31]", "[NaN, 31]"))
    result = read(path)
    assert len(result.features) == 1
    assert remark(result, "not_a_number").numbers == (2,)


def test_only_the_first_ten_are_named(folder: Path) -> None:
    result = read(gis_files.gpkg(folder / "a.gpkg", frame([PLACE, *[None] * 25])))
    note = remark(result, "no_geometry")
    assert (note.count, note.numbers) == (25, tuple(range(2, 12)))
    assert "11…" in note.for_people()


def test_the_attributes_stay_with_their_shapes(folder: Path) -> None:
    made = frame([None, PLACE, None, Point(121.41, 31.25)], code=["A", "B", "C", "D"])
    features = read(gis_files.gpkg(folder / "a.gpkg", made)).features
    assert [(f.code, f.properties["code"], f.shape.x) for f in features] == [("B", "B", 121.4035), ("D", "D", 121.41)]


# ── hints ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["高德道路.gpkg", "roads_gcj02.gpkg", "BD09.gpkg"])
def test_a_name_that_smells_of_shifted_maps_is_pointed_out(folder: Path, name: str) -> None:
    assert "GCJ-02" in remark(read(gis_files.gpkg(folder / name)), "maybe_shifted").for_people()


# ── speed ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("ending", "count"), [(".gpkg", 100_000), (".geojson", 20_000), (".zip", 20_000)])
def test_many_points_take_seconds_and_not_minutes(folder: Path, ending: str, count: int) -> None:
    path = write(folder, ending, gis_files.many_points(count))
    begun = time.process_time()
    result = read(path, limits=Limits(features=count))
    assert len(result.features) == count
    assert time.process_time() - begun < 5


def test_a_local_grid_comes_in_when_its_parameters_are_in_the_file(folder: Path) -> None:
    # Not the city's own parameters, which are not public: any plane grid given by its formula.
    grid = "+proj=tmerc +lat_0=31.235 +lon_0=121.467 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +type=crs"
    result = read(gis_files.gpkg(folder / "a.gpkg", frame(PLACE, grid)))
    assert result.features[0].shape.distance(PLACE) < 1e-7
