"""Texts are compared without width, case and traditional forms, and every place in them stays known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("ＷＩＦＩ", "wifi", id="full_width_letters"),
        pytest.param("２０２１", "2021", id="full_width_digits"),
        pytest.param("（两委）", "(两委)", id="full_width_brackets"),
        pytest.param("曹杨　环浜", "曹杨 环浜", id="ideographic_space"),
        pytest.param("Caoyang", "caoyang", id="upper_case"),
        pytest.param("曹楊環浜", "曹杨环浜", id="traditional"),
        pytest.param("\u2f08\u2f42", "人文", id="radicals_as_pdf_files_have_them"),
        pytest.param("曹杨环浜", "曹杨环浜", id="han_stays"),
        pytest.param("“三湾”。", "“三湾”。", id="chinese_quotes_and_stops_stay"),
        pytest.param("½㎡İ", "½㎡İ", id="what_would_become_longer_stays"),
    ],
)
def test_width_case_and_traditional_forms_make_no_difference(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_keeps_every_place_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
