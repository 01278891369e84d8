"""Pure geometry: where a shape is, how large, how it is mended, simplified and drawn small."""

import math
import re

import numpy as np
import pytest
import shapely
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from shapely import GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from maps.errors import InvalidShape
from maps.geometry import (
    Envelope,
    area_hectares,
    areas_hectares,
    covers,
    crossings,
    envelope,
    length_metres,
    repair,
    representative_point,
    simplify_for_overview,
    svg_path,
)

PLAN = box(121.40, 31.24, 121.41, 31.25)
INSIDE, ON_EDGE, OUTSIDE = Point(121.405, 31.245), Point(121.40, 31.245), Point(121.39, 31.245)
BOW_TIE = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
HORSESHOE = Polygon([(0, 0), (3, 0), (3, 3), (2, 3), (2, 1), (1, 1), (1, 3), (0, 3)])

COORDINATES = st.tuples(st.floats(121.39, 121.42), st.floats(31.23, 31.26))
RINGS = st.lists(COORDINATES, min_size=3, max_size=12, unique=True)


def metric_square(side: float) -> Polygon:
    """A square of so many metres around Caoyang, made in the plane and brought to degrees."""
    to_degrees = Transformer.from_crs(4549, 4326, always_xy=True).transform
    square = box(633_700, 3_458_480, 633_700 + side, 3_458_480 + side)
    return shapely.transform(square, to_degrees, interleaved=False)


# ── where ───────────────────────────────────────────────────────────────────────


def test_an_envelope_is_west_south_east_north() -> None:
    assert envelope(LineString([(121.41, 31.24), (121.40, 31.25)])) == Envelope(121.40, 31.24, 121.41, 31.25)
    assert envelope(INSIDE) == (121.405, 31.245, 121.405, 31.245)


def test_nothing_has_no_envelope_and_no_point() -> None:
    with pytest.raises(InvalidShape):
        envelope(Polygon())
    with pytest.raises(InvalidShape):
        representative_point(LineString())


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(HORSESHOE, id="centroid_outside"),
        pytest.param(PLAN.difference(box(121.402, 31.242, 121.408, 31.248)), id="hole_in_the_middle"),
        pytest.param(MultiPolygon([box(0, 0, 1, 1), box(5, 5, 7, 7)]), id="two_parts"),
        pytest.param(MultiPoint([(0, 0), (10, 10)]), id="points"),
        pytest.param(Point(121.4, 31.2), id="point"),
        pytest.param(GeometryCollection([Point(0, 0), box(1, 1, 2, 2)]), id="collection"),
    ],
)
def test_the_representative_point_lies_on_the_shape(shape: BaseGeometry) -> None:
    assert shape.intersects(Point(representative_point(shape)))


def test_a_line_is_represented_half_way_along() -> None:
    assert representative_point(LineString([(0, 0), (10, 0), (10, 10)])) == (10, 0)


def test_several_lines_are_represented_on_the_longest() -> None:
    lines = MultiLineString([[(0, 0), (1, 0)], [(0, 5), (10, 5)]])
    assert representative_point(lines) == (5, 5)


@given(st.lists(COORDINATES, min_size=2, max_size=10, unique=True))
def test_the_representative_point_of_any_line_is_on_it(points: list[tuple[float, float]]) -> None:
    line = LineString(points)
    assert line.distance(Point(representative_point(line))) < 1e-12


@given(RINGS)
def test_the_representative_point_of_any_area_is_in_it(points: list[tuple[float, float]]) -> None:
    # A ring of random points crosses itself nearly always: the largest of the areas between its lines.
    parts = [
        part
        for part in shapely.get_parts(shapely.get_parts(shapely.make_valid(Polygon(points))))
        if part.geom_type == "Polygon"
    ]
    area = max(parts, key=lambda part: part.area, default=Polygon())
    assume(area.area > 1e-12)
    # A part that is as thin as a float's last bit has no inside; nothing is further off than that.
    assert area.distance(Point(representative_point(area))) < 1e-12


@pytest.mark.parametrize(
    ("shape", "covered"),
    [
        pytest.param(INSIDE, True, id="inside"),
        pytest.param(ON_EDGE, True, id="on_the_boundary"),
        pytest.param(OUTSIDE, False, id="outside"),
        pytest.param(PLAN, True, id="the_plan_itself"),
        pytest.param(LineString([INSIDE, ON_EDGE]), True, id="line_to_the_boundary"),
        pytest.param(LineString([INSIDE, OUTSIDE]), False, id="line_across_it"),
        pytest.param(PLAN.boundary, True, id="along_the_boundary"),
        pytest.param(box(121.399, 31.239, 121.411, 31.251), False, id="larger"),
    ],
)
def test_the_boundary_belongs_to_the_plan(shape: BaseGeometry, covered: bool) -> None:
    assert covers(PLAN, shape) is covered


