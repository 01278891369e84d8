"""The habits of a page: columns, indents, gaps; and the lines that belong to the paper."""

from __future__ import annotations

import pytest

from cms.imports.layout import Layout, is_margin, measure, set_margins_aside
from cms.imports.lines import Line, split_lines
from tests.cms.newspaper_pages import ANSWERS, LIBRARY, REPAIRS, TITLE, read, text_of, told


def wrapped(text: str, column: int, indent: str = "") -> str:
    """Break a text into lines of so many characters."""
    text = indent + text
    return "\n".join(text[start : start + column] for start in range(0, len(text), column))


PARAGRAPHS = (REPAIRS, ANSWERS, LIBRARY)


@pytest.mark.parametrize("column", [12, 16, 20, 30])
def test_the_width_of_a_column_is_found(column: int) -> None:
    page = TITLE + "\n" + "\n".join(wrapped(text * 2, column) for text in PARAGRAPHS)
    assert measure(split_lines(page)).column == column


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            text_of(TITLE, *PARAGRAPHS, ANSWERS * 3, REPAIRS * 2, LIBRARY * 4), id="a line for each paragraph"
        ),
        pytest.param(wrapped(REPAIRS, 20), id="too few lines to tell"),
        pytest.param("\n".join(["短"] * 20), id="lines of one character"),
    ],
)
def test_a_page_without_columns_has_no_width(page: str) -> None:
    assert measure(split_lines(page)).column is None


def test_indents_are_a_habit_when_more_than_one_line_has_them() -> None:
    assert measure(split_lines("标题\n　　正文。\n　　正文。")).indents
    assert not measure(split_lines("标题\n　　正文。\n正文。")).indents


@pytest.mark.parametrize(("blank", "usual"), [("\n", 0), ("\n\n", 1), ("\n\n\n", 2)])
def test_the_usual_gap_is_that_of_most_lines(blank: str, usual: int) -> None:
    assert measure(split_lines(blank.join(["标题", *PARAGRAPHS]))).usual_gap == usual


@pytest.mark.parametrize(
    ("width", "full"),
    [pytest.param(17, False, id="short"), pytest.param(18, True, id="ragged"), pytest.param(20, True, id="full"),
     pytest.param(21, True, id="comma hangs over"), pytest.param(22, False, id="runs over the column")],
)  # fmt: skip
def test_a_full_line_reaches_the_edge_and_no_further(width: int, full: bool) -> None:
    assert Layout(column=20.0, indents=False, usual_gap=0).fills_column(Line(1, "字" * width)) is full


def test_without_columns_no_line_is_full() -> None:
    assert not Layout(column=None, indents=False, usual_gap=0).fills_column(Line(1, "字" * 20))


@pytest.mark.parametrize(
    "text",
    [
        "2030年3月 第3版",
        "第3版　社区新闻",
        "示例社区报 2030年3月15日 星期五 第2版",
        "2030年3月15日星期五第2版",
        "第12期 2030年3月",
        "2030 年 3 月 15 日 第 3 版",
        "３版",
        "A3版",
        "第二版",
        "第3页 共4页",
        "责任编辑：示例甲 版式：示例乙",
        "责编 示例甲",
    ],
)
def test_a_page_header_is_told_anywhere(text: str) -> None:
    assert is_margin(Line(1, text), at_edge=False)


@pytest.mark.parametrize("text", ["3", "- 3 -", "2030年3月15日", "2030-03-15", "星期五", "—3—"])
def test_a_number_or_date_is_one_only_at_the_edge_of_a_sheet(text: str) -> None:
    assert is_margin(Line(1, text), at_edge=True)
    assert not is_margin(Line(1, text), at_edge=False)


@pytest.mark.parametrize(
    "text",
    [
        "新一版地图发布",
        "第3版地图发布",
        "版面设计大赛开赛",
        "校对工作会议召开",
        "示例讲堂 第3期",
        "示例街道召开2030年大会",
        "一条小路的新生",
        "3月15日",
        "第2版的消息登出以后，居民纷纷来电话询问。",
        "社区、学校、医院 第3版 联合 报道",
    ],
)
def test_a_headline_is_no_page_header(text: str) -> None:
    assert not is_margin(Line(1, text), at_edge=True)


def test_margins_are_taken_out_of_the_text_and_reported() -> None:
    page = read("第2版 社区新闻", TITLE, REPAIRS, ANSWERS, "责任编辑：示例甲")
    assert [(margin.line, margin.text) for margin in page.margins] == [(1, "第2版 社区新闻"), (9, "责任编辑：示例甲")]
    assert told(page) == TITLE + REPAIRS + ANSWERS


def test_a_day_at_the_foot_of_a_sheet_is_that_of_who_signs() -> None:
    kept, margins = set_margins_aside(split_lines("2030年3月5日\n标题\n正文。\n2030年3月6日"))
    assert [line.text for line in kept] == ["标题", "正文。", "2030年3月6日"]
    assert [(margin.text, margin.is_certain) for margin in margins] == [("2030年3月5日", False)]


def test_a_sentence_reads_on_over_the_edge_of_a_sheet() -> None:
    page = read(TITLE, REPAIRS[:45], "3\n\f2030年3月 第4版", REPAIRS[45:], ANSWERS)
    assert [block.text for block in page.articles[0].blocks] == [REPAIRS, ANSWERS]
    assert [margin.text for margin in page.margins] == ["3", "2030年3月 第4版"]


def test_a_number_in_the_middle_of_a_sheet_is_text() -> None:
    page = read(TITLE, REPAIRS, "报名的人数是", "36", "人。")
    assert page.margins == ()
    assert page.articles[0].blocks[-1].text == "报名的人数是36人。"


def test_space_around_a_margin_counts_for_the_next_line() -> None:
    kept, _ = set_margins_aside(split_lines("正文。\n\n\n第3版\n\n下文。"))
    assert [line.blank_before for line in kept] == [0, 2]
