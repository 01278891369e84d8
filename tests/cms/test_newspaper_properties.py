"""Whatever the file: either a named refusal, or articles that hold every character once, in order."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cms.imports.decoding import WHITE, squeeze
from cms.imports.errors import EmptyPage, NoArticle, PageRefused, TextNotKept, UnreadablePage
from cms.imports.newspaper import NewspaperPage, read_page
from tests.cms.newspaper_pages import (
    ANSWERS,
    INVENTED_PAGE,
    ISSUE,
    LIBRARY,
    OTHER_TITLE,
    REPAIRS,
    TITLE,
    body,
    headlines,
    told,
)

WORDS = st.sampled_from(
    ["街道", "居民", "老楼", "电梯", "的", "为了", "能够", "召开", "讨论", "3月5日", "近日，", "12", "Open", "commu-", "“", "”", "（", "）",
     "，", "。", "、", "：", "；", "！", "？", "……", "——", " ", "\u3000", "一是", "一、", "清单一：", "记者 示例甲", "第3版", "图为", "\ufeff",
     "2030年3月5日", "3月5日—10日", "示例街道党工委", "（示例甲）", "【邻里】", "1.", "（一）", "责任编辑：示例甲", "电话62540000"]
)  # fmt: skip
LINES = st.lists(WORDS, max_size=14).map("".join)
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n\n", "\f", "\n\u3000\u3000", "\n\t", "\u2028"])
PAGES = st.lists(st.tuples(LINES, BREAKS), max_size=30).map(lambda parts: "".join(line + end for line, end in parts))
PARAGRAPHS = [REPAIRS, ANSWERS, LIBRARY]


def without_margins(text: str, page: NewspaperPage) -> str:
    """Return the file's text without the lines that were set aside, each taken out where it stands."""
    lines = [re.split(r"[\f\v\x1c-\x1e\x85\u2028\u2029]", line) for line in re.split(r"\r\n|\n|\r", text)]
    for margin in page.margins:
        parts = lines[margin.line - 1]
        parts[[part.strip(WHITE) for part in parts].index(margin.text)] = ""
    return squeeze("".join(part for parts in lines for part in parts))


def read_or_refusal(data: bytes) -> NewspaperPage | PageRefused:
    """Read a page; every refusal but the one that owns up to a fault of the importer is an answer."""
    try:
        return read_page(data, issue=ISSUE)
    except TextNotKept:
        raise
    except PageRefused as refused:
        return refused


def check(text: str) -> None:
    page = read_or_refusal(text.encode())
    if isinstance(page, PageRefused):
        assert page.sentence
    else:
        assert told(page) == without_margins(text.removeprefix("\ufeff"), page)
        assert any(article.title for article in page.articles)


@settings(max_examples=400, deadline=None)
@given(PAGES)
@example("街道的标题\n正文\u2028第3版\n第3版。\u2028第3版\n")
@example("第3版\f第3版\n正文的标题\n\n正文。\n")
@example("标题行在这里\n\n正文。\n\n一、\n一、\n")
@example("——\n正文。\n")
def test_any_page_is_refused_or_kept_whole(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_refused_or_kept_whole(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_by_name_or_read(data: bytes) -> None:
    page = read_or_refusal(data)
    assert isinstance(page, NewspaperPage | UnreadablePage | EmptyPage | NoArticle)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="曹杨新村的居民说，。“”\n\u3000 12", max_size=200))
def test_gbk_and_utf8_give_the_same(text: str) -> None:
    utf8, gbk = read_or_refusal(text.encode()), read_or_refusal(text.encode("gbk"))
    assert type(utf8) is type(gbk)
    if isinstance(utf8, NewspaperPage) and isinstance(gbk, NewspaperPage):
        assert utf8.articles == gbk.articles


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_breaks_anywhere_past_the_first_lines_are_healed(data: st.DataObject) -> None:
    """Break each paragraph of a page where what is left and right of the break is no short line."""
    gap = data.draw(st.sampled_from(["\n", "\n\n", "\n\n\n"]))
    orders = [PARAGRAPHS, PARAGRAPHS[::-1], PARAGRAPHS[1:] + PARAGRAPHS[:1]]
    long = ["，".join(text[:-1] for text in order) + "。" for order in orders]
    lines: list[str] = []
    for paragraph in long:
        cut = data.draw(st.integers(48, len(paragraph) - 48))
        lines += [paragraph[:cut], paragraph[cut:]]
    text = gap.join(["社区更新在身边", TITLE, *lines[:4], "孩子们的角落", OTHER_TITLE, "3月8日，" + lines[4], lines[5]])
    page = read_page(text.encode(), issue=ISSUE)
    assert headlines(page) == [("社区更新在身边", TITLE), ("孩子们的角落", OTHER_TITLE)]
    assert [body(article) for article in page.articles] == [long[:2], ["3月8日，" + long[2]]]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_a_page_cut_off_anywhere_is_refused_or_kept_whole(cut: int) -> None:
    whole = INVENTED_PAGE.read_text(encoding="utf-8")
    text = whole[: cut % len(whole)]
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.permutations(INVENTED_PAGE.read_text(encoding="utf-8").split("\n")))
def test_lines_in_any_order_are_refused_or_kept_whole(lines: list[str]) -> None:
    check("\n".join(lines))
