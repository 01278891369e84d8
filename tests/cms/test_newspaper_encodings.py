"""What an editor's computer saves: UTF-8 or GBK, any line ends, any white space. The articles are the same."""

from __future__ import annotations

import codecs

import pytest

from cms.imports.decoding import decode, squeeze
from cms.imports.errors import UnreadablePage
from cms.imports.newspaper import NewspaperPage, read_page
from tests.cms.newspaper_pages import ANSWERS, INVENTED_PAGE, ISSUE, REPAIRS, TITLE, headlines, read, told

TEXT = INVENTED_PAGE.read_text(encoding="utf-8")


def hashes(page: NewspaperPage) -> list[str]:
    return [article.text_hash for article in page.articles]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(TEXT.encode(), "UTF-8", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "UTF-8", id="utf-8 with byte order mark"),
        pytest.param(TEXT.encode("gbk"), "GBK", id="gbk"),
        pytest.param(TEXT.encode("gb18030"), "GBK", id="gb18030"),
    ],
)
def test_every_encoding_gives_the_same_articles(data: bytes, encoding: str) -> None:
    page = read_page(data, issue=ISSUE)
    assert page.encoding == encoding
    assert hashes(page) == hashes(read_page(TEXT.encode(), issue=ISSUE))


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028", "\x0b"], ids=["windows", "old mac", "separator", "tab"])
def test_every_line_end_gives_the_same_articles(ends: str) -> None:
    page = read_page(TEXT.replace("\n", ends).encode(), issue=ISSUE)
    assert hashes(page) == hashes(read_page(TEXT.encode(), issue=ISSUE))


@pytest.mark.parametrize(
    "space",
    [
        pytest.param("\u3000\u3000", id="full-width"),
        pytest.param("    ", id="four spaces"),
        pytest.param("\t", id="tab"),
        pytest.param("\xa0\xa0", id="no-break"),
        pytest.param("\u200b", id="zero width"),
        pytest.param("\ufeff", id="byte order mark inside"),
    ],
)
def test_white_space_around_lines_is_no_text(space: str) -> None:
    page = read(TITLE, space + REPAIRS + space, ANSWERS)
    assert headlines(page) == [("", TITLE)]
    assert [block.text for block in page.articles[0].blocks] == [REPAIRS, ANSWERS]


def test_a_rare_character_of_a_name_is_kept_in_gbk() -> None:
    text = f"{TITLE}\n\n读者龑先生说，{ANSWERS}"
    page = read_page(text.encode("gb18030"), issue=ISSUE)
    assert squeeze(text) == told(page)


def test_a_character_outside_the_basic_plane_is_kept() -> None:
    text = f"{TITLE}\n\n读者𠮷先生说，{ANSWERS}🌳"
    assert told(read_page(text.encode(), issue=ISSUE)) == squeeze(text)


def test_latin_text_in_ascii_is_utf8() -> None:
    assert decode(b"Neighbours Meet\n")[1] == "UTF-8"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            "換屆選舉與鄰里關係：街道辦事處為居民講解選舉規則，並說明選民登記應當怎樣辦理。".encode("big5"), id="big5"
        ),
        pytest.param("曹杨新村的居民在河边散步，看见新种的柳树发了芽。".encode("utf-16-le"), id="utf-16 without mark"),
        pytest.param("曹杨新村的居民在河边散步。".encode() + b"\xe6\x9b", id="utf-8 cut off in a character"),
        pytest.param(bytes(range(0x81, 0xFF)) * 4, id="noise"),
    ],
)
def test_bytes_that_only_happen_to_be_gbk_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadablePage):
        decode(data)


def test_the_refusal_names_the_line_of_the_bad_byte() -> None:
    lines = [line.encode() for line in ("第一行是好的", "第二行也是好的", "第三行坏了")]
    lines[2] = lines[2][:-1]
    with pytest.raises(UnreadablePage) as refused:
        decode(b"\n".join(lines))
    assert "第 3 行" in refused.value.sentence


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        pytest.param(" 甲 乙\t丙\r\n丁\f", "甲乙丙丁", id="ascii"),
        pytest.param("甲\u3000乙\xa0丙\u2003丁", "甲乙丙丁", id="wide"),
        pytest.param("甲\u200b乙\ufeff丙\u00ad丁", "甲乙丙丁", id="invisible"),
        pytest.param("甲-乙", "甲-乙", id="a hyphen is text"),
    ],
)
def test_squeeze_takes_white_space_and_nothing_else(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed
