"""What the look of one line says: each cue with lines that have it and lines that have not."""

from __future__ import annotations

import pytest

from cms.imports.lines import (
    Line,
    announces,
    asks_for_more,
    balanced,
    breaks_number,
    breaks_words,
    ends_sentence,
    is_signed,
    split_lines,
    width,
)


def line(text: str, indent: float = 0.0) -> Line:
    return Line(1, text, indent=indent)


@pytest.mark.parametrize(
    ("text", "em"),
    [("社区", 2.0), ("100", 1.5), ("“好”", 3.0), ("A座", 1.5), ("", 0.0), ("。，", 2.0)],
)
def test_width_counts_full_width_characters(text: str, em: float) -> None:
    assert width(text) == em


@pytest.mark.parametrize(
    "text", ["好。", "好！", "好吗？", "“好。”", "好……", "（好。）", "Done.", "好。（示例甲）", "好？！"]
)
def test_a_sentence_ends(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["好", "好，", "好：", "好；", "“好”", "好）", "3.5", "《好》", "好——", "好。他"])
def test_a_sentence_goes_on(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    "text", ["讨论结束。（示例甲）", "讨论结束。”（记者 示例甲 通讯员 示例乙）", "好！ （示例甲 文/图）"]
)
def test_a_credit_in_brackets_signs(text: str) -> None:
    assert is_signed(text)


@pytest.mark.parametrize("text", ["讨论结束（第一场）", "讨论结束。", "（示例甲）", "1（组）+5（组）"])
def test_other_brackets_sign_nothing(text: str) -> None:
    assert not is_signed(text)


@pytest.mark.parametrize("text", ["安排如下：", "公布方案；", "他说:", "“三问”："])
def test_a_colon_or_semicolon_announces(text: str) -> None:
    assert announces(text)


@pytest.mark.parametrize("text", ["安排：如下", "公布。", "10:30"])
def test_a_colon_inside_announces_nothing(text: str) -> None:
    assert not announces(text)


@pytest.mark.parametrize(
    "text", ["大家，", "花草、", "居民的", "为了能够", "街道通过", "老人和", "小组以及", "3月2日至", "他说“", "不仅"]
)
def test_a_line_that_asks_for_more(text: str) -> None:
    assert asks_for_more(text)


@pytest.mark.parametrize(
    "text", ["居民积极参与", "知识普及", "气氛温和", "机构合并", "实实存在", "培训会", "新基地", "原则", "心得"]
)
def test_words_that_only_end_alike_ask_for_nothing(text: str) -> None:
    assert not asks_for_more(text)


@pytest.mark.parametrize(
    ("text", "whole"), [("“好”《书》", True), ("“好", False), ("好）", False), ("（1）（2）", True)]
)
def test_pairs_are_counted(text: str, whole: bool) -> None:
    assert balanced(text) is whole


@pytest.mark.parametrize(
    ("upper", "lower"), [("名叫 Open", "Street"), ("commu-", "nity"), ("in Shanghai,", "where"), ("约有5", "0人")]
)
def test_a_break_in_latin_words_or_digits_is_seen(upper: str, lower: str) -> None:
    assert breaks_words(upper, lower)


@pytest.mark.parametrize(
    ("upper", "lower"), [("社区", "Street"), ("Street", "社区"), ("约5", "人"), ("共", "50人"), ("5", "G")]
)
def test_a_break_beside_them_is_none(upper: str, lower: str) -> None:
    assert not breaks_words(upper, lower)


def test_full_width_digits_are_digits() -> None:
    assert breaks_number("约有５", "０人")


@pytest.mark.parametrize(
    "text",
    [
        "（记者 示例甲）",
        "记者 示例甲 通讯员 示例乙",
        "本报记者：示例甲",
        "文/图 示例甲",
        "□ 文/示例甲",
        "图片：示例社区",
        "示例甲 摄",
        "（示例甲 文/图）",
        "（示例社区供稿）",
        "来源：示例社区",
    ],
)
def test_a_credit_is_told(text: str) -> None:
    assert line(text).is_credit
    assert not line(text).is_headline_like


@pytest.mark.parametrize(
    "text", ["记者节里话记者", "图书馆开门了", "文化中心换新颜", "编辑部的故事。", "来源于生活", "摄影展开幕"]
)
def test_a_headline_about_those_is_no_credit(text: str) -> None:
    assert not line(text).is_credit


@pytest.mark.parametrize("text", ["▲居民在讨论", "图为居民在讨论", "上图：新电梯", "图①：新电梯"])
def test_a_caption_is_told(text: str) -> None:
    assert line(text).is_caption
    assert not line(text).is_headline_like


@pytest.mark.parametrize("text", ["图书馆开门了", "上海的春天", "图画里的小区"])
def test_a_word_with_picture_in_it_is_no_caption(text: str) -> None:
    assert not line(text).is_caption


@pytest.mark.parametrize(
    "text", ["一是公布方案", "二要听取意见", "第一，公布方案", "首先公布方案", "● 公布方案", "- 公布方案"]
)
def test_an_item_of_a_list_is_no_headline(text: str) -> None:
    assert line(text).is_list_item
    assert not line(text).is_headline_like


@pytest.mark.parametrize("text", ["三要素齐抓共管", "二要点话", "第一书记进社区", "——步道改造记"])
def test_a_number_in_a_headline_makes_no_item(text: str) -> None:
    assert not line(text).is_list_item


