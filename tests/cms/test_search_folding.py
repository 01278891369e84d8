"""Words and texts are compared without width and case, and the database is asked a question it can answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.search.folding import MAX_TERMS, fold, has_one_form, terms_of, variants


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        pytest.param("ＷＩＦＩ", "wifi", id="full_width_letters"),
        pytest.param("２０２１", "2021", id="full_width_digits"),
        pytest.param("（两委）", "(两委)", id="full_width_brackets"),
        pytest.param("曹杨　环浜", "曹杨 环浜", id="ideographic_space"),
        pytest.param("Caoyang", "caoyang", id="upper_case"),
        pytest.param("曹杨环浜", "曹杨环浜", id="han_stays"),
        pytest.param("“三湾”。", "“三湾”。", id="chinese_quotes_and_stops_stay"),
    ],
)
def test_width_and_case_make_no_difference(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_keeps_every_place_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_words_are_split_at_any_space_and_each_counts_once() -> None:
    assert terms_of(" 曹杨　环浜  曹杨 ") == ["曹杨", "环浜"]
    assert terms_of("   ") == []


def test_more_words_than_the_limit_are_left_out() -> None:
    assert len(terms_of(" ".join("甲乙丙丁戊己庚辛壬癸"))) == MAX_TERMS


def test_a_letter_is_looked_for_in_all_four_forms_and_a_han_character_in_one() -> None:
    assert variants("a") == {"a", "A", "ａ", "Ａ"}
    assert variants("5") == {"5", "５"}
    assert variants("浜") == {"浜"}


@given(st.characters(codec="utf-8"))
def test_every_form_of_a_folded_character_folds_back_to_it(character: str) -> None:
    folded = fold(character)
    assert all(fold(form) == folded for form in variants(folded))


def test_han_words_have_one_form_and_digits_do_not() -> None:
    assert has_one_form("两推一选")
    assert not has_one_form("1月5日")
