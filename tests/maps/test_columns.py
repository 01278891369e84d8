"""Columns of a GIS file become plain values: no NaN, no numpy, no half-read text."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.workbench.columns import Columns, read_columns


def read(
    *columns: tuple[str, Any, str] | tuple[str, Any, str, str], raw: bool = False, code_page: str | None = None
) -> Columns:
    """Read columns given as name, array, GDAL type and subtype, the way pyogrio hands them over."""
    described = [(*column, "OFSTNone")[:4] for column in columns]
    meta = {
        "fields": np.array([name for name, *_rest in described], dtype=object),
        "ogr_types": [kind for _name, _data, kind, _subtype in described],
        "ogr_subtypes": [subtype for *_rest, subtype in described],
    }
    return read_columns(meta, [np.asarray(data) for _name, data, *_rest in described], code_page=code_page, raw=raw)


def objects(*values: Any) -> Any:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def rows(columns: Columns, count: int) -> list[dict[str, Any]]:
    return columns.rows(np.arange(count))


@pytest.mark.parametrize(
    ("data", "kind", "subtype", "expected"),
    [
        pytest.param(np.array([1, 2], dtype="int32"), "OFTInteger", "OFSTNone", [1, 2], id="whole"),
        pytest.param(np.array([1.0, np.nan]), "OFTInteger", "OFSTNone", [1, None], id="whole_with_a_gap"),
        pytest.param(np.array([2.0**40, np.nan]), "OFTInteger64", "OFSTNone", [2**40, None], id="large_with_a_gap"),
        pytest.param(np.array([True, False]), "OFTInteger", "OFSTBoolean", [True, False], id="truth"),
        pytest.param(np.array([1.0, np.nan]), "OFTInteger", "OFSTBoolean", [True, None], id="truth_with_a_gap"),
        pytest.param(np.array([0.5, np.nan]), "OFTReal", "OFSTNone", [0.5, None], id="number_with_a_gap"),
        pytest.param(np.array([1.0, np.inf, -np.inf]), "OFTReal", "OFSTNone", [1.0, None, None], id="infinite"),
        pytest.param(np.array([1.5], dtype="float32"), "OFTReal", "OFSTFloat32", [1.5], id="short_number"),
        pytest.param(objects("曹杨", None), "OFTString", "OFSTNone", ["曹杨", None], id="text"),
        pytest.param(objects("2021-01-05", None), "OFTDate", "OFSTNone", ["2021-01-05", None], id="day"),
        pytest.param(objects('{"a": [1]}', None), "OFTString", "OFSTJSON", [{"a": [1]}, None], id="nested"),
        pytest.param(
            objects("{broken", "plain"), "OFTString", "OFSTJSON", ["{broken", "plain"], id="not_nested_at_all"
        ),
        pytest.param(objects("[" * 50_000), "OFTString", "OFSTJSON", ["[" * 50_000], id="nested_without_end"),
        pytest.param(objects("[NaN, 1]"), "OFTString", "OFSTJSON", [[None, 1]], id="no_number_inside"),
        pytest.param(objects(np.array([1, 2]), None), "OFTIntegerList", "OFSTNone", [[1, 2], None], id="list"),
        pytest.param(objects(np.array([np.nan, 1.0])), "OFTRealList", "OFSTNone", [[None, 1.0]], id="list_with_a_gap"),
    ],
)
def test_a_column_becomes_plain_values(data: Any, kind: str, subtype: str, expected: list[Any]) -> None:
    (values,) = read(("a", data, kind, subtype)).values
    assert values == expected
    assert [type(value) for value in values] == [type(value) for value in expected]
    json.dumps(values, allow_nan=False)


@given(st.lists(st.floats() | st.integers(-(2**31), 2**31), min_size=1, max_size=20))
def test_no_number_breaks_json(numbers: list[float]) -> None:
    (values,) = read(("a", np.array(numbers, dtype="float64"), "OFTReal")).values
    assert json.loads(json.dumps(values, allow_nan=False)) == values


def test_binary_columns_are_named_and_left_out() -> None:
    columns = read(("photo", objects(b"\x00"), "OFTBinary"), ("n", np.array([1]), "OFTInteger"))
    assert columns.binary == ("photo",)
    assert rows(columns, 1) == [{"n": 1}]


def test_records_without_columns_have_no_properties() -> None:
    assert rows(read(), 2) == [{}, {}]


def test_each_record_has_a_mapping_of_its_own() -> None:
    first, second = rows(read(("n", np.array([1, 1]), "OFTInteger")), 2)
    first["n"] = 2
    assert second == {"n": 1}
    empty = rows(read(), 2)
    empty[0]["x"] = 1
    assert empty[1] == {}


def test_only_the_wanted_records_are_taken_in_their_order() -> None:
    columns = read(("code", objects("a", "b", "c"), "OFTString"))
    assert columns.rows(np.array([2, 0])) == [{"code": "c"}, {"code": "a"}]
    assert columns.codes(np.array([2, 0])) == ["c", "a"]


# ── codes ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["id", "编号", "code"], "code", id="code_before_all"),
        pytest.param(["id", "编号"], "编号", id="number_before_id"),
        pytest.param(["fid", "ID"], "ID", id="capitals"),
        pytest.param(["fid", "codes"], "", id="names_that_only_begin_alike"),
    ],
)
def test_the_column_of_codes_is_chosen_by_rank_not_by_place(names: list[str], expected: str) -> None:
    columns = read(*((name, objects(name), "OFTString") for name in names))
    assert columns.codes(np.array([0])) == [expected]


@pytest.mark.parametrize(
    ("data", "kind", "expected"),
    [
        pytest.param(objects("  甲-1\t"), "OFTString", "甲-1", id="spaces"),
        pytest.param(objects(None), "OFTString", "", id="nothing"),
        pytest.param(np.array([7]), "OFTInteger", "7", id="whole"),
        pytest.param(np.array([7.0]), "OFTReal", "7", id="whole_as_a_float"),
        pytest.param(np.array([7.5]), "OFTReal", "7.5", id="number"),
        pytest.param(np.array([np.nan]), "OFTReal", "", id="no_number"),
    ],
)
def test_a_code_is_text_without_ornament(data: Any, kind: str, expected: str) -> None:
    assert read(("code", data, kind)).codes(np.array([0])) == [expected]


# ── raw bytes of shapefiles ─────────────────────────────────────────────────────


def latin(text: str, encoding: str) -> str:
    """What GDAL hands over when it takes bytes for Latin-1."""
    return text.encode(encoding).decode("latin-1")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_and_values_are_decoded_together(encoding: str) -> None:
    columns = read(
        (latin("名称", encoding), objects(latin("花溪路", encoding), None, "A-1"), "OFTString"),
        ("n", np.array([1, 2, 3]), "OFTInteger"),
        raw=True,
    )
    assert rows(columns, 3) == [{"名称": "花溪路", "n": 1}, {"名称": None, "n": 2}, {"名称": "A-1", "n": 3}]


def test_names_alone_are_enough_to_tell_the_encoding() -> None:
    columns = read((latin("层数", "gbk"), np.array([6]), "OFTInteger"), raw=True)
    assert columns.names == ("层数",)


def test_what_is_not_raw_is_left_as_it_is() -> None:
    columns = read(("名称", objects("花溪路"), "OFTString"))
    assert rows(columns, 1) == [{"名称": "花溪路"}]


def test_equal_names_are_numbered_and_lose_nothing() -> None:
    columns = read(("a", np.array([1]), "OFTInteger"), ("a", np.array([2]), "OFTInteger"))
    assert rows(columns, 1) == [{"a": 1, "a_2": 2}]
