"""Sections by words, sentences for editors, hashes, and characters that no font has."""

from __future__ import annotations

import pytest

from cms.imports.doubts import Doubt, DoubtKind, doubt
from cms.imports.newspaper import Section, guess_section
from tests.cms.newspaper_pages import ANSWERS, LIBRARY, REPAIRS, TITLE, read, read_one


@pytest.mark.parametrize(
    ("headline", "text", "section"),
    [
        pytest.param("居委会换届选举培训会", REPAIRS, Section.ELECTION, id="election in the title"),
        pytest.param("设计讲堂开讲", REPAIRS, Section.DESIGN, id="design in the title"),
        pytest.param("通知", "选民登记。候选人公示。选举日另行通知。", Section.ELECTION, id="election in the text"),
        pytest.param("通知", "讲堂讲设计，双美进社区。", Section.DESIGN, id="design in the text"),
        pytest.param("换届选举", "会上也提到了规划。", Section.ELECTION, id="one word of the other"),
        pytest.param("老楼里的新电梯", REPAIRS, None, id="neither"),
        pytest.param("通知", "选举。", None, id="too little"),
        pytest.param("通知", "选举。选民。换届。设计。讲堂。规划。", None, id="both alike"),
    ],
)
def test_a_section_is_told_only_by_clear_words(headline: str, text: str, section: Section | None) -> None:
    assert guess_section(headline, text) is section


def test_sections_are_stored_in_english() -> None:
    assert [section.value for section in Section] == ["election", "design"]


def test_an_article_of_no_section_is_marked() -> None:
    article = read_one(TITLE, REPAIRS)
    assert article.section is None
    assert DoubtKind.NO_SECTION in {doubt.kind for doubt in article.doubts}


def test_an_article_of_a_section_is_not() -> None:
    article = read_one("居委会换届选举培训会", REPAIRS)
    assert article.section is Section.ELECTION
    assert article.doubts == ()


@pytest.mark.parametrize("kind", list(DoubtKind))
def test_every_doubt_has_a_sentence_for_the_editor(kind: DoubtKind) -> None:
    sentence = Doubt(kind, 12, "示例文字").sentence
    assert "示例文字" in sentence
    assert sentence.endswith("。")
    assert "%(" not in sentence


def test_a_percent_sign_in_the_text_breaks_no_sentence() -> None:
    assert "100%(全部)s" in Doubt(DoubtKind.OPEN_END, 1, "100%(全部)s").sentence


def test_a_sentence_names_the_line() -> None:
    assert "第 7 行" in Doubt(DoubtKind.HYPHEN, 7, "commu-nity").sentence


def test_a_long_text_is_cut_short() -> None:
    about = doubt(DoubtKind.OPEN_END, 1, REPAIRS).about
    assert REPAIRS.startswith(about.removesuffix("…"))
    assert len(about) == 25


def test_a_short_text_is_not() -> None:
    assert doubt(DoubtKind.OPEN_END, 1, TITLE).about == TITLE


@pytest.mark.parametrize("sign", ["\ufffd", "\ue012"], ids=["replacement character", "private use"])
def test_a_character_that_no_font_has_is_kept_and_marked(sign: str) -> None:
    article = read_one(TITLE, REPAIRS, f"读者{sign}先生说，{ANSWERS}")
    assert sign in article.text
    (garbled,) = [doubt for doubt in article.doubts if doubt.kind is DoubtKind.GARBLED]
    assert garbled.line == 5


def test_the_text_of_an_article_is_everything_in_order() -> None:
    article = read_one("社区更新在身边", TITLE, "一、先听意见", REPAIRS, "二、再排工期", ANSWERS)
    assert article.text.split("\n") == ["社区更新在身边", TITLE, "一、先听意见", REPAIRS, "二、再排工期", ANSWERS]


def test_the_hash_does_not_know_how_paragraphs_were_broken() -> None:
    whole = read_one(TITLE, REPAIRS, ANSWERS)
    broken = read_one(TITLE, REPAIRS[:43], REPAIRS[43:], ANSWERS, between="\n\n\n")
    assert broken.text_hash == whole.text_hash


def test_the_hash_does_not_know_the_issue_or_the_place_on_the_page() -> None:
    alone = read_one(TITLE, REPAIRS, issue="2030-03")
    second = read("老楼里的新电梯", LIBRARY, "（记者 示例甲）", TITLE, REPAIRS, issue="2030-04").articles[1]
    assert second.text_hash == alone.text_hash


def test_the_hash_knows_every_character() -> None:
    assert read_one(TITLE, REPAIRS).text_hash != read_one(TITLE, REPAIRS.replace("，", "、")).text_hash