# ── how large ───────────────────────────────────────────────────────────────────


def test_a_square_kilometre_has_a_hundred_hectares() -> None:
    assert area_hectares(metric_square(1000)) == pytest.approx(100, rel=1e-6)


def test_a_hole_is_no_area() -> None:
    ring = metric_square(1000).difference(shapely.affinity.scale(metric_square(1000), 0.5, 0.5))
    assert area_hectares(ring) == pytest.approx(75, rel=1e-4)


def test_the_area_on_the_ground_is_a_twentieth_of_a_percent_less() -> None:
    square = metric_square(1000)
    on_ground = abs(Geod(ellps="GRS80").geometry_area_perimeter(square)[0]) / 10_000
    assert area_hectares(square) / on_ground == pytest.approx(1.0005, abs=0.0002)


def test_lines_points_and_nothing_have_no_area() -> None:
    shapes = np.array([LineString([(121.4, 31.2), (121.5, 31.3)]), INSIDE, Polygon(), metric_square(100)], dtype=object)
    assert areas_hectares(shapes).tolist() == pytest.approx([0, 0, 0, 1], rel=1e-6)


def test_the_side_of_a_square_is_as_long_as_it_was_made() -> None:
    (first, second, *_rest) = metric_square(500).exterior.coords
    assert length_metres(LineString([first, second])) == pytest.approx(500, abs=0.001)
    assert length_metres(metric_square(500)) == pytest.approx(2000, abs=0.01)


# ── mending ─────────────────────────────────────────────────────────────────────


def test_what_is_valid_is_left_alone() -> None:
    shape, changed = repair(PLAN)
    assert shape is PLAN
    assert changed is False


def test_a_figure_of_eight_becomes_its_two_halves() -> None:
    shape, changed = repair(BOW_TIE)
    assert changed
    assert isinstance(shape, MultiPolygon)
    assert shape.is_valid
    # Each half has the base 2 and the height 1.
    assert [half.area for half in shape.geoms] == pytest.approx([1, 1])


def test_parts_that_overlap_become_their_union() -> None:
    shape, _changed = repair(MultiPolygon([box(0, 0, 2, 2), box(1, 0, 3, 2)]))
    assert shape is not None
    assert shape.equals(box(0, 0, 3, 2))
    assert shape.geom_type == "Polygon"


def test_a_spike_goes_and_the_area_stays() -> None:
    shape, changed = repair(Polygon([(0, 0), (2, 0), (2, 2), (2, 5), (2, 2), (0, 2)]))
    assert changed
    assert shape is not None
    assert shape.equals(box(0, 0, 2, 2))


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(Polygon([(0, 0), (1, 1), (0, 0)]), id="area_folded_to_a_line"),
        pytest.param(Polygon([(0, 0), (0, 0), (0, 0)]), id="area_shrunk_to_a_point"),
        pytest.param(LineString([(1, 1), (1, 1)]), id="line_shrunk_to_a_point"),
    ],
)
def test_what_collapses_to_a_lower_dimension_is_gone(shape: BaseGeometry) -> None:
    assert repair(shape) == (None, True)


# GEOS leaves this one invalid in its first round.
@example(
    [
        (121.3984375, 31.2421875),
        (121.39000000000001, 31.2421875),
        (121.40625, 31.234375),
        (121.40625, 31.2421875),
        (121.390625, 31.2421875),
        (121.40625, 31.25),
    ]
)
@given(RINGS)
def test_any_ring_is_mended_to_a_valid_area_or_gone(points: list[tuple[float, float]]) -> None:
    shape, _changed = repair(Polygon(points))
    assert shape is None or (shape.is_valid and shape.geom_type in ("Polygon", "MultiPolygon") and not shape.is_empty)


def test_a_scribble_is_refused_instead_of_mended_for_minutes() -> None:
    scribble = Polygon(np.random.default_rng(1).random((5_000, 2)))
    with pytest.raises(InvalidShape) as refused:
        repair(scribble)
    assert refused.value.reason == "tangled"


def test_a_large_shape_with_one_fault_is_mended() -> None:
    turn = np.linspace(0, 2 * np.pi, 20_000, endpoint=False)
    circle = np.column_stack((np.cos(turn), np.sin(turn)))
    circle[[500, 510]] = circle[[510, 500]]
    shape, changed = repair(Polygon(circle))
    assert changed
    assert shape is not None
    assert shape.area == pytest.approx(math.pi, rel=1e-4)


