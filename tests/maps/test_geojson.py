"""GeoJSON in and out: what people draw becomes a valid shape, or is refused with the rule it broke."""

import json
import math
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry import mapping, shape

from maps.errors import SHAPE_REASONS, InvalidShape
from maps.geojson import rounded, shape_from_geojson, to_geojson

SQUARE = [[121.40, 31.24], [121.41, 31.24], [121.41, 31.25], [121.40, 31.25], [121.40, 31.24]]
HOLE = [[121.402, 31.242], [121.402, 31.244], [121.404, 31.244], [121.404, 31.242], [121.402, 31.242]]
BOW_TIE = [[121.40, 31.24], [121.41, 31.25], [121.41, 31.24], [121.40, 31.25], [121.40, 31.24]]

POINT = {"type": "Point", "coordinates": [121.4035, 31.2405]}
LINE = {"type": "LineString", "coordinates": [[121.40, 31.24], [121.41, 31.25]]}
POLYGON = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}
KINDS: list[dict[str, Any]] = [
    POINT,
    {"type": "MultiPoint", "coordinates": [[121.4, 31.2], [121.5, 31.3]]},
    LINE,
    {"type": "MultiLineString", "coordinates": [LINE["coordinates"], [[121.42, 31.2], [121.43, 31.2]]]},
    POLYGON,
    {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE]]},
]

DEGREES = st.tuples(st.floats(-180, 180, allow_nan=False), st.floats(-90, 90, allow_nan=False))


def reason(value: object, **options: Any) -> str:
    with pytest.raises(InvalidShape) as refused:
        shape_from_geojson(value, **options)
    assert refused.value.for_people()
    assert refused.value.reason in SHAPE_REASONS
    return refused.value.reason


@pytest.mark.parametrize("value", KINDS, ids=lambda value: str(value["type"]))
def test_each_kind_comes_in_and_goes_out_unchanged(value: dict[str, Any]) -> None:
    assert to_geojson(shape_from_geojson(value)) == value


@pytest.mark.parametrize("value", KINDS, ids=lambda value: str(value["type"]))
def test_the_shape_is_the_one_that_shapely_reads(value: dict[str, Any]) -> None:
    assert shape_from_geojson(value).equals_exact(shape(value), 0)


def test_a_feature_gives_its_geometry() -> None:
    assert shape_from_geojson({"type": "Feature", "properties": {}, "geometry": POINT}) == Point(121.4035, 31.2405)


def test_text_is_read_as_json() -> None:
    assert shape_from_geojson(json.dumps(POINT)) == Point(121.4035, 31.2405)


def test_heights_are_dropped() -> None:
    found = shape_from_geojson({"type": "LineString", "coordinates": [[121.4, 31.2, 4.5], [121.5, 31.3, 4.6]]})
    assert not found.has_z
    assert list(found.coords) == [(121.4, 31.2), (121.5, 31.3)]


def test_a_collection_comes_in_only_where_it_is_asked_for() -> None:
    value = {"type": "GeometryCollection", "geometries": [POINT, LINE]}
    assert reason(value) == "kind_not_allowed"
    found = shape_from_geojson(value, kinds=("Point", "LineString", "GeometryCollection"))
    assert [part.geom_type for part in found.geoms] == ["Point", "LineString"]
    assert to_geojson(found) == value


