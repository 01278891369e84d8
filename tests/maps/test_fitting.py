"""What a person drew, made to fit a plan: a square kilometre (121.40–121.41, 31.24–31.25) to reason about by eye."""

import math
from collections.abc import Callable

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from maps import fitting
from maps.errors import InvalidShape
from maps.fitting import bring_inside, corners, fit, leaves
from maps.geometry import LocalPlane, envelope

SQUARE = shapely.box(121.40, 31.24, 121.41, 31.25)
#: A square with a hole in its middle, and another one in the east.
TWO_WITH_A_HOLE = shapely.MultiPolygon(
    [
        shapely.Polygon(SQUARE.exterior, [shapely.box(121.404, 31.244, 121.406, 31.246).exterior.coords]),
        shapely.box(121.42, 31.24, 121.425, 31.245),
    ]
)
#: Slanting edges, on which a rounded position is hardly ever exactly.
SLANTING = shapely.Polygon([(121.40, 31.2401), (121.4093, 31.2407), (121.4108, 31.2488), (121.4012, 31.2502)])
OUTLINES = (SQUARE, TWO_WITH_A_HOLE, SLANTING)
#: Lengths of a degree at 31.245 N on the ellipsoid, from the usual series: metres east and north.
EAST, NORTH = 95_237.0, 110_873.0


def line(*positions: tuple[float, float]) -> BaseGeometry:
    return shapely.LineString(positions)


def refusal(shape: BaseGeometry, outline: BaseGeometry = SQUARE) -> str:
    with pytest.raises(InvalidShape) as refused:
        fit(shape, outline)
    return refused.value.reason


@pytest.mark.parametrize(
    "drawn",
    [
        shapely.Point(121.405, 31.245),
        shapely.Point(121.40, 31.245),
        line((121.401, 31.241), (121.409, 31.249)),
        line((121.40, 31.24), (121.41, 31.24)),
        line((121.402, 31.242), (121.404, 31.244), (121.404, 31.242), (121.402, 31.244)),
        shapely.box(121.402, 31.242, 121.406, 31.246),
        shapely.Polygon([(121.40, 31.24), (121.403, 31.24), (121.40, 31.243)]),
    ],
    ids=["point", "on-the-edge", "line", "along-the-edge", "crosses-itself", "area", "in-the-corner"],
)
def test_what_lies_inside_stays_as_it_was_drawn(drawn: BaseGeometry) -> None:
    fitted = fit(drawn, SQUARE)
    assert fitted is not None
    assert list(shapely.get_coordinates(fitted).flat) == list(shapely.get_coordinates(drawn).flat)
    assert not leaves(drawn, SQUARE)


@pytest.mark.parametrize(
    "drawn",
    [
        shapely.Point(121.42, 31.245),
        shapely.Point(121.40 - 1.2 / EAST, 31.245),
        line((121.42, 31.24), (121.43, 31.25)),
        shapely.box(121.42, 31.24, 121.43, 31.25),
    ],
    ids=["point", "point-1.2-m-outside", "line", "area"],
)
def test_what_lies_wholly_outside_is_nothing(drawn: BaseGeometry) -> None:
    assert fit(drawn, SQUARE) is None


def test_a_point_a_hand_s_breadth_outside_was_meant_on_the_edge() -> None:
    fitted = fit(shapely.Point(121.40 - 0.8 / EAST, 31.245), SQUARE)
    assert fitted is not None
    assert SQUARE.covers(fitted)
    assert fitted.x == pytest.approx(121.40 + 0.7 / EAST, abs=2e-6)


def test_a_line_is_cut_where_it_leaves_and_its_longest_run_is_kept() -> None:
    # 3/10 inside, out in the north, back and 6/10 inside.
    drawn = line((121.402, 31.247), (121.402, 31.252), (121.404, 31.252), (121.404, 31.244))
    fitted = fit(drawn, SQUARE)
    assert fitted is not None
    (start, end) = fitted.coords
    assert start == (121.404, pytest.approx(31.25 - 0.7 / NORTH, abs=2e-6))
    assert end == (121.404, 31.244)
    assert leaves(drawn, SQUARE)


def test_a_line_that_crosses_itself_is_not_cut_at_its_crossing() -> None:
    drawn = line((121.402, 31.242), (121.406, 31.246), (121.406, 31.242), (121.402, 31.246), (121.402, 31.252))
    fitted = fit(drawn, SQUARE)
    assert fitted is not None
    assert [tuple(c) for c in fitted.coords[:4]] == [tuple(c) for c in drawn.coords[:4]]
    assert len(fitted.coords) == 5