def test_many_separate_parts_are_no_tangle() -> None:
    grid = MultiPolygon([box(x, y, x + 0.5, y + 0.5) for x in range(30) for y in range(30)])
    assert crossings(grid) == 0


def test_crossings_are_counted_where_they_are_few_and_estimated_where_they_are_many() -> None:
    assert crossings(BOW_TIE) == 1
    assert crossings(PLAN) == crossings(LineString([(0, 0), (1, 1), (1, 0), (0, 1)])) == 0
    # Two random segments of a square cross with a probability of about 0.23.
    scribble = Polygon(np.random.default_rng(2).random((1_000, 2)))
    assert crossings(scribble) == pytest.approx(0.23 * 1_000 * 999 / 2, rel=0.25)


# ── simpler ─────────────────────────────────────────────────────────────────────


def test_an_overview_has_fewer_vertices_and_stays_within_its_tolerance() -> None:
    turn = np.linspace(0, 2 * np.pi, 2_000, endpoint=False)
    ring = Polygon(np.column_stack((121.4 + 0.003 * np.cos(turn), 31.24 + 0.003 * np.sin(turn))))
    less = simplify_for_overview(ring, tolerance_metres=5)
    assert shapely.get_num_coordinates(less) < 60
    # A degree of latitude has 111 km, and one of longitude less: five metres are never more than this.
    assert shapely.hausdorff_distance(less.exterior, ring.exterior) < 5 / 95_000


def test_a_bend_east_west_counts_in_metres_not_degrees() -> None:
    # 0.0001° of longitude at 60° north: 5.6 m, not 11 m.
    bent = LineString([(0, 60), (0.0001, 60.01), (0, 60.02)])
    assert len(simplify_for_overview(bent, tolerance_metres=7).coords) == 2
    assert len(simplify_for_overview(bent, tolerance_metres=4).coords) == 3


@given(RINGS, st.floats(1, 1000))
def test_an_overview_of_a_valid_area_is_valid_and_not_empty(points: list[tuple[float, float]], metres: float) -> None:
    area = shapely.convex_hull(MultiPoint(points))
    assume(area.geom_type == "Polygon" and area.area > 1e-9)
    less = simplify_for_overview(area, metres)
    assert less.is_valid
    assert not less.is_empty


# ── small pictures ──────────────────────────────────────────────────────────────


def numbers(path: str) -> list[float]:
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path)]


def test_a_square_on_the_ground_is_a_square_in_the_picture() -> None:
    path = svg_path(metric_square(1000), size=100, padding=10)
    xs, ys = numbers(path)[::2], numbers(path)[1::2]
    # The plane of the projection is turned by 0.7° against north here.
    assert (min(xs), max(xs), min(ys), max(ys)) == pytest.approx((10, 90, 10, 90), abs=1)


def test_north_is_up() -> None:
    path = svg_path(LineString([(121.4, 31.24), (121.4, 31.25)]), size=48, padding=4)
    assert path == "M24 44L24 4"


def test_a_wide_shape_fills_the_width_and_is_centred() -> None:
    path = svg_path(LineString([(0, 0), (10, 0)]), size=48, padding=4)
    assert path == "M4 24L44 24"


def test_an_area_is_closed_and_its_hole_is_a_second_ring() -> None:
    path = svg_path(Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (1, 2), (2, 2)]]), size=48, padding=4)
    assert path.count("M") == path.count("Z") == 2


def test_a_point_is_a_circle_in_the_middle() -> None:
    path = svg_path(Point(121.4, 31.24), size=48, padding=4)
    assert path == "M21 24a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z"


def test_shapes_in_one_frame_keep_their_places() -> None:
    frame = Envelope(0, -5, 10, 5)
    west = svg_path(LineString([(0, 0), (1, 0)]), size=48, padding=4, frame=frame)
    east = svg_path(LineString([(9, 0), (10, 0)]), size=48, padding=4, frame=frame)
    assert (numbers(west)[0], numbers(east)[2]) == (4, 44)


def test_vertices_that_fall_together_are_drawn_once() -> None:
    line = LineString([(0, 0), (1e-9, 0), (2e-9, 0), (10, 0)])
    assert svg_path(line, size=48, padding=4) == "M4 24L44 24"


@given(RINGS, st.integers(16, 200))
def test_a_picture_never_leaves_its_padding(points: list[tuple[float, float]], size: int) -> None:
    path = svg_path(LineString(points), size=size, padding=4)
    assert all(4 - 0.05 <= n <= size - 4 + 0.05 for n in numbers(path))
    assert re.fullmatch(r"[MLZ0-9. -]+", path)