@pytest.mark.parametrize("text", ["报名时间：3月9日", "地点：示例路100号", "联系电话：见门口", "咨询地址: 示例路"])
def test_a_detail_of_a_notice_is_no_headline(text: str) -> None:
    assert line(text).is_detail
    assert not line(text).is_headline_like


@pytest.mark.parametrize(
    "text", ["一、听意见", "（二）排工期", "(3)排工期", "1. 听意见", "2．排工期", "③公示", "第四章 公示"]
)
def test_an_enumeration_is_told(text: str) -> None:
    assert line(text).is_enumerated


@pytest.mark.parametrize("text", ["一听意见", "3.5公里步道", "第一书记", "100盏灯", "十字路口"])
def test_a_number_alone_enumerates_nothing(text: str) -> None:
    assert not line(text).is_enumerated


@pytest.mark.parametrize(
    "text",
    [
        "3月5日上午，居民",
        "2030年3月5日，居民",
        "3 月 5 日，居民",
        "近日，街道",
        "日前，街道",
        "本报讯 街道",
        "上周六下午，街道",
    ],
)
def test_a_report_opens_with_its_time(text: str) -> None:
    assert line(text).leads


@pytest.mark.parametrize(
    "text", ["3月5日起垃圾清运时间调整", "居民3月5日上午，", "近日无多", "3月，街道", "自3月5日起，"]
)
def test_a_time_elsewhere_leads_nothing(text: str) -> None:
    assert not line(text).leads


@pytest.mark.parametrize("text", ["，大家", "”，他说", "。", "）的", "的时候", "们都来了", "了解决"])
def test_a_line_that_starts_inside_a_clause(text: str) -> None:
    assert line(text).starts_inside_a_clause is (text != "了解决")


@pytest.mark.parametrize("text", ["“好”", "……", "的士司机", "着力推进", "（一）"])
def test_a_line_that_starts_anew(text: str) -> None:
    assert not line(text).starts_inside_a_clause


@pytest.mark.parametrize(
    "text",
    [
        "老楼里的新电梯",
        "“名家”进社区，一起描画新样子",
        "怎么查、怎么看？ 把好三道关口",
        "清单一： 事项要列得全",
        "一、先听意见",
        "——步道改造记",
        "【邻里之间】",
        "Neighbours Meet",
        "听居民说，",
    ],
)
def test_a_line_that_could_be_a_headline(text: str) -> None:
    assert line(text).is_headline_like


@pytest.mark.parametrize(
    "text",
    [
        "他来了。",
        "他来了。她也来了",
        "安排如下：",
        "公布方案；",
        "“你好吗？”",
        "，大家都说好",
        "2030",
        "A",
        "They met again.",
        "长" * 41,
    ],
)
def test_a_line_that_cannot_be_one(text: str) -> None:
    assert not line(text).is_headline_like


@pytest.mark.parametrize(
    ("text", "pause"),
    [("把好入口 做到尽登", True), ("怎么查？ “名册”", True), ("有 100 人", False), ("Open Street", False)],
)
def test_a_pause_parts_two_phrases(text: str, pause: bool) -> None:
    assert line(text).has_pause is pause


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("清单一： 事项要列得全", "清单二： 责任要落得实"),
        ("一、先听意见", "二、再排工期和人手"),
        ("（一）先听意见", "（三）公示"),
        ("把好入口 做到应登尽登", "把好核对 做到一户一清"),
        ("听意见见真心", "听意见见行动"),
        ("先想办法", "再想办法"),
    ],
)
def test_subheads_of_a_series_share_a_shape(upper: str, lower: str) -> None:
    assert set(line(upper).shapes) & set(line(lower).shapes)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("清单一： 事项要列得全", "登记怎么做、怎么查？ “选民名册”把好三道关口"),
        ("一、先听意见", "（一）先听意见"),
        ("把好入口 做到应登尽登", "把好核对做到一户一清"),
        ("老楼里的新电梯", "一条小路的新生"),
        ("短", "短"),
    ],
)
def test_other_lines_share_none(upper: str, lower: str) -> None:
    assert not set(line(upper).shapes) & set(line(lower).shapes)


@pytest.mark.parametrize(("indent", "indented"), [(0.0, False), (1.0, False), (2.0, True), (8.0, False)])
def test_two_characters_are_an_indent_and_more_is_centred(indent: float, indented: bool) -> None:
    assert line("文字", indent=indent).is_indented is indented


def test_lines_keep_number_blank_lines_and_indent() -> None:
    lines = split_lines("\n\n标题\n\n　　正文 里的空格 \n尾")
    assert [(found.number, found.text, found.blank_before, found.indent) for found in lines] == [
        (3, "标题", 2, 0.0),
        (5, "正文 里的空格", 1, 2.0),
        (6, "尾", 0, 0.0),
    ]


def test_a_form_feed_parts_lines_and_is_remembered() -> None:
    lines = split_lines("上页\f下页\n\f\n又一页\n同页")
    assert [(found.text, found.after_page_break) for found in lines] == [
        ("上页", False),
        ("下页", True),
        ("又一页", True),
        ("同页", False),
    ]


@pytest.mark.parametrize(
    ("start", "indent"), [("\t", 4.0), ("    ", 2.0), ("\u3000\u3000", 2.0), ("\ufeff\u3000", 1.0)]
)
def test_indents_are_measured_in_full_width_characters(start: str, indent: float) -> None:
    assert split_lines(f"{start}正文")[0].indent == indent
