"""A term of the glossary is underlined where it first stands in a body, and its explanation is in the page."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.cms.site_tree import (
    make_article,
    make_bulletin,
    make_lecture,
    make_neighbourhood_page,
    make_standard,
    make_term,
    make_topic,
    read,
    tags_on,
)
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db

TERM = re.compile(r'<a class="term" href="/glossary/#([\w-]+)">([^<]+)</a>')
BODIES = {
    "article": make_article,
    "bulletin": make_bulletin,
    "lecture": make_lecture,
    "standard": make_standard,
    "topic": make_topic,
    "neighbourhood": make_neighbourhood_page,
}


def underlined(*paragraphs: str) -> list[tuple[str, str]]:
    """Return the terms underlined in an article of these paragraphs, each as its slug and as it is written there."""
    return TERM.findall(read(make_article(body=[("paragraph", html) for html in paragraphs]).address))


@pytest.mark.parametrize("kind", BODIES)
def test_the_first_use_in_any_body_is_a_link_with_its_explanation_in_the_page(kind: str) -> None:
    make_term(term="环浜", slug="creek", explanation="一条首尾相接的小河。", source="社区报")
    text = read(BODIES[kind](body=[("paragraph", "<p>沿着环浜走。</p>")]).address)
    assert TERM.findall(text) == [("creek", "环浜")]
    note = text.split('<term-note id="term-creek"')[1].split("</term-note>")[0]
    assert " popover" in note
    assert " hidden" in note
    assert "一条首尾相接的小河。" in note
    assert "出处：社区报" in note


def test_the_text_of_a_proposal_explains_its_terms_too_and_is_forgotten_with_them() -> None:
    make_term(term="环浜", slug="creek", explanation="一条首尾相接的小河。")
    ring = make_proposal(slug="ring", body="<p>沿着环浜走，走到环浜。</p>").get_absolute_url()
    text = read(ring)
    assert TERM.findall(text) == [("creek", "环浜")]
    assert "一条首尾相接的小河。" in text.split('<term-note id="term-creek"')[1].split("</term-note>")[0]
    assert "term-note.js" in text
    assert "glossary" in tags_on(ring)
    other = make_proposal(slug="other", body="<p>沿着河走。</p>").get_absolute_url()
    assert "term-note" not in read(other)
    assert "glossary" in tags_on(other)  # a word that is written later may stand in it


def test_a_term_is_underlined_once_on_a_page_not_in_each_block() -> None:
    make_term(term="环浜", slug="creek")
    assert underlined("<p>环浜边，环浜里</p>", "<p>又到环浜</p>") == [("creek", "环浜")]


def test_the_longest_term_is_meant_where_several_begin() -> None:
    make_term(term="居民区", slug="area")
    make_term(term="居民区党组织", slug="party")
    found = underlined("<p>居民区党组织开会，居民区党组织换届，各居民区都去。</p>")
    assert found == [("party", "居民区党组织"), ("area", "居民区")]


def test_a_latin_word_or_a_number_is_no_part_of_a_longer_one() -> None:
    make_term(term="AI", slug="ai")
    make_term(term="15分钟", slug="quarter")
    assert underlined("<p>MAIL，AI3，115分钟</p>") == []
    assert underlined("<p>用AI算，走15分钟</p>") == [("ai", "AI"), ("quarter", "15分钟")]


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="https://example.org/">环浜</a></p>',
        "<h2>环浜</h2>",
        "<p><code>环浜</code></p>",
        "<p>一<b>环</b>浜</p>",
    ],
    ids=["link", "heading", "code", "broken_by_a_tag"],
)
def test_a_term_is_left_alone_where_no_link_may_stand(html: str) -> None:
    make_term(term="环浜")
    assert underlined(html) == []
    assert underlined(html, "<p>到环浜。</p>") != []


def test_headings_captions_quotes_and_facts_are_left_alone() -> None:
    make_term(term="环浜")
    body = [
        ("heading", "环浜"),
        ("quote", {"text": "环浜", "source": "环浜"}),
        ("facts", {"title": "环浜", "facts": [{"term": "环浜", "text": "环浜"}]}),
    ]
    assert 'class="term"' not in read(make_article(title="环浜", lead="环浜", body=body).address)


def test_a_single_character_is_never_underlined() -> None:
    make_term(term="环")
    assert underlined("<p>一环又一环</p>") == []


def test_the_rest_of_the_text_stays_as_it_was() -> None:
    make_term(term="甲&乙", slug="both")
    article = make_article(body=[("paragraph", "<p>前<b>粗</b>甲&amp;乙&lt;后&gt;<br/>下一行</p>")])
    shown = '<p>前<b>粗</b><a class="term" href="/glossary/#both">甲&amp;乙</a>&lt;后&gt;<br/>下一行</p>'
    assert shown in read(article.address)


def test_the_glossary_does_not_underline_its_own_words() -> None:
    make_term(term="环浜", explanation="环浜是一条小河。")
    assert 'class="term"' not in read("/glossary/")


def test_the_glossary_tells_search_engines_what_is_defined() -> None:
    make_term(term="环浜", slug="creek", explanation="一条小河。")
    assert '"@type":"DefinedTerm","name":"环浜","description":"一条小河。"' in read("/glossary/")


def test_a_term_that_changes_forgets_what_may_underline_it(forgotten: set[str], in_commit: Callable[..., Any]) -> None:
    article = make_article(body=[("paragraph", "<p>沿着环浜走。</p>")])
    stored = tags_on(article.address)
    with in_commit():
        term = make_term(term="环浜", slug="creek")
    assert stored & forgotten
    assert "term-creek" in read(article.address)
    forgotten.clear()
    with in_commit():
        term.delete()
    assert stored & forgotten
    assert "term-creek" not in read(article.address)


def test_a_page_without_terms_loads_no_script_for_them() -> None:
    make_term(term="环浜")
    assert "term-note" not in read(make_article(body=[("paragraph", "<p>沿河走。</p>")]).address)
