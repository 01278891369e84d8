"""What a person typed becomes plain text: what is seen stays, what hides goes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.consultation.text import plain_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  希望多放椅子。 \n", "希望多放椅子。"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("一\n\n\n\n二", "一\n\n二"),
        ("一\u2028二", "一\n二"),
        ("一\t二", "一 二"),
        ("空\x00字\x07节\x1b", "空字节"),
        ("a\u202eb\u2066c\u200f", "abc"),
        ("零\u200b宽\ufeff空\u2060格", "零宽空格"),
        ("e\u0301", "é"),
        ("好👍🏽，全家👨\u200d👩\u200d👧，❤\ufe0f\u200d🔥", "好👍🏽，全家👨\u200d👩\u200d👧，❤\ufe0f\u200d🔥"),
        ("字\u200d字", "字字"),
        ("\u3164\u115f\u2800 \u3000", ""),
        ("\ud800半个", "半个"),
        ("z" + "\u0335" * 40, "z" + "\u0335" * 3),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("曹杨\U000e0041\U000e0042", "曹杨"),
    ],
    ids=[
        "edges",
        "newlines",
        "empty-lines",
        "line-separator",
        "tab",
        "controls",
        "direction-overrides",
        "zero-width",
        "composed",
        "emoji-stay",
        "joiner-between-letters",
        "only-blanks",
        "lone-surrogate",
        "stacked-marks",
        "markup-is-text",
        "tag-characters",
    ],
)
def test_what_is_seen_stays_and_what_hides_goes(typed: str, kept: str) -> None:
    assert plain_text(typed) == kept


@given(st.text())
def test_nothing_hidden_survives_in_any_text(typed: str) -> None:
    hidden = {c for c in plain_text(typed) if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"}
    assert not hidden
    assert not set(plain_text(typed)) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b\ufeff")


@given(st.text())
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    assert plain_text(plain_text(typed)) == plain_text(typed)


@given(st.text(alphabet="曹杨新村的环浜，。！？ABCxyz0123", max_size=200))
def test_plain_words_are_not_touched(typed: str) -> None:
    assert plain_text(typed) == typed
