"""What stands at an article's end is no headline of the next: signatures, timetables, lists, credits, page numbers."""

from __future__ import annotations

import pytest

from cms.imports.decoding import squeeze
from cms.imports.doubts import DoubtKind
from cms.imports.newspaper import NewspaperPage
from tests.cms.newspaper_pages import (
    ANSWERS,
    KICKER,
    LIBRARY,
    OTHER_TITLE,
    REPAIRS,
    REPORT,
    TITLE,
    body,
    doubted,
    headlines,
    read,
    read_one,
    text_of,
    told,
)

OTHER_KICKER = "书香飘进家门口"

SIGNATURES = [
    pytest.param(["示例街道党工委", "2030年3月5日"], id="office and day"),
    pytest.param(["示例街道党工委", "示例街道办事处", "2030年3月5日"], id="two offices and day"),
    pytest.param(["示例居民区选举委员会", "二〇三〇年三月五日"], id="day in Chinese numerals"),
    pytest.param(["示例居民区选举委员会", "2030.3.5"], id="day with points"),
    pytest.param(["示例甲", "3月5日"], id="person and day"),
    pytest.param(["示例街道党工委 2030年3月5日"], id="in one line"),
    pytest.param(["示例街道党工委2030年3月5日"], id="in one line without space"),
    pytest.param(["2030年3月5日"], id="day alone"),
    pytest.param(["示例街道党工委"], id="office alone"),
]
CREDITS = [
    pytest.param(["（记者 示例甲 3月8日）"], id="reporter and day in brackets"),
    pytest.param(["（3月8日）"], id="day in brackets"),
    pytest.param(["（示例甲）"], id="name in brackets"),
    pytest.param(["□ 示例甲"], id="name behind a square"),
    pytest.param(["本报记者示例甲"], id="reporter without space"),
    pytest.param(["作者：示例甲"], id="author"),
    pytest.param(["摄影 示例甲"], id="photographer"),
    pytest.param(["文/示例甲 图/示例乙"], id="text and pictures"),
    pytest.param(["（下转第2版）"], id="continued"),
]
ROWS = [
    pytest.param(["3月5日—3月10日 宣传发动", "3月11日—3月20日 选民登记", "3月21日 正式选举"], id="timetable"),
    pytest.param(["3月5日至10日：宣传发动", "3月11日至20日：选民登记"], id="timetable with colons"),
    pytest.param(["3.5—3.10 宣传发动", "3.11—3.20 选民登记"], id="timetable with points"),
    pytest.param(["3月5日—10日宣传发动"], id="timetable without space"),
    pytest.param(["3月5日—3月10日", "宣传发动", "3月11日—3月20日", "选民登记"], id="a line for each cell"),
    pytest.param(["第一阶段（3月5日—10日） 宣传", "第二阶段（3月11日—20日） 登记"], id="stages"),
    pytest.param(["一、加强领导"], id="one numbered line"),
    pytest.param(["（一）加强领导", "（二）做好宣传"], id="numbers in brackets"),
    pytest.param(["1. 身份证", "2. 户口本"], id="list"),
    pytest.param(["需要带好：", "1．身份证"], id="list of one"),
    pytest.param(["主任候选人：示例甲", "副主任候选人：示例乙", "委员候选人：示例丙、示例丁"], id="candidates"),
    pytest.param(["示例甲 示例乙 示例丙", "示例丁 示例戊 示例己"], id="names"),
    pytest.param(["电话：021-62540000", "地址：示例路100号"], id="telephone and address"),
    pytest.param(["咨询电话62540000", "地址 示例路100号"], id="telephone and address without colon"),
]
NEXT = [
    pytest.param([OTHER_KICKER, OTHER_TITLE, REPORT], OTHER_KICKER, id="before kicker and title"),
    pytest.param([OTHER_TITLE, REPORT], "", id="before a lone title"),
]


