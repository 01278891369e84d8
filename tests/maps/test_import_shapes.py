"""Shapes of a file on their way to storage, step by step: read, checked, placed, mended."""

import numpy as np
import pytest
import shapely
from pyproj import CRS
from shapely import GeometryCollection, LineString, MultiPoint, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from maps.errors import BrokenShape, OutsideSurroundings, TooManyVertices
from maps.workbench.limits import Limits
from maps.workbench.notes import NoteBook
from maps.workbench.shapes import Drawn, centres, from_wkb, place
from tests.maps.gis_files import BOW_TIE, PLACE, SQUARE, SURROUNDINGS

DEGREES, METRES = CRS("EPSG:4326"), CRS("EPSG:4549")
FOLDED = Polygon([(121.40, 31.24), (121.41, 31.25), (121.40, 31.24)])


def wkb(*shapes: BaseGeometry | bytes | None) -> np.ndarray:
    made = np.empty(len(shapes), dtype=object)
    made[:] = [shapely.to_wkb(s) if isinstance(s, BaseGeometry) else s for s in shapes]
    return made


def drawn(*shapes: BaseGeometry) -> Drawn:
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return Drawn(made, np.arange(1, len(shapes) + 1))


def read(
    *shapes: BaseGeometry | bytes | None, limits: Limits | None = None
) -> tuple[Drawn, dict[str, tuple[int, ...]]]:
    notes = NoteBook()
    found = from_wkb(wkb(*shapes), name="a.gpkg", limits=limits or Limits(), notes=notes)
    return found, {note.code: note.numbers for note in notes.all()}


def put(shapes: Drawn, system: CRS = DEGREES, limits: Limits | None = None) -> tuple[Drawn, dict[str, tuple[int, ...]]]:
    notes = NoteBook()
    found = place(shapes, system, surroundings=SURROUNDINGS, name="a.gpkg", limits=limits or Limits(), notes=notes)
    return found, {note.code: note.numbers for note in notes.all()}


# ── read ────────────────────────────────────────────────────────────────────────


def test_usable_shapes_pass_untouched() -> None:
    shapes = (PLACE, LineString([(0, 0), (1, 1)]), SQUARE, MultiPoint([(0, 0), (1, 1)]))
    found, told = read(*shapes)
    assert found.shapes.tolist() == list(shapes)
    assert found.numbers.tolist() == [1, 2, 3, 4]
    assert told == {}


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        pytest.param(None, "no_geometry", id="null"),
        pytest.param(Polygon(), "empty_geometry", id="empty"),
        pytest.param(GeometryCollection([PLACE]), "unsupported_type", id="collection"),
        pytest.param(bytes.fromhex("010f00000000000000"), "unsupported_type", id="polyhedral_surface"),
        pytest.param(b"\x01\x02", "unsupported_type", id="no_shape_at_all"),
        pytest.param(Point(np.nan, 31.2), "not_a_number", id="nan"),
        pytest.param(LineString([(0, 0), (np.inf, 1)]), "not_a_number", id="infinite_in_part"),
    ],
)
def test_what_cannot_be_used_is_left_out_with_its_number(shape: BaseGeometry | bytes | None, code: str) -> None:
    found, told = read(PLACE, shape, SQUARE)
    assert told == {code: (2,)}
    assert found.numbers.tolist() == [1, 3]


def test_a_third_and_a_fourth_coordinate_go() -> None:
    measured = shapely.from_wkt(["POINT ZM (1 2 3 4)", "POINT M (1 2 4)", "POINT Z (1 2 3)", "POINT (1 2)"])
    found, told = read(*measured)
    assert found.shapes.tolist() == [Point(1, 2)] * 4
    assert told == {"z_dropped": (1, 2, 3)}


def test_vertices_are_limited_for_one_and_for_all() -> None:
    line = LineString([(i, i) for i in range(10)])
    read(line, line, limits=Limits(vertices=20, shape_vertices=10))
    with pytest.raises(TooManyVertices, match="all"):
        read(line, line, limits=Limits(vertices=19))
    with pytest.raises(TooManyVertices, match="feature 2"):
        read(PLACE, line, limits=Limits(shape_vertices=9))


def test_nothing_to_read_is_nothing_read() -> None:
    found, told = read()
    assert len(found.shapes) == 0
    assert told == {}


# ── placed ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("shape", "inside"),
    [
        pytest.param(box(*SURROUNDINGS), True, id="the_whole_frame"),
        pytest.param(Point(SURROUNDINGS[0], SURROUNDINGS[1]), True, id="its_corner"),
        pytest.param(Point(SURROUNDINGS[0] - 1e-9, 31.24), False, id="a_hair_west"),
        pytest.param(Point(121.4, SURROUNDINGS[3] + 1e-9), False, id="a_hair_north"),
        pytest.param(box(*SURROUNDINGS).buffer(0.001), False, id="all_around"),
    ],
)
def test_the_edge_of_the_surroundings_belongs_to_them(shape: BaseGeometry, inside: bool) -> None:
    if inside:
        assert put(drawn(shape))[0].shapes[0].equals(shape)
    else:
        with pytest.raises(OutsideSurroundings):
            put(drawn(shape))


def test_a_position_that_no_formula_places_is_outside() -> None:
    with pytest.raises(OutsideSurroundings) as refused:
        put(drawn(Point(1e12, 1e12)), METRES)
    assert refused.value.facts["count"] == 1


def test_the_first_stray_gives_the_number_and_the_place() -> None:
    with pytest.raises(OutsideSurroundings) as refused:
        put(drawn(PLACE, Point(121.5, 31.3), Point(121.6, 31.4)))
    facts = refused.value.facts
    assert (facts["count"], facts["total"], facts["number"]) == (2, 3, 2)
    assert str(facts["bounds"]).startswith("(121.5, 31.3")


# ── mended ──────────────────────────────────────────────────────────────────────


def test_invalid_areas_are_mended_and_the_others_not_touched() -> None:
    found, told = put(drawn(SQUARE, BOW_TIE, PLACE))
    assert found.shapes[0].equals_exact(SQUARE, 0)
    assert found.shapes[1].is_valid
    assert found.shapes[1].area == pytest.approx(0.01 * 0.01 / 2)
    assert told == {"made_valid": (2,)}


def test_what_collapses_is_left_out() -> None:
    found, told = put(drawn(SQUARE, FOLDED))
    assert found.numbers.tolist() == [1]
    assert told == {"nothing_left": (2,)}


def test_repairs_have_a_price_that_is_limited() -> None:
    put(drawn(BOW_TIE, BOW_TIE), limits=Limits(crossings=2))
    with pytest.raises(BrokenShape, match="feature 2"):
        put(drawn(BOW_TIE, BOW_TIE), limits=Limits(crossings=1))


def test_a_sample_of_centres_is_taken_from_a_large_array() -> None:
    many = drawn(*[PLACE] * 5_000).shapes
    assert 1_000 <= len(centres(many)) <= 1_250
    assert centres(drawn(SQUARE).shapes)[0].tolist() == pytest.approx([121.405, 31.245])