def test_a_collection_takes_no_member_that_was_not_asked_for() -> None:
    value = {"type": "GeometryCollection", "geometries": [POINT, LINE]}
    assert reason(value, kinds=("Point", "GeometryCollection")) == "kind_not_allowed"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(None, "not_geojson", id="nothing"),
        pytest.param([121.4, 31.2], "not_geojson", id="a_bare_position"),
        pytest.param("{", "not_geojson", id="broken_json"),
        pytest.param("[" * 100_000, "not_geojson", id="json_without_bottom"),
        pytest.param('{"type":"Point","coordinates":[NaN,31.2]}', "not_a_number", id="nan_in_text"),
        pytest.param({"type": ["Point"], "coordinates": [1, 2]}, "not_geojson", id="type_is_a_list"),
        pytest.param({"coordinates": [1, 2]}, "not_geojson", id="no_type"),
        pytest.param({"type": "Feature", "geometry": None}, "not_geojson", id="feature_without_geometry"),
        pytest.param({"type": "Circle", "coordinates": [1, 2]}, "kind_not_allowed", id="no_such_type"),
        pytest.param({"type": "Point"}, "nesting", id="no_coordinates"),
        pytest.param({"type": "Point", "coordinates": "121,31"}, "nesting", id="text_for_a_position"),
        pytest.param({"type": "Point", "coordinates": [[121.4, 31.2]]}, "nesting", id="too_deep"),
        pytest.param({"type": "LineString", "coordinates": [121.4, 31.2]}, "nesting", id="too_flat"),
        pytest.param({"type": "Polygon", "coordinates": SQUARE}, "nesting", id="ring_not_in_a_list"),
        pytest.param({"type": "Point", "coordinates": [121.4]}, "nesting", id="one_number"),
        pytest.param({"type": "Point", "coordinates": [1, 2, 3, 4]}, "nesting", id="four_numbers"),
        pytest.param({"type": "Point", "coordinates": []}, "empty", id="no_numbers"),
        pytest.param({"type": "MultiPoint", "coordinates": []}, "empty", id="no_points"),
        pytest.param({"type": "LineString", "coordinates": []}, "empty", id="no_line"),
        pytest.param({"type": "Polygon", "coordinates": []}, "empty", id="no_rings"),
        pytest.param({"type": "MultiPolygon", "coordinates": [[SQUARE], []]}, "empty", id="one_part_empty"),
        pytest.param({"type": "Point", "coordinates": [math.nan, 31.2]}, "not_a_number", id="nan"),
        pytest.param({"type": "Point", "coordinates": [121.4, math.inf]}, "not_a_number", id="infinite"),
        pytest.param({"type": "Point", "coordinates": ["121.4", 31.2]}, "not_a_number", id="text_for_a_number"),
        pytest.param({"type": "Point", "coordinates": [True, 31.2]}, "not_a_number", id="truth_for_a_number"),
        pytest.param({"type": "Point", "coordinates": [None, 31.2]}, "not_a_number", id="null_for_a_number"),
        pytest.param({"type": "Point", "coordinates": [10**400, 0]}, "not_a_number", id="beyond_all_floats"),
        pytest.param({"type": "Point", "coordinates": [31.2, 121.4]}, "out_of_range", id="latitude_first"),
        pytest.param({"type": "Point", "coordinates": [633708.9, 3458488.4]}, "out_of_range", id="metres"),
        pytest.param({"type": "LineString", "coordinates": [[1, 2]]}, "too_short", id="line_of_one_point"),
        pytest.param({"type": "LineString", "coordinates": [[1, 2], [1, 2]]}, "too_short", id="line_that_stays"),
        pytest.param({"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]}, "too_short", id="flat_ring"),
        pytest.param({"type": "Polygon", "coordinates": [SQUARE[:-1]]}, "not_closed", id="open_ring"),
        pytest.param({"type": "Polygon", "coordinates": [SQUARE, HOLE[:-1]]}, "not_closed", id="open_hole"),
        pytest.param({"type": "Polygon", "coordinates": [BOW_TIE]}, "crosses_itself", id="bow_tie"),
        pytest.param({"type": "Polygon", "coordinates": [HOLE, SQUARE]}, "crosses_itself", id="hole_larger_than_shell"),
        pytest.param(
            {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}, "crosses_itself", id="parts_that_overlap"
        ),
    ],
)
def test_a_broken_value_is_refused_by_its_rule(value: object, expected: str) -> None:
    assert reason(value) == expected


def test_vertices_are_counted_over_all_parts() -> None:
    value = {"type": "MultiPoint", "coordinates": [[121.4, 31.2]] * 10}
    assert len(shape_from_geojson(value, max_vertices=10).geoms) == 10
    assert reason(value, max_vertices=9) == "too_many_vertices"


