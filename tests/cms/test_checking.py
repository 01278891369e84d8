"""What an editor is told to look at before a page goes out, where, and that it stops nobody."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.checking import LONGEST_TITLE, doubts_about
from maps.consultation.models import SensitiveWord
from tests.cms.site_tree import MAKERS, make_article, make_home, make_lecture, make_picture
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def said(page: Any) -> str:
    return " ".join(doubt.sentence for doubt in doubts_about(page))


def article(html: str = "<p>河边添了新灯。</p>", **fields: Any) -> Any:
    return make_article(body=[("paragraph", html)], **fields)


def test_an_article_with_all_it_needs_gives_nothing_to_look_at() -> None:
    other = make_article()
    page = article(f'<p><a linktype="page" id="{other.pk}">甲</a><a href="{other.address}">乙</a></p>', source="社区报")
    page.picture = make_picture(alt="两岸种着柳树的小河")
    assert doubts_about(page) == []


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_of_page_can_be_looked_at(kind: str) -> None:
    assert isinstance(doubts_about(MAKERS[kind]()), list)


def test_a_title_is_long_from_one_character_beyond_the_limit_on() -> None:
    assert "标题有" not in said(article(title="字" * LONGEST_TITLE))
    (doubt,) = doubts_about(article(title="字" * (LONGEST_TITLE + 1)))
    assert (f"标题有 {LONGEST_TITLE + 1} 个字" in doubt.sentence, doubt.where) == (True, "#id_title")


def test_a_lecture_without_a_source_is_noticed() -> None:
    assert "没有写来源" in said(make_lecture(source=" "))
    assert "没有写来源" not in said(make_lecture(source="社区报"))


@pytest.mark.parametrize(
    ("alternative", "is_noticed"),
    [
        ("", True),
        (" ", True),
        ("IMG_1234.jpg", True),
        ("微信图片_20210104", True),
        ("Image 3", True),
        ("红桥和柳树", False),
    ],
)
def test_a_picture_whose_alternative_says_nothing_leads_to_its_form(alternative: str, is_noticed: bool) -> None:
    picture = make_picture(alt=alternative)
    page = make_article(body=[("picture", {"picture": picture, "caption": ""})])
    expected = [reverse("wagtailimages:edit", args=(picture.pk,))] if is_noticed else []
    assert [doubt.where for doubt in doubts_about(page)] == expected


def test_a_decorative_picture_needs_no_alternative() -> None:
    page = make_article(body=[("picture", {"picture": make_picture(alt=""), "caption": "", "decorative": True})])
    assert doubts_about(page) == []


def test_links_that_no_reader_can_follow_are_noticed_where_they_stand() -> None:
    draft = make_article(live=False)
    page = article(
        f'<p><a linktype="page" id="{draft.pk}">草稿</a> <a linktype="page" id="999999">删了</a> '
        '<a href="/news/nowhere/?a=1#b">没有</a> <a href="https://example.org/">别处</a> <a href="/plan/">地图</a></p>'
    )
    sentences = [doubt.sentence for doubt in doubts_about(page)]
    assert len(sentences) == 3
    assert "链接 /news/nowhere/ 找不到页面，读者点不开。" in sentences
    assert {doubt.where for doubt in doubts_about(page)} == {f"#block-{page.body[0].id}-section"}


def test_personal_data_and_words_of_the_list_are_named() -> None:
    SensitiveWord.objects.create(word="坏词", kind="word")
    text = said(article("<p>请打13812345678，不要说坏 词。</p>", lead="坏词"))
    assert "像是个人信息：13812345678" in text
    assert text.count("有敏感词") == 2


def test_a_text_without_them_is_left_alone() -> None:
    SensitiveWord.objects.create(word="坏词", kind="word")
    assert said(article("<p>2021年1月8日下午，花溪路199号。</p>")) == ""


def test_the_editor_shows_them_beside_the_form_and_publishing_is_not_stopped() -> None:
    make_home()
    page = article(title="字" * 40)
    client = Client()
    client.force_login(make_user(groups=("editor",)))
    html = client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()
    panel = html[html.index("发布前看一看") :]
    assert "标题有 40 个字" in panel
    assert 'href="#id_title"' in panel
    page.save_revision().publish()


def test_looking_takes_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    other = make_article()
    html = "".join(f'<p><a linktype="page" id="{other.pk}">甲</a><a href="/news/no-{n}/">乙</a></p>' for n in range(20))
    page = make_article(body=[("paragraph", html)] * 5)
    with django_assert_max_num_queries(3):
        doubts_about(page)