def test_of_an_area_that_leaves_twice_the_largest_part_is_kept() -> None:
    fork = shapely.box(121.395, 31.241, 121.401, 31.242).union(shapely.box(121.395, 31.241, 121.399, 31.249))
    fitted = fit(fork.union(shapely.box(121.395, 31.246, 121.405, 31.249)), SQUARE)
    assert fitted is not None
    west, south, east, north = fitted.bounds
    assert (south, east, north) == (31.246, 121.405, 31.249)
    assert west == pytest.approx(121.40 + 0.7 / EAST, abs=2e-6)


def test_a_hole_of_the_plan_stays_a_hole_of_what_is_drawn_over_it() -> None:
    fitted = fit(shapely.box(121.4035, 31.2435, 121.4065, 31.2465), TWO_WITH_A_HOLE)
    assert fitted is not None
    assert len(fitted.interiors) == 1
    assert TWO_WITH_A_HOLE.covers(fitted)


# ── what is no shape, or too much of one ────────────────────────────────────────


@pytest.mark.parametrize(
    ("drawn", "reason"),
    [
        (shapely.Point(), "empty"),
        (shapely.Polygon(), "empty"),
        (shapely.Point(math.nan, 31.245), "not_a_number"),
        (line((121.405, 31.245), (math.inf, 31.245)), "not_a_number"),
        (shapely.Point(31.245, 121.405), "out_of_range"),
        (shapely.MultiPoint([(121.405, 31.245)]), "kind_not_allowed"),
        (shapely.GeometryCollection([shapely.Point(121.405, 31.245)]), "kind_not_allowed"),
        (line((121.405, 31.245), (121.405, 31.245)), "too_small"),
        (line((121.405, 31.245), (121.405, 31.245 + 0.6 / NORTH)), "too_small"),
        (shapely.box(121.405, 31.245, 121.405 + 3 / EAST, 31.245 + 3 / NORTH), "too_small"),
        (shapely.Polygon([(121.401, 31.241), (121.402, 31.242), (121.403, 31.243)]), "too_small"),
        (shapely.box(121.405, 31.245, 121.4099, 31.24500004), "too_small"),
        (SQUARE, "too_large"),
        (line(*[(121.401 + 0.008 * (n % 2), 31.241 + n * 1e-4) for n in range(9)]), "too_long"),
        (shapely.Polygon([(121.402, 31.242), (121.406, 31.246), (121.406, 31.242), (121.402, 31.246)]), "crosses_itself"),
        (line(*[(121.401 + n * 1e-5, 31.245) for n in range(201)]), "too_many_vertices"),
    ],
    ids=[
        "no-point", "no-area", "nan", "infinite", "lat-lon", "several", "collection", "one-place", "60-cm",
        "9-square-metres", "flat-area", "sliver", "106-ha", "6-km", "bow-tie", "201-corners",
    ],
)  # fmt: skip
def test_it_is_refused_by_its_reason(drawn: BaseGeometry, reason: str) -> None:
    assert refusal(drawn) == reason


@pytest.mark.parametrize(
    "drawn",
    [
        line((121.405, 31.245), (121.405, 31.245 + 1.2 / NORTH)),
        shapely.box(121.405, 31.245, 121.405 + 3.5 / EAST, 31.245 + 3.5 / NORTH),
        shapely.box(121.4005, 31.2405, 121.4005 + 700 / EAST, 31.2405 + 700 / NORTH),
        line(*[(121.401 + n * 1e-5, 31.245) for n in range(200)]),
        line(*[(121.401 + 0.006 * (n % 2), 31.241 + n * 1e-4) for n in range(9)]),
    ],
    ids=["1.2-m", "12-square-metres", "49-ha", "200-corners", "4.6-km"],
)
def test_just_within_the_limits_it_is_taken(drawn: BaseGeometry) -> None:
    assert fit(drawn, SQUARE) is not None


def test_a_third_coordinate_is_dropped() -> None:
    fitted = fit(shapely.Point(121.405, 31.245, 12.0), SQUARE)
    assert fitted is not None
    assert not fitted.has_z


def test_a_small_loop_of_an_unsure_hand_goes_and_the_area_stays() -> None:
    looped = shapely.Polygon(
        [(121.402, 31.242), (121.406, 31.242), (121.406, 31.246), (121.4059, 31.2461), (121.4061, 31.2461), (121.4059, 31.246), (121.402, 31.246)]
    )  # fmt: skip
    assert not looped.is_valid
    fitted = fit(looped, SQUARE)
    assert fitted is not None
    assert fitted.area == pytest.approx(0.004 * 0.004, rel=0.01)


