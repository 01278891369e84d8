"""Words of a list in a text: however they are disguised, and never where an exception has them."""

import unicodedata

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.consultation.flagging.folding import fold, fold_alone
from maps.consultation.flagging.spans import Span, excerpt, merged
from maps.consultation.flagging.words import MAX_GAP, WordList

WORDS = ("赌博", "无抵押贷款", "casino", "加v", "傻逼")
EXCEPTIONS = ("反赌博宣传", "casino royale 放映")
LIST = WordList(WORDS, EXCEPTIONS)
#: What a reader looks over: spaces, punctuation, what has no width, marks, emoji.
SEPARATORS = (
    " \t\n\u3000.,，。、…—-_*~|/\\'\"“”!！?？:：;；()（）[]【】\u200b\u200c\u200d\u2060\ufeff\u00ad\u0301🎲🀄💰❤\ufe0f"
)
PLAIN = "今天天气很好希望沿河多放几把椅子晚上灯光亮一些老人走路安心"


def found(text: str, words: WordList = LIST) -> list[str]:
    return [text[span.start : span.end] for span in words.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("这里有人赌博。", ["赌博"], id="as_it_is"),
        pytest.param("赌 博", ["赌 博"], id="spaced"),
        pytest.param("赌\u3000.。*博", ["赌\u3000.。*博"], id="punctuated"),
        pytest.param("赌\u200b\u2060博", ["赌\u200b\u2060博"], id="zero_widths"),
        pytest.param("赌🎲博", ["赌🎲博"], id="emoji"),
        pytest.param("賭博", ["賭博"], id="traditional"),
        pytest.param("無抵押貸款", ["無抵押貸款"], id="traditional_phrase"),
        pytest.param("赌a1x博", ["赌a1x博"], id="letters_between"),
        pytest.param("ＣＡＳＩＮＯ", ["ＣＡＳＩＮＯ"], id="full_width"),
        pytest.param("C.a.S-i n_o", ["C.a.S-i n_o"], id="latin_spaced"),
        pytest.param("cásiñó", ["cásiñó"], id="accents"),
        pytest.param("ⓒⓐⓢⓘⓝⓞ", ["ⓒⓐⓢⓘⓝⓞ"], id="circled"),
        pytest.param("加Ｖ了解", ["加Ｖ"], id="mixed_full_width"),
        pytest.param("⼈赌博", ["赌博"], id="radical_before"),
        pytest.param("赌博和傻逼", ["赌博", "傻逼"], id="two"),
    ],
)
def test_a_disguised_word_is_found_where_it_stands(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("河边要有灯光。", id="harmless"),
        pytest.param("赌", id="half_a_word"),
        pytest.param("赌" + "a" * (MAX_GAP + 1) + "博", id="too_far_apart"),
        pytest.param("赌着气去博物馆", id="han_between"),
        pytest.param("casinos", id="goes_on_as_a_word"),
        pytest.param("encasino", id="begins_inside_a_word"),
        pytest.param("加vip", id="mixed_goes_on"),
        pytest.param("反赌博宣传进社区", id="exception"),
        pytest.param("反 赌-博，宣传", id="exception_spaced"),
        pytest.param("反賭博宣傳", id="exception_traditional"),
        pytest.param("Casino Royale 放映", id="exception_mixed"),
    ],
)
def test_what_is_no_word_of_the_list_is_not_found(text: str) -> None:
    assert found(text) == []


def test_an_exception_excuses_only_the_word_inside_it() -> None:
    assert found("反赌博宣传要办，有人赌博") == ["赌博"]
    assert found("反赌博宣传要办，反赌博也要") == ["赌博"]


def test_a_word_that_reaches_out_of_the_exception_is_found() -> None:
    words = WordList(["传播赌"], ["赌博"])
    assert found("传播赌博", words) == ["传播赌"]


def test_a_word_that_is_both_is_an_exception() -> None:
    assert found("赌博", WordList(["赌博"], ["赌博"])) == []


@pytest.mark.parametrize("words", [[], ["！！"], [""]], ids=["none", "punctuation", "empty"])
def test_a_list_without_words_finds_nothing(words: list[str]) -> None:
    assert found("赌博！！", WordList(words)) == []


def test_of_words_inside_each_other_each_is_found() -> None:
    assert found("网络赌博网", WordList(["赌博", "网络赌博", "赌博网"])) == ["网络赌博", "赌博", "赌博网"]


@given(st.sampled_from(WORDS), st.lists(st.text(SEPARATORS, max_size=6), min_size=5, max_size=5), st.text(PLAIN))
def test_separators_never_hide_a_word(word: str, separators: list[str], around: str) -> None:
    disguised = "".join(c + s for c, s in zip(word, separators * 2, strict=False))
    assert found(f"{around}，{disguised}，{around}")


@given(st.sampled_from(WORDS[:2]), st.text("abcdefg0123456789", max_size=MAX_GAP), st.text(SEPARATORS, max_size=4))
def test_a_few_letters_and_separators_together_never_hide_a_chinese_word(word: str, put: str, between: str) -> None:
    assert found(f"{word[0]}{between}{put}{between}{word[1:]}")


@given(st.sampled_from(EXCEPTIONS), st.text(SEPARATORS, max_size=4), st.text(PLAIN, max_size=20))
def test_exceptions_never_flag(exception: str, separator: str, around: str) -> None:
    assert found(f"{around}。{separator.join(exception)}。{around}") == []


@given(st.text(PLAIN))
def test_harmless_text_never_flags(text: str) -> None:
    assert found(text) == []


@given(st.text())
def test_whatever_is_typed_every_place_is_inside_the_text(text: str) -> None:
    for span in LIST.find(text):
        assert 0 <= span.start < span.end <= len(text)


@given(st.text())
def test_both_ways_of_folding_say_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)).text == fold_alone(unicodedata.normalize("NFC", text))


def test_every_traditional_character_folds_like_the_one_the_library_names() -> None:
    simple = opencc.OpenCC("t2s")
    for character in "賭貸廣場綠軸線環濱煙麵體雲龍":
        assert fold(character).text == simple.convert(character)


def test_spans_that_touch_become_one() -> None:
    assert merged([Span(4, 6), Span(0, 2), Span(1, 4), Span(8, 9)]) == [Span(0, 6), Span(8, 9)]


def test_an_excerpt_names_each_word_once_and_stays_short() -> None:
    assert excerpt("赌博、赌博和傻逼", [Span(0, 2), Span(3, 5), Span(6, 8)]) == "赌博、傻逼"
    assert len(excerpt("甲乙" * 300, [Span(0, 600)])) == 200
