"""What leads away from the site, and what only has a dot in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.consultation.flagging.links import find_links


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_links(text)]


@pytest.mark.parametrize(
    "link",
    [
        "http://example.com/a?b=1",
        "https://example.com",
        "HTTPS：／／example．com",
        "hxxp://example.com",
        "http : // example.com",
        "example.com",
        "www.example.cn",
        "a-b.example.org.cn/x",
        "example点com",
        "example 。 com",
        "ｅｘａｍｐｌｅ．ｃｏｍ",
        "t.cn/A6xyz",
        "dwz.cn",
        "url.cn/abc",
        "曹杨.中国",
        "公众号：caoyang_news",
        "公众号“caoyang_news",
        "gh_0123456789ab",
    ],
)
def test_a_link_is_found(link: str) -> None:
    assert found(f"请看 {link}，谢谢") == [link]


@pytest.mark.parametrize(
    "text",
    [
        "沿河走一圈。公司门口有座桥。中国的花园。",
        "宽3.5米，长1.2公里",
        "请写到 zhang@example.com",
        "街道的公众号上发布过",
        "第1.2.3节，v1.0 版",
        "A.B.C 三段",
        "report.doc 和 plan.pdf",
        "……真的。。。",
    ],
)
def test_what_only_has_a_dot_is_none(text: str) -> None:
    assert found(text) == []


@given(st.sampled_from(["example.com", "t.cn"]), st.text("今天天气很好，。！ ", max_size=30))
def test_words_around_it_never_hide_a_link(link: str, around: str) -> None:
    assert found(f"{around} {link} {around}") == [link]


@given(st.text())
def test_whatever_is_typed_it_is_read_to_the_end(text: str) -> None:
    for span in find_links(text):
        assert 0 <= span.start < span.end <= len(text)
