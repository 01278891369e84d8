"""A whole page: four articles with every trap that broken columns lay."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cms.imports.blocks import Heading, Paragraph
from cms.imports.decoding import squeeze
from cms.imports.doubts import DoubtKind
from cms.imports.newspaper import Article, NewspaperPage, Section, read_page
from tests.cms.newspaper_pages import INVENTED_PAGE, ISSUE, doubted, headlines, told

HEADLINES = [
    ("扎实做好换届选举准备工作", "示例街道举办居民区“两委”换届选举骨干培训会"),
    ("区里专业团队上门送课", "示例街道用好“三张清单”把换届选举做细做实"),
    ("", "登记怎么做、怎么查？ “选民名册”把好三道关口"),
    ("好空间里有好日子", "“名家”进社区，一起描画家门口的新样子"),
]
# First and last words of each body, and how many paragraphs it has: counted by eye in the file.
BODIES = [
    ("3月5日上午，示例街道", "方便居民随时取阅。", 3),
    ("3月9日下午，区里的", "做完一项勾掉一项。", 4),
    ("自选民登记开始以来", "每一条记录都有回音。", 4),
    ("近日，示例街道和", "一步一步落到地上。", 3),
]
HEADER = "示例社区报　2030年3月　第2版"


@pytest.fixture(scope="module")
def page() -> NewspaperPage:
    return read_page(INVENTED_PAGE.read_bytes(), issue=ISSUE)


def subheads(article: Article) -> list[str]:
    return [block.text for block in article.blocks if isinstance(block, Heading)]


def paragraphs(article: Article) -> list[str]:
    return [block.text for block in article.blocks if isinstance(block, Paragraph)]


def test_exactly_the_four_articles_are_found(page: NewspaperPage) -> None:
    assert headlines(page) == HEADLINES


@pytest.mark.parametrize("number", range(4))
def test_each_body_runs_from_its_first_to_its_last_words(page: NewspaperPage, number: int) -> None:
    start, end, count = BODIES[number]
    found = paragraphs(page.articles[number])
    assert found[0].startswith(start)
    assert found[-1].endswith(end)
    assert len(found) == count


def test_subheads_stand_in_their_own_article(page: NewspaperPage) -> None:
    assert [subheads(article) for article in page.articles] == [
        [],
        ["清单一： 事项要列得全", "清单二： 责任要落得实", "清单三： 进度要看得见"],
        ["把好入口 做到应登尽登", "把好核对 做到一户一清", "把好公示 做到有问必答"],
        [],
    ]


@pytest.mark.parametrize(
    ("number", "joined"),
    [
        pytest.param(0, "容不得半点马虎，更不能", id="in a word"),
        pytest.param(1, "已有120项事务", id="in a number"),
        pytest.param(2, "为了让名册上的每一户都能够对得上、查得到", id="short line under a subhead"),
        pytest.param(3, "停下脚步，也谈谈", id="behind a comma"),
        pytest.param(3, "规划师、建筑师同台", id="in an enumeration"),
    ],
)
def test_a_paragraph_broken_by_a_column_is_joined(page: NewspaperPage, number: int, joined: str) -> None:
    assert sum(text.count(joined) for text in paragraphs(page.articles[number])) == 1


def test_the_subhead_over_a_broken_line_is_no_kicker(page: NewspaperPage) -> None:
    third = page.articles[2]
    place = next(place for place, block in enumerate(third.blocks) if block.text.startswith("把好核对"))
    assert isinstance(third.blocks[place], Heading)
    assert third.blocks[place + 1].text.startswith("为了让名册")


def test_nothing_is_lost_or_doubled(page: NewspaperPage) -> None:
    original = INVENTED_PAGE.read_text(encoding="utf-8").replace(HEADER, "")
    assert told(page) == squeeze(original)


def test_the_page_header_is_set_aside_with_its_line(page: NewspaperPage) -> None:
    assert [(margin.line, margin.text) for margin in page.margins] == [(2, HEADER)]


def test_event_dates_are_those_that_stand_in_the_text(page: NewspaperPage) -> None:
    assert [article.event_date for article in page.articles] == [
        date(2030, 3, 5),
        date(2030, 3, 9),
        None,  # a span of days and another day: none of them is the event's
        date(2030, 3, 3),
    ]


def test_sections_are_told_by_words(page: NewspaperPage) -> None:
    assert [article.section for article in page.articles] == [Section.ELECTION] * 3 + [Section.DESIGN]


def test_what_is_not_certain_is_marked(page: NewspaperPage) -> None:
    assert [doubted(article) for article in page.articles] == [
        set(),
        {DoubtKind.SPLIT_NUMBER},
        {DoubtKind.ARTICLE_OR_SUBHEAD, DoubtKind.TEXT_OR_HEADLINE, DoubtKind.DATE_UNSURE},
        {DoubtKind.DATE_LATER},
    ]


def test_a_doubt_says_where(page: NewspaperPage) -> None:
    lines = INVENTED_PAGE.read_text(encoding="utf-8").split("\n")
    doubt = next(doubt for doubt in page.articles[2].doubts if doubt.kind is DoubtKind.TEXT_OR_HEADLINE)
    assert lines[doubt.line - 1] == "为了让名册上的每一户都能够"


def test_articles_and_blocks_know_their_lines(page: NewspaperPage) -> None:
    lines = INVENTED_PAGE.read_text(encoding="utf-8").split("\n")
    for article in page.articles:
        assert lines[article.line - 1] == (article.kicker or article.title)
        assert all(block.text.startswith(lines[block.line - 1].strip()) for block in article.blocks)


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n\n"], ids=["no blank line", "one", "three"])
def test_the_number_of_blank_lines_does_not_matter(page: NewspaperPage, between: str) -> None:
    text = re.sub(r"\n+", between, INVENTED_PAGE.read_text(encoding="utf-8"))
    again = read_page(text.encode(), issue=ISSUE)
    assert headlines(again) == HEADLINES
    assert [paragraphs(article) for article in again.articles] == [paragraphs(article) for article in page.articles]


def test_page_remembers_issue_and_encoding(page: NewspaperPage) -> None:
    assert (page.issue, page.encoding) == (ISSUE, "UTF-8")


def test_hashes_tell_the_articles_apart(page: NewspaperPage) -> None:
    assert len({article.text_hash for article in page.articles}) == 4


def test_a_changed_word_changes_one_hash(page: NewspaperPage) -> None:
    text = INVENTED_PAGE.read_text(encoding="utf-8").replace("社区民警", "社区医生")
    again = read_page(text.encode(), issue=ISSUE)
    changed = [old.text_hash != new.text_hash for old, new in zip(page.articles, again.articles, strict=True)]
    assert changed == [True, False, False, False]


def test_reading_twice_gives_the_same(page: NewspaperPage) -> None:
    assert read_page(INVENTED_PAGE.read_bytes(), issue=ISSUE) == page
