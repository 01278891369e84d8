"""What is no page of text is refused by name, with a sentence that says what to do next."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterator

import pytest

from cms.imports import articles, newspaper
from cms.imports.decoding import LARGEST_PAGE_BYTES
from cms.imports.errors import (
    EmptyPage,
    InvalidIssue,
    NoArticle,
    PageHasControls,
    PageIsDocument,
    PageIsImage,
    PageIsPdf,
    PageIsUtf16,
    PageRefused,
    PageTooLarge,
    TextNotKept,
    UnreadablePage,
)
from cms.imports.lines import Line
from cms.imports.newspaper import read_page
from tests.cms.newspaper_pages import ANSWERS, ISSUE, REPAIRS, TITLE, read, text_of

GOOD = text_of(TITLE, REPAIRS)


def kinds(refusal: type[PageRefused]) -> Iterator[type[PageRefused]]:
    yield refusal
    for kind in refusal.__subclasses__():
        yield from kinds(kind)


@pytest.mark.parametrize(
    ("data", "refusal", "advice"),
    [
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", PageIsPdf, "PDF", id="pdf"),
        pytest.param(b"\n%PDF-1.4 with a blank line before", PageIsPdf, "PDF", id="pdf behind a blank line"),
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00word/document.xml", PageIsDocument, "另存为", id="docx"),
        pytest.param(b"PK\x05\x06" + bytes(18), PageIsDocument, "另存为", id="empty zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", PageIsDocument, "Word", id="doc"),
        pytest.param(rb"{\rtf1\ansi text}", PageIsDocument, "Word", id="rtf"),
        pytest.param(b"\x1f\x8b\x08\x00" + zlib.compress(b"text"), PageIsDocument, "压缩", id="gzip"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", PageIsImage, "文字识别", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF", PageIsImage, "文字识别", id="jpeg"),
        pytest.param(b"GIF89a\x01\x00\x01\x00", PageIsImage, "文字识别", id="gif"),
        pytest.param(GOOD.encode("utf-16"), PageIsUtf16, "UTF-8", id="utf-16 with mark"),
        pytest.param(GOOD.encode("utf-16-be"), PageIsUtf16, "UTF-8", id="utf-16 big-endian"),
        pytest.param(GOOD.encode("utf-16-le"), PageIsUtf16, "UTF-8", id="utf-16 little-endian"),
        pytest.param(GOOD.encode() + b"\x00\x01\x00\x02", PageHasControls, "控制字符", id="zero bytes in text"),
        pytest.param(GOOD.encode() + b"\x07", PageHasControls, "第 4 行", id="bell in the fourth line"),
        pytest.param("Café du Marché, à côté".encode("latin-1"), UnreadablePage, "UTF-8", id="latin-1"),
    ],
)
def test_another_file_is_refused_with_what_to_do(data: bytes, refusal: type[PageRefused], advice: str) -> None:
    with pytest.raises(refusal) as refused:
        read_page(data, issue=ISSUE)
    assert isinstance(refused.value, UnreadablePage)
    assert advice in refused.value.sentence


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff".encode(), "\u3000\n\u200b\f".encode()])
def test_a_page_of_white_space_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyPage):
        read_page(data, issue=ISSUE)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([TITLE], id="a title alone"),
        pytest.param([TITLE, "本周三停水一天"], id="two lines that could both be titles"),
        pytest.param([REPAIRS, ANSWERS], id="text without a title"),
        pytest.param(["第2版 社区新闻", "2030年3月"], id="a page header alone"),
        pytest.param(["（记者 示例甲）"], id="a credit alone"),
        pytest.param(["……！？"], id="punctuation"),
    ],
)
def test_text_without_an_article_is_refused(lines: list[str]) -> None:
    with pytest.raises(NoArticle) as refused:
        read(*lines)
    assert "标题" in refused.value.sentence


def test_a_title_with_a_sentence_is_an_article() -> None:
    assert len(read("停水通知", "本周三停水一天。").articles) == 1


@pytest.mark.parametrize(
    "issue",
    [
        "",
        "2021",
        "2021-1",
        "2021-13",
        "2021-00",
        "202101",
        "2021-01-05",
        "2021/01",
        " 2021-01",
        "2021-01\n",
        "二〇二一-01",
    ],
)
def test_an_issue_that_is_no_month_is_refused(issue: str) -> None:
    with pytest.raises(InvalidIssue) as refused:
        read_page(GOOD.encode(), issue=issue)
    assert "2021-01" in refused.value.sentence


@pytest.mark.parametrize("issue", ["1953-05", "2021-01", "2030-12"])
def test_a_month_is_an_issue(issue: str) -> None:
    assert read_page(GOOD.encode(), issue=issue).issue == issue


def test_the_issue_is_looked_at_before_the_file() -> None:
    with pytest.raises(InvalidIssue):
        read_page(b"", issue="January")


def test_a_page_of_the_largest_size_is_read() -> None:
    room = LARGEST_PAGE_BYTES - len(TITLE.encode()) - 2
    data = f"{TITLE}\n\n".encode() + (REPAIRS.encode() * (room // len(REPAIRS.encode())))
    page = read_page(data, issue=ISSUE)
    assert len(page.articles) == 1


def test_a_larger_file_is_refused() -> None:
    with pytest.raises(PageTooLarge) as refused:
        read_page(b"a" * 5_000_000, issue=ISSUE)
    assert "5000000" in refused.value.sentence
    assert str(LARGEST_PAGE_BYTES) in refused.value.sentence


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("字\n".encode() * 20_000, id="a character in each line"),
        pytest.param("没有句号的一行字字字字\n".encode() * 10_000, id="lines that never end a sentence"),
        pytest.param(f"{TITLE}\n\n正文".encode() + b" " * 500_000 + "。".encode(), id="white space in a line"),
        pytest.param(f"{TITLE}\n\n".encode() + "。”".encode() * 80_000, id="ends of sentences"),
        pytest.param(f"{TITLE}\n\n".encode() + "1月1日".encode() * 60_000 + "。".encode(), id="dates"),
        pytest.param("一、听意见\n\n正文。\n\n".encode() * 10_000, id="numbered subheads"),
        pytest.param(b"\f" * 300_000 + GOOD.encode(), id="page breaks"),
    ],
)
def test_odd_pages_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(NoArticle):
        assert read_page(data, issue=ISSUE).articles


def test_losing_a_character_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(lines: list[Line]) -> list[articles.ArticleDraft]:
        return articles.assemble(lines[:-1])

    monkeypatch.setattr(newspaper, "assemble", careless)
    with pytest.raises(TextNotKept) as refused:
        read(TITLE, REPAIRS, ANSWERS)
    assert f"第 {len(TITLE + REPAIRS) + 1} 个字" in refused.value.sentence


def test_doubling_a_line_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(lines: list[Line]) -> list[articles.ArticleDraft]:
        return articles.assemble([*lines, lines[-1]])

    monkeypatch.setattr(newspaper, "assemble", careless)
    with pytest.raises(TextNotKept):
        read(TITLE, REPAIRS, ANSWERS)


@pytest.mark.parametrize("refusal", list(kinds(PageRefused)))
def test_every_refusal_has_a_sentence_for_people(refusal: type[PageRefused]) -> None:
    told = {"line": 1, "issue": "x", "size": 2, "limit": 1, "position": 3, "about": "题", "source": "报", "count": 4}
    refused = refusal("detail", what="图片", **told)
    assert refused.sentence.endswith("。")
    assert "%" not in refused.sentence
    assert str(refused) == "detail"
