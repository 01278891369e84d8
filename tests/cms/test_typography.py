"""Headlines break where one would breathe."""

from html import unescape

import pytest
from django.utils.html import strip_tags

from cms.templatetags.typography import phrases


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        pytest.param("设计讲堂开课，第一讲就讲曹杨新村", ["设计讲堂开课，", "第一讲就讲曹杨新村"], id="after_a_comma"),
        pytest.param("示例文章：河边怎么走", ["示例文章：", "河边怎么走"], id="after_a_colon"),
        pytest.param("谁说“好，都很好。”就走", ["谁说“好，", "都很好。”", "就走"], id="the_quote_stays_with_its_stop"),
        pytest.param("示例：先学，再看再走", ["示例：先学，", "再看再走"], id="a_short_piece_goes_with_the_next"),
    ],
)
def test_a_title_is_cut_at_its_pauses(title: str, parts: list[str]) -> None:
    assert phrases(title) == "".join(f'<span class="phrase">{part}</span>' for part in parts)


def test_a_space_stands_between_two_phrases() -> None:
    html = '<span class="phrase">美好生活</span> <span class="phrase">美好空间</span>'
    assert phrases("美好生活 美好空间") == html


@pytest.mark.parametrize("title", ["示例：河边怎么走", "环浜步道的夜灯", "三湾、五片", "2021-01-08", "Open Day", ""])
def test_a_title_without_a_pause_is_left_alone(title: str) -> None:
    assert phrases(title) == title


def test_no_character_is_lost_and_html_is_escaped() -> None:
    title = "一二三四、五，六七八；九十：百。千？万！<b>亿</b>，兆京垓 秭穰沟"
    assert (
        phrases("<b>很好</b>，走")
        == '<span class="phrase">&lt;b&gt;很好&lt;/b&gt;，</span><span class="phrase">走</span>'
    )
    assert unescape(strip_tags(phrases(title))) == title
