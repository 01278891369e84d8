"""Text pasted out of a 公众号 article: title, source, day and paragraphs, and every other line named."""

from collections import Counter

import pytest

from cms.imports.decoding import squeeze
from cms.imports.doubts import DoubtKind
from cms.imports.errors import NothingPasted, TooMuchPasted
from cms.imports.material import Material, Reason
from cms.imports.pasted import MOST_CHARACTERS, read_pasted

PASTED = """
口袋公园开园啦🌳
原创 小编 示例街道发布 2031年5月6日 10:00 上海
👇点击上方蓝字关注我们👇

5月4日上午，示例街道的口袋公园开园，长椅上很快坐满了人。😀

[图片]

　　大家约好，下一次来浇花。

END
点赞、在看、分享
阅读原文
阅读 1024
"""


def reasons(material: Material) -> dict[str, Reason]:
    return {item.text: item.reason for item in material.left_out}


def test_an_article_is_told_from_what_the_app_puts_around_it() -> None:
    material = read_pasted(PASTED)
    (article,) = material.articles
    assert (article.title, material.source, str(article.event_date)) == (
        "口袋公园开园啦🌳",
        "示例街道发布",
        "2031-05-04",
    )
    assert [block.text for block in article.blocks] == [
        "5月4日上午，示例街道的口袋公园开园，长椅上很快坐满了人。😀",
        "大家约好，下一次来浇花。",
    ]
    assert reasons(material) == {
        "原创 小编 示例街道发布 2031年5月6日 10:00 上海": Reason.CREDITS,
        "👇点击上方蓝字关注我们👇": Reason.BOILERPLATE,
        "[图片]": Reason.PLACEHOLDER,
        "END": Reason.BOILERPLATE,
        "点赞、在看、分享": Reason.BOILERPLATE,
        "阅读原文": Reason.BOILERPLATE,
        "阅读 1024": Reason.BOILERPLATE,
    }


def test_no_character_of_what_was_pasted_is_lost_or_doubled() -> None:
    material = read_pasted(PASTED)
    told = material.articles[0].text + "".join(item.text for item in material.left_out)
    assert Counter(squeeze(told)) == Counter(squeeze(PASTED))


def test_credits_on_lines_of_their_own_are_read_too() -> None:
    material = read_pasted("口袋公园开园啦\n原创 小编\n示例街道发布\n2031-05-06 10:00\n公园里的树都挂了名牌。")
    assert material.source == "示例街道发布"
    assert str(material.articles[0].event_date) == "2031-05-06"
    assert DoubtKind.DATE_PUBLISHED in {doubt.kind for doubt in material.articles[0].doubts}


@pytest.mark.parametrize(
    "line",
    [
        "点击阅读原文可以看到报名表，也可以到居委会领取。",
        "关注身边的小事，是这座公园的起点。",
        "2031年5月6日，公园开了门，来了不少人。",
        "我们在小区里分享了一个故事",
    ],
)
def test_a_sentence_that_only_begins_like_boilerplate_stays(line: str) -> None:
    material = read_pasted(f"口袋公园开园啦\n{line}\n公园里的树都挂了名牌。")
    assert [block.text for block in material.articles[0].blocks] == [line, "公园里的树都挂了名牌。"]
    assert not material.left_out


def test_without_credits_source_and_day_stay_open() -> None:
    material = read_pasted("口袋公园开园啦\n公园里的树都挂了名牌。")
    assert (material.source, material.articles[0].event_date) == ("", None)


@pytest.mark.parametrize(
    "text", ["", " \n\u3000", "阅读原文\n[图片]\n点赞"], ids=["empty", "white", "only_boilerplate"]
)
def test_a_paste_without_an_article_is_refused(text: str) -> None:
    with pytest.raises(NothingPasted) as refusal:
        read_pasted(text)
    assert "全选、复制" in refusal.value.sentence


def test_too_much_is_refused() -> None:
    with pytest.raises(TooMuchPasted):
        read_pasted("字" * (MOST_CHARACTERS + 1))