def check_article(page: NewspaperPage, ending: list[str]) -> None:
    """The first article keeps its text and what stands at its end, each line a paragraph; nothing is lost."""
    first = page.articles[0]
    assert (first.kicker, first.title) == (KICKER, TITLE)
    assert body(first) == [REPAIRS, ANSWERS, *ending]
    assert page.margins == ()


@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["apart", "close"])
@pytest.mark.parametrize(("after", "kicker"), NEXT)
@pytest.mark.parametrize("ending", [*SIGNATURES, *CREDITS, *ROWS])
def test_an_ending_stays_with_its_article(ending: list[str], after: list[str], kicker: str, gap: str) -> None:
    lines = [KICKER, TITLE, REPAIRS, ANSWERS, *ending, *after]
    page = read(*lines, between=gap)
    check_article(page, ending)
    assert headlines(page)[1:] == [(kicker, OTHER_TITLE)]
    assert told(page) == squeeze(text_of(*lines))


@pytest.mark.parametrize("ending", [*SIGNATURES, *CREDITS, *ROWS])
def test_an_ending_stays_at_the_end_of_the_page(ending: list[str]) -> None:
    check_article(read(KICKER, TITLE, REPAIRS, ANSWERS, *ending), ending)


@pytest.mark.parametrize("ending", SIGNATURES)
def test_a_signature_is_marked_and_is_no_event(ending: list[str]) -> None:
    first = read(TITLE, REPAIRS, *ending, OTHER_KICKER, OTHER_TITLE, REPORT).articles[0]
    assert DoubtKind.SIGNATURE in doubted(first)
    assert first.event_date is None


@pytest.mark.parametrize("ending", ROWS)
def test_rows_are_marked(ending: list[str]) -> None:
    first = read(TITLE, REPAIRS, *ending, OTHER_KICKER, OTHER_TITLE, REPORT).articles[0]
    assert DoubtKind.LIST in doubted(first)


def test_a_doubt_about_a_signature_names_its_first_line() -> None:
    first = read(TITLE, REPAIRS, "示例街道党工委", "2030年3月5日", OTHER_KICKER, OTHER_TITLE, REPORT).articles[0]
    (doubt,) = [doubt for doubt in first.doubts if doubt.kind is DoubtKind.SIGNATURE]
    assert (doubt.line, doubt.about) == (5, "示例街道党工委")


def test_a_timetable_is_marked_once() -> None:
    article = read_one(TITLE, REPAIRS, "3月5日—10日 宣传", "3月11日—20日 登记", "3月21日 选举", ANSWERS)
    assert [doubt.line for doubt in article.doubts if doubt.kind is DoubtKind.LIST] == [5]
    assert body(article) == [REPAIRS, "3月5日—10日 宣传", "3月11日—20日 登记", "3月21日 选举", ANSWERS]


# --- the same words where they are something else ---------------------------------------------------------------


def test_a_day_under_a_title_with_text_under_it_signs_nothing() -> None:
    page = read(TITLE, REPAIRS, "（示例甲）", OTHER_KICKER, OTHER_TITLE, "2030年3月5日", LIBRARY)
    assert headlines(page) == [("", TITLE), (OTHER_KICKER, OTHER_TITLE)]
    assert body(page.articles[1]) == ["2030年3月5日", LIBRARY]
    assert DoubtKind.SIGNATURE not in doubted(page.articles[0])


def test_a_sentence_reads_on_in_a_line_that_is_a_day() -> None:
    article = read_one(TITLE, REPAIRS, "投票的日子定在", "3月25日", "上午，居民可以到示例路100号来投票。")
    assert body(article) == [REPAIRS, "投票的日子定在3月25日上午，居民可以到示例路100号来投票。"]


@pytest.mark.parametrize(
    "title",
    [
        "示例街道2030-2035年规划解读",
        "3月5日起，这些小路变样",
        "示例街道：老楼里的新电梯",
        "示例街道党工委到居民家中听意见",
    ],
)
def test_a_title_with_such_words_is_one(title: str) -> None:
    page = read(TITLE, REPAIRS, "（示例甲）", OTHER_KICKER, title, REPORT)
    assert headlines(page) == [("", TITLE), (OTHER_KICKER, title)]


