"""Broken paragraphs are joined, whole ones kept apart, and no character comes or goes."""

from __future__ import annotations

import pytest

from cms.imports.doubts import DoubtKind
from cms.imports.layout import Layout
from cms.imports.lines import Line
from cms.imports.paragraphs import OpenParagraph
from tests.cms.newspaper_pages import ANSWERS, LIBRARY, REPAIRS, TITLE, body, doubted, read, read_one, told

LOOSE = Layout(column=None, indents=False, usual_gap=1)
COLUMN = Layout(column=16.0, indents=False, usual_gap=0)
INDENTED = Layout(column=16.0, indents=True, usual_gap=0)
FULL = "居民在社区文化中心参加了讨论，大"  # sixteen characters: a full line
FULL_SENTENCE = "居民在社区文化中心参加讨论很热烈。"


def paragraph(*texts: str, layout: Layout = LOOSE) -> OpenParagraph:
    opened = OpenParagraph(Line(1, texts[0]))
    for number, text in enumerate(texts[1:], 2):
        assert opened.goes_on_in(Line(number, text), layout)
        opened.add(Line(number, text))
    return opened


def kinds(opened: OpenParagraph) -> set[DoubtKind]:
    return {doubt.kind for doubt in opened.final_doubts()}


# --- joined ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cut", range(42, 47))
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n\n"], ids=["close", "blank line", "three blank lines"])
def test_a_sentence_broken_anywhere_is_joined(cut: int, between: str) -> None:
    article = read_one(TITLE, REPAIRS[:cut], REPAIRS[cut:], ANSWERS, between=between)
    assert body(article) == [REPAIRS, ANSWERS]


def test_a_paragraph_broken_twice_is_joined() -> None:
    long = LIBRARY[:-1] + "，" + REPAIRS
    assert body(read_one(TITLE, long[:42], long[42:85], long[85:])) == [long]


@pytest.mark.parametrize(
    ("upper", "lower", "joined"),
    [
        pytest.param(
            "居民把它叫作“会动的楼梯", "”，每天坐几回。", "居民把它叫作“会动的楼梯”，每天坐几回。", id="closing mark"
        ),
        pytest.param("大家都说好", "，还要再来。", "大家都说好，还要再来。", id="comma"),
        pytest.param("他读了《春天里", "》这本书。", "他读了《春天里》这本书。", id="closing title mark"),
        pytest.param("在 Open", "Street 小组里。", "在 Open Street 小组里。", id="Latin words get their space"),
        pytest.param(
            "小组名叫 Open Street,", "Open Park 也是。", "小组名叫 Open Street, Open Park 也是。", id="behind a comma"
        ),
        pytest.param("在 Open", "小组里。", "在 Open小组里。", id="Latin and Chinese get none"),
        pytest.param("约有5", "0人。", "约有50人。", id="digits"),
        pytest.param("叫 commu-", "nity garden。", "叫 commu-nity garden。", id="the hyphen stays"),
    ],
)
def test_lines_are_glued(upper: str, lower: str, joined: str) -> None:
    assert paragraph(upper, lower).text == joined


@pytest.mark.parametrize(
    ("upper", "lower", "kind"),
    [
        pytest.param("约有5", "0人。", DoubtKind.SPLIT_NUMBER, id="digits"),
        pytest.param("叫 commu-", "nity garden。", DoubtKind.HYPHEN, id="hyphen"),
    ],
)
def test_a_glue_that_may_be_wrong_is_marked(upper: str, lower: str, kind: DoubtKind) -> None:
    assert kinds(paragraph(upper, lower)) == {kind}


def test_a_plain_join_is_not_marked() -> None:
    assert kinds(paragraph("大家从屋顶一直谈到", "楼道的照明。")) == set()


def test_a_quotation_that_closes_over_a_break_is_joined_and_marked() -> None:
    opened = paragraph("一位居民说：“电梯装好了。", "以后上楼不怕了。”")
    assert opened.text == "一位居民说：“电梯装好了。以后上楼不怕了。”"
    assert kinds(opened) == {DoubtKind.PARAGRAPH_BREAK}


# --- kept apart ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        pytest.param("讨论结束了。", "大家回家了。", id="full stop"),
        pytest.param("“你们好吗？”", "“都好。”", id="spoken"),
        pytest.param("讨论结束……", "大家回家了。", id="dots"),
        pytest.param("安排如下：", "一是公布方案；", id="colon and list"),
        pytest.param("一是公布方案；", "二是听取意见；", id="semicolon and list"),
        pytest.param("安排如下：", "1. 公布方案", id="colon and number"),
        pytest.param("他说：", "“都好。”", id="colon and quotation"),
        pytest.param("还有人在路上", "（记者 示例甲）", id="credit"),
        pytest.param("还有人在路上", "▲居民在讨论。", id="caption"),
        pytest.param("“电梯装好了。", "“以后上楼不怕了。”", id="a quotation that opens anew"),
    ],
)
def test_a_new_paragraph_begins(upper: str, lower: str) -> None:
    assert not OpenParagraph(Line(1, upper)).goes_on_in(Line(2, lower), LOOSE)


