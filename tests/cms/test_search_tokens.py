"""What the index holds of a text, and what it is asked for: whoever contains a piece contains all of its pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.search.finding import MAX_TERMS, terms_of
from cms.search.tokens import initials, tokens_of_query, tokens_of_text

HAN_AND_LATIN = st.text(alphabet=st.characters(categories=("Lo", "Ll", "Lu", "Nd", "Po", "Zs")), max_size=60)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("曹杨新村", {"曹", "杨", "新", "村", "曹杨", "杨新", "新村"}, id="characters_and_pairs"),
        pytest.param("曹杨，新村", {"曹", "杨", "新", "村", "曹杨", "新村"}, id="no_pair_over_punctuation"),
        pytest.param("第5讲", {"第", "5", "讲", "第5", "5讲"}, id="digits_and_han_together"),
        pytest.param("曹楊ＡＢ", {"曹", "杨", "a", "b", "曹杨", "杨a", "ab"}, id="folded"),
        pytest.param("杨杨杨", {"杨", "杨杨"}, id="each_once"),
        pytest.param("……", set(), id="punctuation_alone"),
    ],
)
def test_a_text_is_its_characters_and_pairs(text: str, tokens: set[str]) -> None:
    assert set(tokens_of_text(text).split()) == tokens
    assert len(tokens_of_text(text).split()) == len(tokens)


@pytest.mark.parametrize(
    ("query", "tokens"),
    [("曹杨新村", ["曹杨", "杨新", "新村"]), ("曹", ["曹"]), ("“两委”换届", ["两委", "换届"]), ("？", [])],
    ids=["pairs", "one_character", "two_runs", "nothing"],
)
def test_a_query_asks_for_pairs_or_for_its_one_character(query: str, tokens: list[str]) -> None:
    assert tokens_of_query(query) == tokens


@given(HAN_AND_LATIN, st.data())
def test_a_text_has_the_tokens_of_every_piece_of_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : data.draw(st.integers(start, len(text)))]
    assert set(tokens_of_query(piece)) <= set(tokens_of_text(text).split())


@pytest.mark.parametrize(
    ("title", "letters"),
    [("曹杨新村规划蓝图", "cyxcghlt"), ("2021年换届", "2021nhj"), ("双美曹杨设计讲堂", "smcysjjt"), ("ABC", "abc")],
    ids=["han", "digits_stay", "another", "latin_stays"],
)
def test_first_letters_of_the_sounds(title: str, letters: str) -> None:
    assert initials(title) == letters


def test_words_are_split_at_any_space_and_each_counts_once() -> None:
    assert terms_of(" 曹杨　环浜  曹楊 ") == ["曹杨", "环浜"]
    assert terms_of("   ") == []


def test_more_words_than_the_limit_are_left_out() -> None:
    assert len(terms_of(" ".join("甲乙丙丁戊己庚辛壬癸"))) == MAX_TERMS
