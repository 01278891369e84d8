"""Headlines break where one would breathe."""

import pytest
from django.utils.html import strip_tags

from cms.templatetags.typography import phrases


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        pytest.param("设计讲堂开课，第一讲就讲曹杨新村", ["设计讲堂开课，", "第一讲就讲曹杨新村"], id="after_a_comma"),
        pytest.param("示例：河边怎么走", ["示例：", "河边怎么走"], id="after_a_colon"),
        pytest.param("谁说“好，好。”就走", ["谁说“好，", "好。”", "就走"], id="the_quote_stays_with_its_stop"),
    ],
)
def test_a_title_is_cut_at_its_pauses(title: str, parts: list[str]) -> None:
    assert phrases(title) == "".join(f'<span class="phrase">{part}</span>' for part in parts)


def test_a_space_stands_between_two_phrases() -> None:
    html = '<span class="phrase">美好生活</span> <span class="phrase">美好空间</span>'
    assert phrases("美好生活 美好空间") == html


@pytest.mark.parametrize("title", ["环浜步道的夜灯", "三湾、五片", "2021-01-08", "Open Day", ""])
def test_a_title_without_a_pause_is_left_alone(title: str) -> None:
    assert phrases(title) == title


def test_no_character_is_lost_and_html_is_escaped() -> None:
    assert (
        phrases("<b>好</b>，走") == '<span class="phrase">&lt;b&gt;好&lt;/b&gt;，</span><span class="phrase">走</span>'
    )
    assert strip_tags(phrases("一、二，三；四：五。六？七！八")) == "一、二，三；四：五。六？七！八"