def test_three_points_after_a_colon_stay_three_paragraphs() -> None:
    lines = ["街道作出三点安排：", "一是尽快公布方案；", "二是听取居民意见；", "三是排出施工时间。"]
    article = read_one(TITLE, *lines, ANSWERS)
    assert body(article) == [*lines, ANSWERS]
    assert doubted(article) == set()


@pytest.mark.parametrize("end", ["：", "；"])
def test_a_colon_with_no_list_behind_it_is_kept_apart_and_marked(end: str) -> None:
    article = read_one(TITLE, REPAIRS[:-1] + end, ANSWERS)
    assert body(article) == [REPAIRS[:-1] + end, ANSWERS]
    assert DoubtKind.PARAGRAPH_BREAK in doubted(article)


def test_a_paragraph_without_full_stop_is_marked() -> None:
    article = read_one(TITLE, REPAIRS, ANSWERS, LIBRARY[:-1])
    assert DoubtKind.OPEN_END in doubted(article)


def test_a_credit_without_full_stop_is_not_marked() -> None:
    article = read_one(TITLE, REPAIRS, "文/图 示例丙")
    assert body(article) == [REPAIRS, "文/图 示例丙"]
    assert doubted(article) == set()


def test_a_credit_in_the_middle_stays_where_it_is() -> None:
    article = read_one(TITLE, "本报记者 示例甲", REPAIRS, ANSWERS, "（示例甲 文/图）")
    assert body(article) == ["本报记者 示例甲", REPAIRS, ANSWERS, "（示例甲 文/图）"]


# --- columns and indents ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layout", "upper", "lower", "goes_on"),
    [
        pytest.param(COLUMN, FULL, "家谈到楼道的照明。", True, id="full line"),
        pytest.param(COLUMN, "安排如下，" + "好" * 10 + "：", "公布方案", True, id="colon at the edge"),
        pytest.param(INDENTED, FULL_SENTENCE, "大家谈到照明。", True, id="full stop at the edge, no indent under it"),
        pytest.param(INDENTED, "公布方案：", "随后排出时间。", True, id="colon, no indent under it"),
        pytest.param(LOOSE, FULL_SENTENCE, "大家谈到照明。", False, id="full stop where there is no edge"),
        pytest.param(COLUMN, "讨论结束了。", "大家谈到照明。", False, id="full stop before the edge"),
    ],
)
def test_a_line_reads_on_over_the_edge_of_a_column(layout: Layout, upper: str, lower: str, goes_on: bool) -> None:
    assert OpenParagraph(Line(1, upper)).goes_on_in(Line(2, lower), layout) is goes_on


def test_an_indent_begins_a_paragraph_even_after_an_open_line() -> None:
    opened = OpenParagraph(Line(1, FULL))
    assert not opened.goes_on_in(Line(2, "大家谈到照明。", indent=2.0), INDENTED)
    assert kinds(opened) == {DoubtKind.OPEN_END}


def test_a_full_stop_at_the_edge_is_marked_where_nothing_is_indented() -> None:
    opened = OpenParagraph(Line(1, FULL_SENTENCE))
    opened.goes_on_in(Line(2, "大家谈到照明。"), COLUMN)
    assert kinds(opened) == {DoubtKind.PARAGRAPH_BREAK}


def test_a_gap_wider_than_usual_ends_the_column() -> None:
    assert not OpenParagraph(Line(1, FULL_SENTENCE)).goes_on_in(Line(3, "大家谈到照明。", blank_before=2), INDENTED)


# --- how strongly a paragraph asks for more --------------------------------------------------------------------


def test_a_closed_paragraph_asks_for_nothing() -> None:
    assert OpenParagraph(Line(1, "讨论结束了。")).reads_on(Line(2, "短行"), LOOSE) == 0


def test_a_comma_asks_more_than_a_word_and_a_word_more_than_a_number() -> None:
    asks = [OpenParagraph(Line(1, text)).reads_on(Line(2, "短行"), LOOSE) for text in ("大家，", "大家", "示例路100")]
    assert asks == sorted(asks, reverse=True)
    assert len(set(asks)) == 3


def test_an_open_quotation_asks_for_its_end() -> None:
    quoted = OpenParagraph(Line(1, "他说：“大家")).reads_on(Line(2, "短行"), LOOSE)
    assert quoted > OpenParagraph(Line(1, "他说，大家")).reads_on(Line(2, "短行"), LOOSE)


def test_nothing_is_lost_between_odd_lines() -> None:
    lines = [TITLE, "，" * 3, "。。。", "”", "（", "1", "1", "a-", "b", REPAIRS]
    assert told(read(*lines)) == "".join(lines)