def test_a_million_vertices_are_refused_before_anything_is_built() -> None:
    line = {"type": "LineString", "coordinates": [[i / 10_000, 0] for i in range(1_000_000)]}
    assert reason(line) == "too_many_vertices"


def test_a_kind_that_the_consultation_does_not_want_is_refused() -> None:
    assert reason(LINE, kinds=("Point",)) == "kind_not_allowed"
    assert shape_from_geojson(POINT, kinds=("Point",)) == Point(121.4035, 31.2405)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(["Point", "Polygon"]),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["type", "coordinates", "geometries", "geometry"]), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_whatever_is_sent_becomes_a_valid_shape_or_a_named_refusal(value: object) -> None:
    try:
        found = shape_from_geojson(value)
    except InvalidShape:
        return
    assert found.is_valid
    assert not found.is_empty


@given(st.lists(DEGREES, min_size=3, max_size=12, unique=True))
def test_a_drawn_ring_is_a_valid_polygon_or_refused(points: list[tuple[float, float]]) -> None:
    value = {"type": "Polygon", "coordinates": [[list(p) for p in (*points, points[0])]]}
    if Polygon(points).is_valid:
        assert shape_from_geojson(value).equals(Polygon(points))
    else:
        assert reason(value) in ("crosses_itself", "too_short")


# ── out ─────────────────────────────────────────────────────────────────────────


def test_seven_digits_are_kept_and_six_when_asked() -> None:
    point = Point(121.40351234567, -0.00000001)
    assert to_geojson(point) == {"type": "Point", "coordinates": [121.4035123, 0.0]}
    assert to_geojson(point, digits=6)["coordinates"] == [121.403512, 0.0]
    assert "-0.0" not in json.dumps(to_geojson(point))


def test_going_out_does_not_change_the_shape_itself() -> None:
    point = Point(121.40351234567, 31.2)
    to_geojson(point)
    assert point.x == 121.40351234567


def test_a_sliver_that_rounding_would_fold_stays_valid() -> None:
    # Rounded point by point to 0.0000001°, the upper vertex falls onto the lower edge.
    sliver = Polygon([(0, 0), (1e-6, 0), (1e-6, 1e-6), (0.6e-6, 0.4e-7), (0, 1e-6)])
    naive = shapely.transform(sliver, lambda xy: np.round(xy, 7))
    assert not naive.is_valid
    assert shape_from_geojson(to_geojson(sliver)).is_valid


def test_a_shape_smaller_than_a_centimetre_keeps_its_coordinates() -> None:
    speck = Polygon([(0, 0), (1e-8, 0), (1e-8, 1e-8)])
    assert shape(to_geojson(speck)).equals_exact(speck, 0)


@given(st.lists(DEGREES, min_size=3, max_size=10, unique=True), st.integers(3, 7))
def test_what_is_valid_stays_valid_and_as_large_when_rounded(points: list[tuple[float, float]], digits: int) -> None:
    hull = shapely.convex_hull(shapely.MultiPoint(points))
    (neat,) = rounded(np.array([hull], dtype=object), digits)
    assert neat.is_valid
    assert not neat.is_empty
    assert abs(neat.area - hull.area) <= hull.length * 10.0**-digits


@given(st.lists(DEGREES, min_size=2, max_size=30, unique_by=lambda p: (round(p[0], 6), round(p[1], 6))))
def test_in_and_out_again_is_the_same_value(points: list[tuple[float, float]]) -> None:
    value = to_geojson(LineString(points))
    assert to_geojson(shape_from_geojson(value)) == value
    assert json.loads(json.dumps(value)) == value


def test_several_parts_round_together() -> None:
    both = MultiPolygon([Polygon(SQUARE, [HOLE]), Polygon([(0, 0), (1, 0), (1, 1)])])
    assert shape(to_geojson(both)).equals_exact(both, 1e-9)
    assert to_geojson(both)["coordinates"] == json.loads(json.dumps(mapping(both)["coordinates"]))
