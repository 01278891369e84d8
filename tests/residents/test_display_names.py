"""A display name is tidied, and may not pose as an office."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from residents.forms import DisplayNameField
from residents.names import tidy, validate_display_name


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("  枫桥  阿婆 ", "枫桥 阿婆", id="white_space"),
        pytest.param("枫桥　阿婆", "枫桥 阿婆", id="full_width_space"),
        pytest.param("枫\u200b桥\u202e阿婆", "枫桥阿婆", id="zero_width_and_direction"),
        pytest.param("枫桥\n阿婆\t", "枫桥 阿婆", id="line_break"),
        pytest.param("e\u0301tang", "étang", id="composed"),
        pytest.param("（阿婆）", "（阿婆）", id="full_width_marks_stay_as_typed"),
    ],
)
def test_a_name_is_tidied(typed: str, shown: str) -> None:
    assert tidy(typed) == shown


@given(st.text())
def test_tidying_twice_changes_nothing_and_leaves_nothing_invisible(typed: str) -> None:
    shown = tidy(typed)
    assert tidy(shown) == shown
    assert shown == shown.strip()
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in shown)


@pytest.mark.parametrize(
    "name", ["阿婆", "枫桥边的人", "Li", "老王 67", "兰溪路的街坊", "道路工程师", "委员长不是我的外号"]
)
def test_a_plain_name_is_taken(name: str) -> None:
    validate_display_name(name)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("曹杨新村街道", id="plain"),
        pytest.param("曹杨 街 道 办", id="spaces_between"),
        pytest.param("街.道_办-事处", id="marks_between"),
        pytest.param("辦事處", id="traditional"),
        pytest.param("居委會王老师", id="half_traditional"),
        pytest.param("ＡＤＭＩＮ", id="full_width_latin"),
        pytest.param("AdMiN小李", id="case"),
        pytest.param("美好曹杨", id="the_site_itself"),
        pytest.param("㊖官方", id="after_a_circled_sign"),
        pytest.param("黨支部書記", id="traditional_party"),
    ],
)
def test_a_name_that_reads_as_an_office_is_refused(name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_display_name(name)
    assert refused.value.code == "display_name_office"


@pytest.mark.parametrize("name", ["阿", "!!", "…。", "a-"], ids=["one", "marks", "dots", "one_letter"])
def test_a_name_without_two_letters_is_refused(name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_display_name(name)
    assert refused.value.code == "display_name_short"


def test_invisible_characters_do_not_hide_an_office_from_the_form() -> None:
    with pytest.raises(ValidationError) as refused:
        DisplayNameField().clean("街\u200b道\u200d办")
    assert [error.code for error in refused.value.error_list] == ["display_name_office"]


@pytest.mark.parametrize(("length", "good"), [(30, True), (31, False)], ids=["thirty", "thirty_one"])
def test_thirty_characters_are_the_longest(length: int, good: bool) -> None:
    if good:
        assert DisplayNameField().clean("人" * length) == "人" * length
        return
    with pytest.raises(ValidationError, match="30"):
        DisplayNameField().clean("人" * length)


def test_only_invisible_characters_are_no_name() -> None:
    with pytest.raises(ValidationError, match="请填写"):
        DisplayNameField().clean(" \u200b\u3000 ")
