"""What is written is read: any values, any shapes, any format and system, and our own exports come back in."""

import json
import math
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPoint, Point
from shapely.geometry.base import BaseGeometry

from maps.errors import GeoError
from maps.geojson import to_geojson
from maps.workbench.reading import ReadResult, read_features
from maps.workbench.writing import CommentRow, write_comments
from tests.maps import gis_files
from tests.maps.gis_files import SURROUNDINGS

FORMATS = [".gpkg", ".geojson", ".zip"]
SYSTEMS = ["EPSG:4326", "EPSG:4490", "EPSG:4549", "EPSG:4528", "EPSG:3857", "EPSG:32651"]
FEW = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])

LONS, LATS = st.floats(121.39, 121.42), st.floats(31.23, 31.25)
POSITIONS = st.tuples(LONS, LATS)
POINTS = POSITIONS.map(Point)
LINES = st.lists(POSITIONS, min_size=2, max_size=8, unique_by=lambda p: (round(p[0], 5), round(p[1], 5))).map(
    LineString
)
AREAS = (
    st.lists(POSITIONS, min_size=3, max_size=8, unique=True)
    .map(lambda points: shapely.convex_hull(MultiPoint(points)))
    .filter(lambda hull: hull.geom_type == "Polygon" and hull.area > 1e-8)
)
# A shapefile holds shapes of one kind only.
SAME_KIND = (
    st.lists(POINTS, min_size=1, max_size=4)
    | st.lists(LINES, min_size=1, max_size=4)
    | st.lists(AREAS, min_size=1, max_size=4)
)
# What all three formats can hold: text without controls (a .dbf pads with spaces and knows no empty text).
TEXTS = st.text(st.characters(categories=["L", "N", "Lo"], max_codepoint=0xFFFF), min_size=1, max_size=20)


def write(folder: Path, ending: str, made: geopandas.GeoDataFrame) -> Path:
    path = folder / f"a{ending}"
    if ending == ".zip":
        return gis_files.zipped_shapefile(path, made)
    made.to_file(path, engine="pyogrio", driver="GPKG" if ending == ".gpkg" else "GeoJSON")
    return path


def there_and_back(ending: str, made: geopandas.GeoDataFrame) -> ReadResult:
    with tempfile.TemporaryDirectory() as folder:
        return read_features(write(Path(folder), ending, made), surroundings=SURROUNDINGS)


def read_or_refused(path: Path) -> ReadResult | None:
    """Read a spoilt file; any other error than a named refusal fails the test."""
    try:
        return read_features(path, surroundings=SURROUNDINGS)
    except GeoError as refused:
        if not refused.for_people().endswith("。"):
            raise
        return None


def metres_apart(one: BaseGeometry, other: BaseGeometry) -> float:
    return float(shapely.hausdorff_distance(one, other)) * 111_195


# ── shapes ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("ending", FORMATS)
@FEW
@given(
    shapes=SAME_KIND,
    crs=st.sampled_from(SYSTEMS),
)
def test_a_shape_comes_back_within_two_centimetres(ending: str, shapes: list[BaseGeometry], crs: str) -> None:
    result = there_and_back(ending, gis_files.frame(shapes, crs))
    assert len(result.features) == len(shapes)
    for feature, shape in zip(result.features, shapes, strict=True):
        assert feature.shape.is_valid
        assert metres_apart(feature.shape, shape) < 0.02


@FEW
@given(shapes=st.lists(st.one_of(POINTS, LINES, AREAS), min_size=1, max_size=5), crs=st.sampled_from(SYSTEMS))
def test_what_was_read_is_stored_as_it_was_read(shapes: list[BaseGeometry], crs: str) -> None:
    # Storage rounds; a shape that came through reading must not change by it any more.
    for feature in there_and_back(".gpkg", gis_files.frame(shapes, crs)).features:
        assert shapely.geometry.shape(to_geojson(feature.shape)).equals_exact(feature.shape, 0)


@FEW
@given(points=st.lists(POSITIONS, min_size=4, max_size=10, unique=True), crs=st.sampled_from(SYSTEMS))
def test_any_ring_comes_in_valid_or_is_left_out_and_told(points: list[tuple[float, float]], crs: str) -> None:
    ring = shapely.Polygon(points)
    assume(shapely.minimum_clearance(MultiPoint(points)) > 1e-6)
    result = there_and_back(".gpkg", gis_files.frame([Point(121.4, 31.24), ring], crs))
    told = {note.code for note in result.remarks}
    assert all(feature.shape.is_valid for feature in result.features)
    if ring.is_valid:
        assert len(result.features) == 2
    else:
        assert told & {"made_valid", "nothing_left"}
    if len(result.features) == 2:
        assert result.features[1].shape.geom_type in ("Polygon", "MultiPolygon")


@pytest.mark.parametrize("ending", FORMATS)
def test_the_bounds_of_the_result_are_those_of_its_features(ending: str, tmp_path: Path) -> None:
    corners = [Point(121.39, 31.23), Point(121.42, 31.25), Point(121.40, 31.24)]
    result = read_features(write(tmp_path, ending, gis_files.frame(corners)), surroundings=SURROUNDINGS)
    assert result.bounds == (121.39, 31.23, 121.42, 31.25)


# ── values ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("ending", FORMATS)
@FEW
@given(texts=st.lists(TEXTS, min_size=1, max_size=6))
def test_a_text_comes_back_letter_by_letter(ending: str, texts: list[str]) -> None:
    result = there_and_back(ending, gis_files.frame([Point(121.4, 31.24)] * len(texts), t=texts))
    assert [feature.properties["t"] for feature in result.features] == texts


