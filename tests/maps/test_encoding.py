"""Which encoding Chinese text is in, when the file does not say, or says it wrongly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.workbench.encoding import GBK, UTF8, canonical, declared_by_dbf, decode, detect

STREETS = ["曹杨新村街道", "环浜", "花溪路", "枫桥路", "一", "联通", "百禧公园（示意）"]
# Every sentence of some length decides; single words in GBK can be valid UTF-8 by accident.
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=6, max_size=30)


@pytest.mark.parametrize("text", STREETS)
@pytest.mark.parametrize(("codec", "expected"), [("gbk", GBK), ("utf-8", UTF8)])
def test_a_street_is_told_apart_without_a_declaration(text: str, codec: str, expected: str) -> None:
    found = detect([text.encode(codec), b"plain"])
    assert found.name == expected
    assert decode(text.encode(codec), found.name) == text


@given(st.lists(HAN, min_size=1, max_size=5), st.sampled_from(["gbk", "utf-8", "gb18030"]))
def test_any_chinese_text_reads_back_as_it_was(texts: list[str], codec: str) -> None:
    try:
        raw = [text.encode(codec) for text in texts]
    except UnicodeEncodeError:
        return
    found = detect(raw)
    assert [decode(value, found.name) for value in raw] == texts


@pytest.mark.parametrize("codec", ["gbk", "utf-8"])
def test_a_value_cut_off_within_a_character_does_not_mislead(codec: str) -> None:
    whole = ["曹杨新村街道规划", "绿地与水系"]
    cut = [text.encode(codec)[:-1] for text in whole]
    found = detect(cut)
    assert [decode(value, found.name) for value in cut] == [text[:-1] for text in whole]


@pytest.mark.parametrize(
    ("raw", "declared", "expected"),
    [
        pytest.param("花溪路", "UTF-8", "UTF-8", id="true_utf8"),
        pytest.param("花溪路", "936", GBK, id="true_gbk_by_number"),
        pytest.param("花溪路", "GBK", GBK, id="true_gbk"),
        pytest.param("花溪路", "cp936", GBK, id="true_gbk_in_small_letters"),
        pytest.param("花溪路", "ISO-8859-1", GBK, id="western_by_default"),
        pytest.param("花溪路", "1252", GBK, id="western_by_number"),
        pytest.param("花溪路", "nonsense", GBK, id="no_encoding_at_all"),
        pytest.param("花溪路", "UTF-8", GBK, id="says_utf8_is_gbk"),
    ],
)
def test_a_declaration_counts_only_if_the_text_agrees(raw: str, declared: str, expected: str) -> None:
    found = detect([raw.encode("utf-8" if expected == UTF8 else "gbk")], declared)
    assert found.name == expected


def test_text_that_says_gbk_and_is_utf8_is_found_out() -> None:
    found = detect(["曹杨新村街道".encode()], "GBK")
    assert found.name == UTF8
    assert found.contradicts_file


def test_a_true_declaration_contradicts_nothing() -> None:
    assert not detect(["花溪路".encode("gbk")], "936").contradicts_file
    assert not detect([b"plain"], "ISO-8859-1").contradicts_file


def test_another_declared_encoding_is_believed() -> None:
    found = detect(["曹楊新村".encode("big5")], "BIG5")
    assert decode("曹楊新村".encode("big5"), found.name) == "曹楊新村"


def test_plain_text_needs_no_guess() -> None:
    assert detect([b"plain", b""]).ascii_only
    assert detect([], "936").name == GBK


def test_bytes_that_are_no_text_are_read_as_well_as_can_be() -> None:
    found = detect(["曹杨新村".encode(), "街道".encode(), b"\xff\xff\xfe\xff"])
    assert found.lossy
    assert found.name == UTF8


@pytest.mark.parametrize(
    ("said", "meant"), [("UTF8", UTF8), (" utf-8\n", UTF8), ("65001", UTF8), ("936", GBK), ("EUC-CN", GBK)]
)
def test_the_names_of_encodings_are_many(said: str, meant: str) -> None:
    assert canonical(said) == meant


@pytest.mark.parametrize(
    "said", ["夏夏", "", "a\0b", "hex", "rot13", "punycode", "undefined", "unicode_escape", "９３６", "x" * 999]
)
def test_a_name_of_no_code_page_is_none(said: str) -> None:
    assert canonical(said) is None
    assert detect(["花溪路".encode("gbk")], said).name == GBK


@pytest.mark.parametrize(("driver", "meant"), [(0x4D, GBK), (0x57, None), (0x00, None)])
def test_the_table_may_declare_its_code_page_in_one_byte(driver: int, meant: str | None) -> None:
    assert declared_by_dbf(bytes(29) + bytes([driver]) + bytes(2)) == meant
    assert declared_by_dbf(b"short") is None
