"""What comes in the hidden field of the map: any text ends as nothing, as a shape, or as a refusal with its code."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from maps.consultation.place_field import ShapeField
from maps.errors import InvalidShape
from maps.fitting import fit
from tests.factories import AREA_INSIDE, INSIDE, LINE_INSIDE

SQUARE = box(121.40, 31.24, 121.41, 31.25)
LEAVES = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5)
ANYTHING = st.recursive(LEAVES | st.floats(31, 122), lambda inner: st.lists(inner, max_size=6), max_leaves=30)
KINDS = st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "GeometryCollection", "Feature", "Circle"])
LIKE_GEOJSON = st.fixed_dictionaries({"type": KINDS | LEAVES, "coordinates": ANYTHING})


@pytest.mark.parametrize("drawn", [INSIDE, LINE_INSIDE, AREA_INSIDE], ids=["point", "line", "area"])
def test_what_the_map_writes_is_read(drawn: dict[str, Any]) -> None:
    shape = ShapeField().clean(json.dumps(drawn))
    assert shape is not None
    assert shape.geom_type == drawn["type"]


@pytest.mark.parametrize("nothing", ["", None, "  "])
def test_without_a_shape_there_is_none(nothing: str | None) -> None:
    assert ShapeField().clean(nothing) is None


def test_an_area_that_crosses_itself_is_left_to_be_repaired() -> None:
    crossed = {"type": "Polygon", "coordinates": [[[121.402, 31.242], [121.406, 31.246], [121.406, 31.242], [121.402, 31.246], [121.402, 31.242]]]}  # fmt: skip
    shape = ShapeField().clean(json.dumps(crossed))
    assert shape is not None
    assert not shape.is_valid


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "invalid_shape"),
        ('{"type":"Point","coordinates":[NaN,31]}', "invalid_shape"),
        ('{"type":"LineString","coordinates":' + json.dumps([[121.4, 31.2 + n * 1e-5] for n in range(1001)]) + "}", "max_length"),
        ('{"type":"LineString","coordinates":' + json.dumps([[1, n % 90] for n in range(1001)]) + "}", "invalid_shape"),
        ("x" * 20_001, "max_length"),
    ],
    ids=["no-json", "nan", "long", "too-many", "longer"],
)  # fmt: skip
def test_what_is_no_shape_is_refused_with_its_code(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        ShapeField().clean(text)
    assert refused.value.error_list[0].code == code


def attempt(text: str) -> str:
    """Return how a text ends: ``nothing``, ``stored``, ``outside``, or the code of its refusal."""
    try:
        shape = ShapeField().clean(text)
        if shape is None:
            return "nothing"
        return "outside" if fit(shape, SQUARE) is None else "stored"
    except ValidationError as refused:
        return str(refused.error_list[0].code)
    except InvalidShape as refused:
        return refused.code


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=40) | LIKE_GEOJSON.map(json.dumps) | ANYTHING.map(json.dumps))
def test_any_text_ends_in_one_of_these_ways(text: str) -> None:
    assert attempt(text) in {
        "nothing",
        "stored",
        "outside",
        "invalid_shape",
        "max_length",
        "null_characters_not_allowed",
    }