@pytest.mark.parametrize("ending", FORMATS)
@FEW
@given(numbers=st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1, max_size=6))
def test_a_whole_number_stays_whole(ending: str, numbers: list[int]) -> None:
    result = there_and_back(ending, gis_files.frame([Point(121.4, 31.24)] * len(numbers), n=numbers))
    found = [feature.properties["n"] for feature in result.features]
    assert found == numbers
    assert all(type(number) is int for number in found)


@pytest.mark.parametrize("ending", [".gpkg", ".geojson"])
@FEW
@given(numbers=st.lists(st.none() | st.integers(-(2**31), 2**31 - 1), min_size=2, max_size=6))
def test_a_whole_number_stays_whole_beside_gaps(ending: str, numbers: list[int | None]) -> None:
    assume(any(number is not None for number in numbers))
    made = gis_files.frame([Point(121.4, 31.24)] * len(numbers), n=numbers)
    made["n"] = made["n"].astype("Int64")
    assert [feature.properties["n"] for feature in there_and_back(ending, made).features] == numbers


@pytest.mark.parametrize("ending", [".gpkg", ".geojson"])
@FEW
@given(numbers=st.lists(st.floats(width=64), min_size=1, max_size=6))
def test_a_number_comes_back_or_is_nothing(ending: str, numbers: list[float]) -> None:
    result = there_and_back(ending, gis_files.frame([Point(121.4, 31.24)] * len(numbers), n=np.array(numbers)))
    for feature, number in zip(result.features, numbers, strict=True):
        found = feature.properties.get("n")  # a file in which no number is finite has no such column
        assert (found is None) if not math.isfinite(number) else found == pytest.approx(number, rel=1e-12)
    json.dumps([feature.properties for feature in result.features], allow_nan=False)


NESTED = st.recursive(
    st.integers(-1000, 1000) | st.booleans() | st.text(max_size=8),
    lambda inner: st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3),
    max_leaves=8,
)


@FEW
@given(value=st.dictionaries(st.text("abc", min_size=1, max_size=3), NESTED, min_size=1, max_size=3))
def test_nested_values_of_geojson_come_back_nested(value: dict[str, Any]) -> None:
    point = {"type": "Point", "coordinates": [121.4, 31.24]}
    with tempfile.TemporaryDirectory() as folder:
        path = gis_files.geojson(Path(folder) / "a.geojson", point, nested=value)
        (feature,) = read_features(path, surroundings=SURROUNDINGS).features
    assert feature.properties["nested"] == value


# ── our own exports ─────────────────────────────────────────────────────────────


def comment(number: int, place: Point | None, text: str = "这里少一盏灯。") -> CommentRow:
    return CommentRow(
        id=number,
        proposal_code="RING-1",
        proposal_title="一环",
        consultation="公示",
        text=text,
        author="河边人",
        neighbourhood="源园",
        status="已发布",
        sent_at=datetime(2021, 1, 8, 1, 0, tzinfo=UTC),
        lon=place.x if place else None,
        lat=place.y if place else None,
        shape=place,
        place_kind="Point" if place else "",
    )


def test_a_planner_can_bring_an_export_back_in(tmp_path: Path) -> None:
    write_comments([comment(1, None), comment(2, Point(121.4035, 31.2405))], tmp_path / "a.gpkg")
    result = read_features(tmp_path / "a.gpkg", surroundings=SURROUNDINGS)
    assert result.layers == ("comments",)
    (feature,) = result.features
    assert feature.shape == Point(121.4035, 31.2405)
    assert feature.properties["意见"] == "这里少一盏灯。"
    assert [note.code for note in result.remarks] == ["no_geometry"]


@FEW
@given(places=st.lists(POINTS, min_size=1, max_size=6), texts=st.data())
def test_every_exported_comment_comes_back_at_its_place(places: list[Point], texts: st.DataObject) -> None:
    words = [texts.draw(TEXTS) for _place in places]
    rows = [comment(number, place, words[number]) for number, place in enumerate(places)]
    with tempfile.TemporaryDirectory() as folder:
        write_comments(rows, Path(folder) / "a.gpkg")
        features = read_features(Path(folder) / "a.gpkg", surroundings=SURROUNDINGS).features
    assert [feature.properties["意见"] for feature in features] == words
    assert all(metres_apart(f.shape, place) < 0.02 for f, place in zip(features, places, strict=True))


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda content: content[: len(content) // 2], id="cut_in_half"),
        pytest.param(lambda content: content[:-1], id="last_byte_missing"),
        pytest.param(lambda content: b"", id="emptied"),
        pytest.param(lambda content: bytes(len(content)), id="all_zeros"),
        pytest.param(lambda content: content[:200] + bytes(range(256)) + content[456:], id="a_hole_near_the_start"),
    ],
)
@pytest.mark.parametrize("ending", FORMATS)
def test_a_spoilt_file_is_refused_or_read_whole(tmp_path: Path, ending: str, spoil: Callable[[bytes], bytes]) -> None:
    path = write(tmp_path, ending, gis_files.many_points(500))
    path.write_bytes(spoil(path.read_bytes()))
    result = read_or_refused(path)
    assert result is None or len(result.features) == 500


@pytest.mark.parametrize("ending", FORMATS)
@FEW
@given(at=st.integers(0, 20_000), junk=st.binary(min_size=1, max_size=400))
def test_no_overwritten_byte_gets_past_the_named_refusals(ending: str, at: int, junk: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), ending, gis_files.many_points(100, "EPSG:4326"))
        content = bytearray(path.read_bytes())
        at = at % len(content)
        content[at : at + len(junk)] = junk
        path.write_bytes(content)
        result = read_or_refused(path)
    if result is not None:
        assert all(feature.shape.is_valid for feature in result.features)
        json.dumps([feature.properties for feature in result.features], allow_nan=False)
