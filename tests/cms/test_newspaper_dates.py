"""The event's date stands in the text, its year comes from the issue; what is not certain is left to the editor."""

from __future__ import annotations

from datetime import date

import pytest

from cms.imports.dates import Issue, event_date
from cms.imports.doubts import Doubt, DoubtKind
from cms.imports.errors import InvalidIssue
from tests.cms.newspaper_pages import ANSWERS, REPAIRS, TITLE, doubted, read_one

MARCH = Issue(2030, 3)


def found(*paragraphs: str, issue: Issue = MARCH) -> tuple[date | None, list[Doubt]]:
    return event_date(list(enumerate(paragraphs, 1)), issue)


def day_and_kinds(*paragraphs: str, issue: Issue = MARCH) -> tuple[date | None, set[DoubtKind]]:
    day, doubts = found(*paragraphs, issue=issue)
    return day, {doubt.kind for doubt in doubts}


# --- certain ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "opening",
    [
        "3月5日下午，",
        "3 月 5 日，",
        "３月５日，",
        "在3月5日的活动上，",
        "本报讯 3月5日，",
        "本报讯（记者 示例甲）3月5日，",
        "（示例甲）3月5日，",
        "2030年3月5日，",
        "03月05日，",
        "3月5日（星期二）上午9:30，",
        "3月5日 周二，",
        "3月5日下午",
        "3月5日当天，",
        "3月5日上午，作为庆祝建社80周年活动之一的讲堂开讲。",
        "3月5日，为推动《示例条例》实施，",
        "3月5日，街道举行建社80周年座谈会。",
        "3月5日，《示例条例》施行动员会召开。",
    ],
)
def test_a_day_that_opens_the_first_paragraph_is_certain(opening: str) -> None:
    assert day_and_kinds(opening + REPAIRS) == (date(2030, 3, 5), set())


def test_later_days_do_not_matter_then() -> None:
    assert day_and_kinds("3月5日，" + REPAIRS, "3月9日，" + ANSWERS, "截至3月12日。") == (date(2030, 3, 5), set())


def test_a_text_without_a_day_has_none_and_no_doubt() -> None:
    assert found("近日，" + REPAIRS, ANSWERS) == (None, [])


@pytest.mark.parametrize("text", ["建党100周年", "今年3月", "每月5日", "3月上旬", "第3日", "13月5", "五月的花园"])
def test_what_is_no_day_is_not_taken_for_one(text: str) -> None:
    assert found(text + "，" + REPAIRS) == (None, [])


def test_a_credit_above_the_text_is_not_its_first_paragraph() -> None:
    article = read_one(TITLE, "本报记者 示例甲", "3月5日，" + REPAIRS, issue="2030-03")
    assert (article.event_date, doubted(article)) == (date(2030, 3, 5), set())


# --- taken, and marked -----------------------------------------------------------------------------------------


def test_the_only_day_of_a_text_is_taken_from_a_later_paragraph() -> None:
    assert day_and_kinds("近日，" + REPAIRS, "3月4日上午，" + ANSWERS) == (date(2030, 3, 4), {DoubtKind.DATE_LATER})


def test_the_doubt_names_the_line_and_the_words() -> None:
    _, (doubt,) = found("近日，" + REPAIRS, "3月4日上午，" + ANSWERS)
    assert (doubt.line, doubt.about) == (2, "3月4日")


@pytest.mark.parametrize("span", ["3月5日至8日", "3月5日-8日", "3月5日—3月8日", "3月5日、6日", "3月5日到8日"])
def test_several_days_count_from_the_first(span: str) -> None:
    assert day_and_kinds(f"{span}，" + REPAIRS) == (date(2030, 3, 5), {DoubtKind.DATE_SPAN})


def test_a_day_without_a_comma_is_taken_with_a_doubt_where_something_takes_place() -> None:
    assert day_and_kinds("3月5日示例街道召开培训会，" + REPAIRS) == (date(2030, 3, 5), {DoubtKind.DATE_LOOSE})


# --- left to the editor ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(["近日，" + REPAIRS, "3月4日，" + ANSWERS, "3月6日，" + ANSWERS], id="two days later in the text"),
        pytest.param(["为了过节，居民在3月5日忙了一天。"], id="a day inside a sentence"),
        pytest.param(["自3月5日起，居民可以报名。"], id="since a day"),
        pytest.param(["3月5日起，居民可以报名。"], id="from a day on"),
        pytest.param(["3月5日前，居民可以报名。"], id="before a day"),
        pytest.param(["近日，" + REPAIRS, "3月4日至6日，" + ANSWERS], id="several days later in the text"),
    ],
)
def test_other_days_are_named_and_not_chosen(paragraphs: list[str]) -> None:
    assert day_and_kinds(*paragraphs) == (None, {DoubtKind.DATE_UNSURE})


