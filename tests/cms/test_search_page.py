"""The page of ``/search/``: counted, marked, in pages, and helpful when there is nothing."""

from datetime import date

import pytest
from django.test import Client

from cms.search.finding import MAX_LENGTH
from cms.search.snippets import LENGTH, marked, snippet
from tests.cms.site_tree import make_article, make_home, read
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "terms", "html"),
    [
        pytest.param("沿环浜走", ["环浜"], "沿<mark>环浜</mark>走", id="one"),
        pytest.param("WiFi与ＷＩＦＩ", ["wifi"], "<mark>WiFi</mark>与<mark>ＷＩＦＩ</mark>", id="every_form"),
        pytest.param("曹杨新村", ["曹杨", "曹杨新村"], "<mark>曹杨新村</mark>", id="the_longest_first"),
        pytest.param("<b>环浜</b>", ["环浜"], "&lt;b&gt;<mark>环浜</mark>&lt;/b&gt;", id="text_is_escaped"),
        pytest.param("a&amp;b", ["amp"], "a&amp;<mark>amp</mark>;b", id="entities_are_text"),
        pytest.param("没有", ["环浜"], "没有", id="none"),
    ],
)
def test_words_are_marked_in_escaped_text(text: str, terms: list[str], html: str) -> None:
    assert marked(text, terms) == html


def test_a_snippet_shows_the_surroundings_of_the_first_hit() -> None:
    text = "前" * 200 + "环浜" + "后" * 200
    shown = snippet(text, ["环浜"])
    assert shown.startswith("…前")
    assert "<mark>环浜</mark>" in shown
    assert shown.endswith("后…")
    assert len(shown) <= LENGTH + len("……<mark></mark>")


def test_a_snippet_of_a_short_text_is_the_whole_text() -> None:
    assert snippet("沿 环浜\n走", ["走"]) == "沿 环浜 <mark>走</mark>"


def test_the_page_counts_lists_and_marks() -> None:
    make_article(title="夜灯亮了", body=[("paragraph", "<p>河边添了新灯。</p>")])
    text = read("/search/?q=夜灯")
    assert 'value="夜灯"' in text
    assert "<mark>夜灯</mark>亮了" in text
    assert 'href="/news/' in text
    assert '<span class="num">1</span> 条' in text


def test_what_was_typed_is_shown_as_text() -> None:
    make_home()
    text = read("/search/?q=<script>alert(1)</script>")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_results_come_in_pages_of_twenty_that_keep_the_query() -> None:
    for number in range(21):
        make_article(title=f"夜灯 {number}")
    first, second = read("/search/?q=夜灯"), read("/search/?q=夜灯&page=2")
    assert first.count("<mark>夜灯</mark>") == 20
    assert second.count("<mark>夜灯</mark>") == 1
    assert "q=%E5%A4%9C%E7%81%AF&amp;page=2" in first


def test_an_empty_query_and_a_vain_one_say_what_to_do() -> None:
    make_home()
    assert "写一两个字" in read("/search/")
    vain = read("/search/?q=飞碟")
    assert "没有找到含有“飞碟”的内容" in vain
    assert "换短一点的词" in vain


def test_a_kind_without_hits_points_to_the_others() -> None:
    make_article(title="夜灯")
    assert "别的里面有" in read("/search/?q=夜灯&kind=term")


def test_a_query_that_is_too_long_is_cut_and_the_reader_told() -> None:
    make_home()
    text = read("/search/?q=" + "灯" * (MAX_LENGTH + 1))
    assert f"一次最多搜 {MAX_LENGTH} 个字" in text
    assert f"最多搜 {MAX_LENGTH} 个字" not in read("/search/?q=" + "灯" * MAX_LENGTH)


@pytest.mark.parametrize("query", ["q=%00", "q=灯&page=99999", "q=灯&page=x", "q=%FF%FE", "kind=news", "q[]=灯"])
def test_odd_addresses_are_answered(query: str) -> None:
    make_home()
    assert Client().get(f"/search/?{query}").status_code == 200


def test_nothing_is_searched_by_post() -> None:
    make_home()
    assert Client().post("/search/", {"q": "灯"}).status_code == 405


def test_suggestions_are_the_same_bytes_for_everyone_and_titles_are_data() -> None:
    make_home()
    page = make_article(title="夜灯<b>亮了</b>")
    answer = Client().get("/search/suggest/?q=yd")
    assert answer.json() == [{"title": "夜灯<b>亮了</b>", "url": page.address, "kind": "新闻"}]
    assert answer["Content-Type"] == "application/json"
    assert "Cookie" not in answer.get("Vary", "")
    assert Client().post("/search/suggest/", {"q": "yd"}).status_code == 405


@pytest.mark.parametrize("query", ["", "q=%00", "q=%FF", "q=" + "灯" * 500, "q=%25", "q='"])
def test_odd_suggestions_are_answered(query: str) -> None:
    make_home()
    assert Client().get(f"/search/suggest/?{query}").json() == []


def test_years_are_offered_where_there_are_several() -> None:
    make_article(title="夜灯", event_date=date(2021, 1, 8))
    assert "按年份看" not in read("/search/?q=夜灯")
    make_article(title="夜灯", event_date=date(2024, 1, 8))
    html = read("/search/?q=夜灯")
    assert 'href="?q=%E5%A4%9C%E7%81%AF&amp;year=2021"' in html
    assert read("/search/?q=夜灯&year=2021").count("<mark>夜灯</mark>") == 1


def test_a_vain_query_offers_the_names_in_it() -> None:
    make_proposal(title="环浜步道")
    html = read("/search/?q=环浜步道何时修")
    assert "没有找到含有" in html
    assert '<a href="/plan/' in html[html.index("您写的话里有") :]
