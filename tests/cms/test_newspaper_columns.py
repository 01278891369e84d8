"""A page as it comes out of a PDF's columns: each line of print a line of the file, no blank line anywhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cms.imports.blocks import Paragraph
from cms.imports.decoding import squeeze
from cms.imports.doubts import DoubtKind
from cms.imports.newspaper import Article, NewspaperPage, read_page
from tests.cms.newspaper_pages import ISSUE, body, doubted, headlines, told

COLUMNS = Path(__file__).parent / "data" / "invented_columns.txt"
HEADERS = ["示例社区报　2030年3月　第3版", "2030年3月　第4版", "责任编辑：示例丙　校对：示例丁"]


@pytest.fixture(scope="module")
def page() -> NewspaperPage:
    return read_page(COLUMNS.read_bytes(), issue=ISSUE)


@pytest.fixture(scope="module")
def lift(page: NewspaperPage) -> Article:
    return page.articles[0]


@pytest.fixture(scope="module")
def talks(page: NewspaperPage) -> Article:
    return page.articles[1]


@pytest.fixture(scope="module")
def school(page: NewspaperPage) -> Article:
    return page.articles[2]


def test_headlines_of_one_two_and_three_lines_are_found(page: NewspaperPage) -> None:
    assert headlines(page) == [
        ("邻里之间", "老楼里装上了“会动的楼梯” ——示例街道甲居民区加装电梯记"),
        ("", "听居民说、请居民议，示例街道开出“楼道议事会”"),
        ("", "社区学校春天开课"),
    ]


def test_paragraphs_are_as_the_indents_say(lift: Article) -> None:
    assert [text[:6] for text in body(lift)] == [
        "本报记者 示",
        "3月12日清",
        "电梯能装起来",
        "# 怎么出钱",
        "费用按楼层分",
        "# 怎么管好",
        "电梯由居民自",
    ]


def test_lines_of_print_are_joined_without_a_trace(lift: Article) -> None:
    assert body(lift)[1].endswith("住在六楼的几位老人第一次不用扶着栏杆下楼买菜。")


def test_a_full_stop_at_the_edge_of_the_column_ends_no_paragraph(lift: Article) -> None:
    assert "靠的是一次次商量。楼里十二户人家" in body(lift)[2]


def test_the_byline_is_a_credit_and_no_text(lift: Article) -> None:
    assert [block.text for block in lift.blocks if isinstance(block, Paragraph) and block.is_credit] == [
        "本报记者 示例甲"
    ]


def test_the_date_stands_under_the_byline(lift: Article) -> None:
    assert lift.event_date == date(2030, 3, 12)
    assert doubted(lift) == set()


def test_a_sentence_goes_on_over_page_break_header_and_english_name(talks: Article) -> None:
    assert "叫作 Open Corner，意思是谁来都欢迎。" in body(talks)[1]


def test_the_credit_ends_its_article(talks: Article) -> None:
    assert body(talks)[-1] == "（示例乙 文/图）"


def test_a_day_that_opens_the_second_paragraph_is_taken_and_marked(talks: Article) -> None:
    assert talks.event_date == date(2030, 3, 9)
    assert DoubtKind.DATE_LATER in doubted(talks)


def test_a_list_under_a_colon_keeps_its_lines(school: Article) -> None:
    assert body(school)[1:] == [
        "需要带好的东西有三样：",
        "身份证",
        "近期照片",
        "一支铅笔",
        "报名地点：社区文化中心二楼",
    ]
    assert DoubtKind.LIST in doubted(school)


def test_headers_and_editors_are_set_aside(page: NewspaperPage) -> None:
    assert [margin.text for margin in page.margins] == HEADERS


def test_nothing_else_is_lost_or_doubled(page: NewspaperPage) -> None:
    original = squeeze(COLUMNS.read_text(encoding="utf-8"))
    for header in HEADERS:
        assert original.count(squeeze(header)) == 1
        original = original.replace(squeeze(header), "")
    assert told(page) == original


@pytest.mark.parametrize("ends", ["\r\n", "\n\n"], ids=["windows", "double spaced"])
def test_other_spacing_gives_the_same_articles(page: NewspaperPage, ends: str) -> None:
    text = COLUMNS.read_text(encoding="utf-8").replace("\n", ends)
    again = read_page(text.encode("gb18030"), issue=ISSUE)
    assert [(article.title, body(article)) for article in again.articles] == [
        (article.title, body(article)) for article in page.articles
    ]
