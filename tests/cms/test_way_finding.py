"""Where am I, and how do I get back: breadcrumbs, the menu, pages of lists, lost pages and broken ones."""

import re
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import Client, RequestFactory

from cms.models import HomePage, StandardPage
from config.views import server_error
from tests.cms.site_tree import (
    make_article,
    make_election,
    make_home,
    make_lecture,
    make_news_index,
    make_series,
    make_standard,
    read,
)
from tests.factories import make_plan

pytestmark = pytest.mark.django_db


def part(text: str, start: str, end: str = "</nav>") -> str:
    begin = text.index(start)
    return text[begin : text.index(end, begin)]


def current(path: str) -> list[str]:
    """Return the addresses that the menu marks as where the reader is."""
    return re.findall(r'href="([^"]+)" aria-current="true"', part(read(path), 'class="menu"'))


def test_the_menu_marks_where_the_reader_is_and_nothing_else() -> None:
    article, lecture = make_article(), make_lecture()
    election = make_election()
    make_plan()
    assert current(article.address) == ["/news/"]
    assert current(lecture.address) == ["/lectures/"]
    assert current(election.address) == ["/election/"]
    assert current("/glossary/") == ["/glossary/"]
    assert current("/plan/") == ["/plan/"]


def test_the_menu_marks_nothing_on_the_front_page_or_on_a_page_of_the_footer() -> None:
    make_news_index()
    assert current("/") == []
    assert current(make_standard().address) == []


def test_a_page_whose_address_only_begins_alike_is_not_marked() -> None:
    make_news_index()
    assert current(make_standard(slug="news-of-old").address) == []


def test_breadcrumbs_of_a_page_deep_down_name_every_page_above_it() -> None:
    above = make_standard(title="上面一页", slug="above")
    below = above.add_child(instance=StandardPage(title="下面一页", slug="below"))
    crumbs = part(read(below.address), 'class="breadcrumbs')
    assert re.findall(r'<a href="([^"]+)">(.*?)</a>', crumbs) == [("/", "首页"), ("/above/", "上面一页")]
    assert '<li aria-current="page">下面一页</li>' in crumbs


def test_the_front_page_has_no_breadcrumbs() -> None:
    make_home()
    assert 'class="breadcrumbs' not in read("/")


def test_titles_in_breadcrumbs_and_menu_are_text() -> None:
    make_standard(title="<b>甲</b> & 乙", slug="signs", show_in_menus=True)
    text = read("/signs/")
    assert "<b>甲</b>" not in text
    assert "&lt;b&gt;甲&lt;/b&gt; &amp; 乙" in part(text, 'class="menu"')
    assert "&lt;b&gt;甲&lt;/b&gt; &amp; 乙" in part(text, 'class="breadcrumbs')


@pytest.mark.parametrize(("number", "pages"), [(12, 1), (13, 2)], ids=["twelve_fit", "the_thirteenth_turns_the_page"])
def test_news_come_in_pages_of_twelve(number: int, pages: int) -> None:
    for _one in range(number):
        make_article()
    text = read("/news/")
    assert text.count('class="story-row"') == 12
    assert ('class="pager"' in text) is (pages == 2)


def test_the_last_page_leads_back_and_not_on() -> None:
    for _one in range(13):
        make_article()
    first, last = read("/news/"), read("/news/?page=2")
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last
    assert last.count('class="story-row"') == 1


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("99", "第 2 页"), ("0", "第 2 页"), ("-1", "第 2 页"), ("x", "第 1 页"), ("", "第 1 页"), ("1.5", "第 1 页")],
    ids=["beyond", "zero", "negative", "a_letter", "empty", "a_fraction"],
)
def test_a_page_number_that_does_not_exist_gets_the_nearest_page(asked: str, shown: str) -> None:
    for _one in range(13):
        make_lecture()
    assert shown in read(f"/lectures/?page={asked}")


def test_turning_the_page_stays_in_the_section() -> None:
    for _one in range(13):
        make_article(section="election")
    make_article(section="design", title="别栏目的一篇")
    text = read("/news/?section=election")
    assert 'href="?section=election&amp;page=2"' in text
    assert "别栏目的一篇" not in text + read("/news/?section=election&page=2")


def test_a_section_that_does_not_exist_is_all_news() -> None:
    make_article(section="election", title="换届的一篇")
    make_article(section="design", title="设计的一篇")
    text = read("/news/?section=nonsense")
    assert "换届的一篇" in text
    assert "设计的一篇" in text


def test_lists_without_anything_say_so() -> None:
    make_news_index()
    make_series()
    assert "这个栏目还没有文章" in read("/news/")
    assert "还没有安排讲座" in read("/lectures/")


def test_a_title_as_long_as_a_page_can_hold_is_shown_in_full_everywhere() -> None:
    title = "河" * 255
    article = make_article(title=title)
    for path in (article.address, "/news/", "/", "/feed/"):
        assert title in read(path), path


def test_a_lost_reader_gets_ways_to_go_on_and_nothing_is_kept() -> None:
    make_news_index()
    response = Client().get("/news/no-such-article/")
    text = part(response.content.decode(), "<main", "</main>")
    assert response.status_code == 404
    for way in ('href="/"', 'href="/plan/"', 'href="/news/"', 'href="/glossary/"', 'action="/search/"'):
        assert way in text
    assert "public" not in response["Cache-Control"]


def no_database(*args: object, **kwargs: object) -> None:
    raise OperationalError("the database is away")


def test_the_page_for_a_broken_site_asks_nothing_of_the_database() -> None:
    request: HttpRequest = RequestFactory().get("/")
    with connection.execute_wrapper(no_database):
        response = server_error(request)
    assert response.status_code == 500
    assert "网站出了问题" in response.content.decode()
    assert 'href="/"' in response.content.decode()


def test_a_reader_sees_that_page_and_not_the_fault_when_a_page_breaks() -> None:
    make_home()
    client = Client(raise_request_exception=False)
    with patch.object(HomePage, "get_context", side_effect=OperationalError("the database is away")):
        response = client.get("/")
    text = response.content.decode()
    assert response.status_code == 500
    assert "网站出了问题" in text
    assert "the database is away" not in text
    assert "public" not in response["Cache-Control"]