@pytest.mark.parametrize("before", [[], ["近日，" + REPAIRS]], ids=["first paragraph", "later paragraph"])
@pytest.mark.parametrize(
    "text",
    [
        "2030年1月1日施行的《示例条例》写明，居民可以提意见。",
        "2030年1月1日起施行的《示例条例》写明，居民可以提意见。",
        "2030年1月1日，《示例条例》正式施行。",
        "2030年1月1日，国家公布《示例条例》。",
        "《示例条例》于2030年1月1日施行，居民可以提意见。",
        "3月31日是报名的截止日。",
        "3月31日，是报名的最后一天。",
        "3月31日，报名截止。",
        "3月31日下午5时，报名截止。",
        "3月31日下午5时前，居民可以报名。",
        "3月31日24时为止，居民可以报名。",
        "3月5日是示例新村的生日。",
        "3月5日，示例新村迎来八十岁生日。",
        "3月5日，示例新村迎来建村80周年。",
        "3月5日成立的示例新村有八十年历史。",
        "3月5日，示例志愿队成立。",
        "3月5日出生的示例甲，今年八十岁。",
        "3月5日召开的会议明确，居民可以提意见。",
        "“3月5日，我去了讲堂。”示例甲说。",
        "2030年3月5日",
        "3月5日—3月10日 宣传发动",
        "3月5日后，居民可以报名。",
    ],
)
def test_a_day_that_is_no_event_is_named_and_not_chosen(before: list[str], text: str) -> None:
    assert day_and_kinds(*before, text) == (None, {DoubtKind.DATE_UNSURE})


def test_the_doubt_names_each_day_once() -> None:
    _, (doubt,) = found("近日。", "先是3月4日，再是3月6日。", "又是3月4日。")
    assert doubt.about == "3月4日、3月6日"


def test_many_days_are_not_all_named() -> None:
    _, (doubt,) = found("会议在" + "，".join(f"3月{day}日" for day in range(10, 20)) + "。", issue=MARCH)
    assert doubt.about.count("日") == 4


@pytest.mark.parametrize("day", ["2月30日", "3月32日", "2月29日", "0月5日", "3月0日"])
def test_a_day_that_is_on_no_calendar_is_refused(day: str) -> None:
    event, kinds = day_and_kinds(f"{day}，" + REPAIRS)
    assert event is None
    assert kinds <= {DoubtKind.DATE_IMPOSSIBLE, DoubtKind.DATE_YEAR}
    assert DoubtKind.DATE_IMPOSSIBLE in kinds


def test_the_29th_of_february_of_a_leap_year_is_a_day() -> None:
    assert day_and_kinds("2月29日，" + REPAIRS, issue=Issue(2028, 3)) == (date(2028, 2, 29), set())


# --- the year --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issue", "day", "expected", "kinds"),
    [
        pytest.param((2021, 1), "1月5日", date(2021, 1, 5), set(), id="this month"),
        pytest.param((2021, 6), "1月5日", date(2021, 1, 5), set(), id="earlier this year"),
        pytest.param((2021, 12), "1月5日", date(2021, 1, 5), {DoubtKind.DATE_YEAR}, id="next January is nearer"),
        pytest.param((2021, 1), "12月28日", date(2020, 12, 28), {DoubtKind.DATE_YEAR}, id="last December"),
        pytest.param((2021, 2), "12月28日", date(2020, 12, 28), {DoubtKind.DATE_YEAR}, id="two months back"),
        pytest.param((2021, 3), "12月28日", None, {DoubtKind.DATE_UNSURE}, id="three months back or nine ahead"),
        pytest.param((2021, 1), "2月3日", None, {DoubtKind.DATE_UNSURE}, id="still to come"),
        pytest.param((2021, 6), "10月1日", None, {DoubtKind.DATE_UNSURE}, id="four months ahead or eight back"),
        pytest.param((2021, 1), "2020年12月28日", date(2020, 12, 28), set(), id="year written, last month"),
        pytest.param((2021, 1), "2021年2月3日", date(2021, 2, 3), set(), id="year written, next month"),
        pytest.param((2021, 1), "2020年5月8日", None, {DoubtKind.DATE_UNSURE}, id="year written, months ago"),
        pytest.param((2021, 12), "2021年1月5日", date(2021, 1, 5), set(), id="year written, the issue's"),
        pytest.param((2021, 1), "1951年5月8日", None, {DoubtKind.DATE_UNSURE}, id="history"),
        pytest.param((2021, 1), "2035年5月8日", None, {DoubtKind.DATE_UNSURE}, id="a plan"),
    ],
)
def test_the_year_comes_from_the_issue_or_from_nobody(
    issue: tuple[int, int], day: str, expected: date | None, kinds: set[DoubtKind]
) -> None:
    assert day_and_kinds(f"{day}，" + REPAIRS, issue=Issue(*issue)) == (expected, kinds)


def test_an_issue_counts_months_over_new_year() -> None:
    assert Issue.parse("2021-01").months_until(year=2020, month=12) == -1
    assert Issue.parse("2021-01").months_until(year=2021, month=3) == 2


@pytest.mark.parametrize("text", ["2021-1", "0021-01", "2021-01-01", "２０２１-01", "issue"])
def test_a_strange_issue_is_refused(text: str) -> None:
    with pytest.raises(InvalidIssue):
        Issue.parse(text)
