"""Where named streets meet: on a grid of a hundredth of a degree, about a kilometre."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from maps.junctions import Junction, junctions

METRE = 1 / 111_000  # of latitude, and near enough of what is small


def street(*positions: tuple[float, float]) -> BaseGeometry:
    return shapely.LineString(positions)


ACROSS = street((121.40, 31.245), (121.41, 31.245))
UP = street((121.405, 31.24), (121.405, 31.25))


def test_two_streets_that_cross_meet_where_they_cross() -> None:
    (found,) = junctions([("花溪路", ACROSS), ("兰溪路", UP)])
    assert found[:2] == ("花溪路", "兰溪路")
    assert (found.lon, found.lat) == (pytest.approx(121.405), pytest.approx(31.245))
    assert found.part == ""


@pytest.mark.parametrize(("gap", "meets"), [(0, True), (8, True), (20, False)])
def test_a_street_that_ends_at_the_other_s_kerb_meets_it(gap: int, meets: bool) -> None:
    ending = street((121.405, 31.24), (121.405, 31.245 - gap * METRE))
    assert len(junctions([("花溪路", ACROSS), ("兰溪路", ending)])) == meets


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("花溪路", ACROSS)],
        [("花溪路", ACROSS), ("花溪路", UP)],
        [("", ACROSS), ("兰溪路", UP)],
        [("花溪路", ACROSS), ("广场", shapely.box(121.404, 31.244, 121.406, 31.246))],
        [("花溪路", ACROSS), ("兰溪路", shapely.LineString())],
        [("花溪路", ACROSS), ("平行路", street((121.40, 31.247), (121.41, 31.247)))],
    ],
    ids=["nothing", "one", "one-in-two-pieces", "no-name", "an-area", "empty", "parallel"],
)
def test_nothing_else_is_a_crossing(rows: list[tuple[str, BaseGeometry]]) -> None:
    assert junctions(rows) == []


def test_pieces_of_one_name_are_one_street() -> None:
    halves = [
        ("花溪路", street((121.40, 31.245), (121.405, 31.245))),
        ("花溪路", street((121.405, 31.245), (121.41, 31.245))),
    ]
    assert len(junctions([*halves, ("兰溪路", UP)])) == 1


def test_two_carriageways_are_one_crossing() -> None:
    south = street((121.40, 31.245 - 15 * METRE), (121.41, 31.245 - 15 * METRE))
    (found,) = junctions([("武宁路", ACROSS), ("武宁路", south), ("兰溪路", UP)])
    assert 31.245 - 15 * METRE <= found.lat <= 31.245


@pytest.mark.parametrize(
    ("second", "parts"),
    [
        (street((121.402, 31.24), (121.402, 31.247), (121.408, 31.247), (121.408, 31.24)), {"西": 121.402, "东": 121.408}),
        (street((121.408, 31.24), (121.408, 31.247), (121.402, 31.247), (121.402, 31.24)), {"西": 121.402, "东": 121.408}),
    ],
    ids=["from-the-west", "from-the-east"],
)  # fmt: skip
def test_where_they_meet_twice_the_side_is_named(second: BaseGeometry, parts: dict[str, float]) -> None:
    found = junctions([("花溪路", ACROSS), ("弯路", second)])
    assert {junction.part: junction.lon for junction in found} == pytest.approx(parts)


def test_north_and_south_are_told_apart_on_a_street_that_goes_up() -> None:
    bend = street((121.40, 31.242), (121.407, 31.242), (121.407, 31.248), (121.40, 31.248))
    found = junctions([("兰溪路", UP), ("弯路", bend)])
    assert {junction.part: junction.lat for junction in found} == pytest.approx({"南": 31.242, "北": 31.248})


def test_where_they_meet_more_often_the_crossings_are_numbered() -> None:
    zigzag = street(*[(121.401 + n * 0.002, 31.244 + 0.002 * (n % 2)) for n in range(5)])
    assert sorted(j.part for j in junctions([("花溪路", ACROSS), ("之字路", zigzag)])) == ["1", "2", "3", "4"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.floats(121.40, 121.41), st.floats(31.24, 31.25)), min_size=2, max_size=4, unique=True),
        min_size=2,
        max_size=5,
    )
)
def test_every_crossing_lies_on_one_of_its_streets(lines: list[list[tuple[float, float]]]) -> None:
    named = {f"路{number}": shapely.LineString(line) for number, line in enumerate(lines)}
    for found in junctions(named.items()):
        assert isinstance(found, Junction)
        assert shapely.distance(named[found.first], shapely.Point(found.lon, found.lat)) < 15 * METRE