def test_a_plan_narrower_than_the_inset_takes_only_what_it_covers_whole() -> None:
    lane = shapely.box(121.40, 31.245, 121.41, 31.245 + 1 / NORTH)
    assert fit(line((121.401, 31.245004), (121.409, 31.245004)), lane) is not None
    assert fit(line((121.401, 31.245004), (121.42, 31.245004)), lane) is None


# ── fewer corners ───────────────────────────────────────────────────────────────


def saw(teeth: int, metres: float) -> BaseGeometry:
    """Return a plan whose northern edge has so many teeth of a height."""
    step = 0.01 / (2 * teeth)
    edge = [(121.41 - n * step, 31.25 + (n % 2) * metres / NORTH) for n in range(2 * teeth + 1)]
    return shapely.Polygon([(121.40, 31.24), (121.41, 31.24), *edge])


def test_a_ragged_edge_is_simplified_by_less_than_half_a_metre() -> None:
    outline = saw(300, 0.4)
    drawn = shapely.box(121.4005, 31.248, 121.4095, 31.26)
    fitted = fit(drawn, outline)
    assert fitted is not None
    assert corners(fitted) <= fitting.MAX_CORNERS
    plane = LocalPlane(envelope(outline))
    inner = plane.metres(outline).buffer(-fitting.INSET_METRES, join_style="mitre")
    moved = shapely.hausdorff_distance(plane.metres(fitted), plane.metres(drawn).intersection(inner))
    assert 0 < moved <= fitting.SIMPLIFY_METRES + 0.1  # and the rounding
    assert outline.covers(fitted)


def test_an_edge_too_ragged_for_that_is_refused() -> None:
    assert refusal(shapely.box(121.4005, 31.248, 121.4095, 31.26), saw(300, 30)) == "too_many_vertices"


# ── whatever comes ──────────────────────────────────────────────────────────────

NEAR = st.tuples(st.floats(-0.012, 0.012), st.floats(-0.012, 0.012)).map(lambda d: (121.405 + d[0], 31.245 + d[1]))
ANY_NUMBER = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-200, 200).map(float)
POSITION = NEAR | st.tuples(ANY_NUMBER, ANY_NUMBER)
REASONS = {
    "kind_not_allowed", "empty", "not_a_number", "out_of_range", "too_many_vertices", "crosses_itself", "tangled",
    "too_small", "too_long", "too_large", "",
}  # fmt: skip


def attempt(drawn: BaseGeometry, outline: BaseGeometry) -> tuple[BaseGeometry | None, str]:
    """Return what is taken, and why nothing is."""
    try:
        return fit(drawn, outline), ""
    except InvalidShape as refused:
        return None, refused.reason


def shapes(position: st.SearchStrategy[tuple[float, float]], most: int = 12) -> st.SearchStrategy[BaseGeometry]:
    def made(make: Callable[..., BaseGeometry], least: int) -> st.SearchStrategy[BaseGeometry]:
        return st.lists(position, min_size=least, max_size=most).filter(can_begin).map(make)

    return position.map(shapely.Point) | made(shapely.LineString, 2) | made(shapely.Polygon, 3)


def can_begin(positions: list[tuple[float, float]]) -> bool:
    """Whether shapely builds a ring of them at all: one that begins at NaN never comes back to where it began."""
    return not any(math.isnan(number) for number in positions[0])