def test_an_office_over_the_first_title_of_a_page_is_its_kicker() -> None:
    assert headlines(read("示例街道选举委员会", TITLE, REPAIRS)) == [("示例街道选举委员会", TITLE)]


def test_a_numbered_line_with_text_under_it_is_a_subhead() -> None:
    article = read_one(TITLE, REPAIRS, "一、加强领导", ANSWERS, "二、做好宣传", LIBRARY)
    assert body(article) == [REPAIRS, "# 一、加强领导", ANSWERS, "# 二、做好宣传", LIBRARY]


def test_a_numbered_line_over_another_kind_of_number_is_a_subhead_over_its_own() -> None:
    article = read_one(TITLE, REPAIRS, "一、加强领导", "（一）组织到位", ANSWERS, "（二）责任到位", LIBRARY)
    assert body(article) == [REPAIRS, "# 一、加强领导", "# （一）组织到位", ANSWERS, "# （二）责任到位", LIBRARY]


def test_a_numbered_line_over_a_broken_line_is_no_kicker() -> None:
    upper, lower = "为了让每一户居民都能够", "看得明白，工作人员把图纸画成了连环画，贴在楼道里。"
    article = read_one(TITLE, REPAIRS, "一、加强领导", upper, "\n\n" + lower)
    assert body(article) == [REPAIRS, "# 一、加强领导", upper + lower]


# --- lines of the paper -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：示例甲",
        "责任编辑 示例甲　美术编辑 示例乙",
        "本版责任编辑：示例甲",
        "责任编辑/示例甲",
        "责任编辑：示例甲 电话：62540000",
        "本期编辑：示例甲",
        "第2版",
        "第 2 版 综合新闻",
    ],
)
@pytest.mark.parametrize("after", [[], [OTHER_KICKER, OTHER_TITLE, REPORT]], ids=["last", "between"])
def test_a_line_of_the_paper_is_set_aside_and_named(line: str, after: list[str]) -> None:
    page = read(KICKER, TITLE, REPAIRS, ANSWERS, line, *after)
    assert [margin.text for margin in page.margins] == [line]
    assert headlines(page) == [(KICKER, TITLE), (OTHER_KICKER, OTHER_TITLE)][: 1 + bool(after)]
    assert body(page.articles[0]) == [REPAIRS, ANSWERS]


@pytest.mark.parametrize("line", ["2", "— 2 —"])
def test_a_number_between_articles_is_kept_alone_and_marked(line: str) -> None:
    page = read(TITLE, REPAIRS, line, OTHER_KICKER, OTHER_TITLE, REPORT)
    assert headlines(page) == [("", TITLE), (OTHER_KICKER, OTHER_TITLE)]
    assert body(page.articles[0]) == [REPAIRS, line]
    assert DoubtKind.LIST in doubted(page.articles[0])


def test_a_number_at_the_foot_is_set_aside_with_a_doubt() -> None:
    page = read(TITLE, REPAIRS, ANSWERS, "2")
    (doubt,) = [doubt for doubt in page.articles[0].doubts if doubt.kind is DoubtKind.MARGIN]
    assert (doubt.line, doubt.about) == (7, "2")


def test_a_page_header_is_set_aside_without_one() -> None:
    assert doubted(read("示例社区报 2030年3月 第2版", TITLE, REPAIRS, ANSWERS).articles[0]) == set()


def test_the_name_of_a_column_stands_over_the_kicker() -> None:
    page = read(TITLE, REPAIRS, "【邻里之间】", OTHER_KICKER, OTHER_TITLE, REPORT)
    assert headlines(page) == [("", TITLE), ("【邻里之间】 " + OTHER_KICKER, OTHER_TITLE)]


def test_three_lines_without_such_a_name_are_no_two_kickers() -> None:
    page = read(TITLE, REPAIRS, "综合新闻", OTHER_KICKER, OTHER_TITLE, REPORT)
    assert DoubtKind.HEADLINE_PARTS in doubted(page.articles[1])