#: Back and forth within 20 cm of the edge, found by hypothesis.
HAIRPIN = line(
    (121.39999999951841, 31.24188028641581), (121.40000090791392, 31.24187949034857), (121.4, 31.249),
    (121.40000194258737, 31.24775366902766), (121.39999999951841, 31.24188028641581),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(drawn=shapes(POSITION) | shapes(NEAR), outline=st.sampled_from(OUTLINES))
def test_anything_ends_as_a_named_refusal_or_as_a_valid_shape_inside_the_plan(
    drawn: BaseGeometry, outline: BaseGeometry
) -> None:
    fitted, reason = attempt(drawn, outline)
    assert reason in REASONS
    if fitted is None:
        return
    xy = shapely.get_coordinates(fitted)
    assert fitted.is_valid
    assert fitted.geom_type == drawn.geom_type
    assert outline.covers(fitted)
    assert np.array_equal(np.round(xy, 6), xy)
    assert corners(fitted) <= fitting.MAX_CORNERS
    assert (
        shapely.length(shapely.transform(fitted, lambda p: p * (EAST, NORTH))) <= 5_050
        or fitted.geom_type != "LineString"
    )
    assert shapely.area(shapely.transform(fitted, lambda p: p * (EAST, NORTH))) <= 505_000


@settings(max_examples=150, deadline=None)
@given(drawn=shapes(NEAR, most=6), outline=st.sampled_from(OUTLINES))
def test_what_was_fitted_fits_and_is_not_changed_again(drawn: BaseGeometry, outline: BaseGeometry) -> None:
    fitted, _reason = attempt(drawn, outline)
    if fitted is not None:
        again = fit(fitted, outline)
        assert again is not None
        assert again.equals_exact(fitted)
        assert not leaves(fitted, outline)


def furthest_metres(shape: BaseGeometry, other: BaseGeometry) -> float:
    """Return how far from ``other`` a shape gets, looked at every 5 m. Not by a buffer: GEOS drops bits of a hairpin's."""
    plane = LocalPlane(envelope(SQUARE))
    positions = shapely.points(shapely.get_coordinates(shapely.segmentize(plane.metres(shape), 5.0)))
    return float(np.max(shapely.distance(positions, plane.metres(other))))


@settings(max_examples=150, deadline=None)
@given(drawn=shapes(NEAR, most=5).filter(lambda shape: shape.is_valid), outline=st.sampled_from(OUTLINES))
@example(HAIRPIN, SQUARE)
def test_nothing_is_added_to_what_was_drawn(drawn: BaseGeometry, outline: BaseGeometry) -> None:
    fitted, _reason = attempt(drawn, outline)
    if fitted is not None:
        # A line and a point just outside move in, an area's edge only inwards.
        assert (
            furthest_metres(fitted, drawn)
            <= {"Point": 2.0, "LineString": fitting.FOLLOW_METRES, "Polygon": 0.1}[drawn.geom_type]
        )


# ── along the edge ──────────────────────────────────────────────────────────────

#: Slanting edges, turns inwards and outwards, sharp and blunt.
BENT = shapely.Polygon(
    [(121.40, 31.2401), (121.4051, 31.2408), (121.4062, 31.2431), (121.4093, 31.2407), (121.4108, 31.2488), (121.4067, 31.2473), (121.4049, 31.2491), (121.4012, 31.2502)]
)  # fmt: skip


def along(outline: BaseGeometry, begin: float, share: float) -> BaseGeometry:
    """Return part of an outline's boundary, as the map snaps and writes it: to six digits."""
    part = substring(outline.exterior, begin, min(begin + share, 1.0), normalized=True)
    return shapely.transform(part, lambda xy: np.round(xy, 6))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from((SQUARE, SLANTING, BENT)), st.floats(0, 0.99), st.floats(0.005, 0.5))
def test_a_line_drawn_along_the_edge_is_kept_whole(outline: BaseGeometry, begin: float, share: float) -> None:
    drawn = along(outline, begin, share)
    fitted = fit(drawn, outline)
    assert fitted is not None
    assert outline.covers(fitted)
    assert furthest_metres(drawn, fitted) <= fitting.FOLLOW_METRES
    assert not leaves(drawn, outline)


@pytest.mark.parametrize("begin", [0.05, 0.45, 0.6, 0.8])
def test_a_line_partly_along_the_edge_and_partly_inside_is_one_line(begin: float) -> None:
    on_edge = shapely.get_coordinates(along(BENT, begin, 0.1))
    assert not BENT.covers(shapely.LineString(on_edge))
    drawn = line((121.403, 31.245), *map(tuple, on_edge), (121.405, 31.246))
    fitted = fit(drawn, BENT)
    assert fitted is not None
    assert (fitted.coords[0], fitted.coords[-1]) == ((121.403, 31.245), (121.405, 31.246))
    assert furthest_metres(drawn, fitted) <= fitting.FOLLOW_METRES


@pytest.mark.parametrize(
    ("metres", "reach", "found"), [(0.0, 1.0, True), (20.0, 30.0, True), (20.0, 10.0, False), (40.0, 30.0, False)]
)
def test_a_place_beside_the_plan_is_brought_in_from_as_far_as_is_said(metres: float, reach: float, found: bool) -> None:
    beside = shapely.Point(121.41 + metres / EAST, 31.245)
    inside = bring_inside(beside, SQUARE, reach_metres=reach)
    assert (inside is not None) is found
    assert inside is None or SQUARE.covers(inside)
