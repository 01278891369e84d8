"""Search finds every published text that contains the words, and nothing that is not published."""

import random
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from cms.models import GlossaryTerm
from cms.search.finding import Hit, Search
from cms.search.sources import Kind, page_models
from tests.cms.site_tree import (
    make_article,
    make_election,
    make_home,
    make_lecture,
    make_news_index,
    make_series,
    make_standard,
)
from tests.factories import make_plan, make_proposal

pytestmark = pytest.mark.django_db

TEXTS = (
    "沿着曹杨环浜走一圈，河面宽8到14米；“三湾”在哪里还没有公布。",
    "两推一选：先推荐，再选举。WiFi密码贴在墙上，电话021。",
    "全域十五分钟生活圈＆服务点，100%覆盖_示例，价格５元（含税）。",
    "五片连环浜共享空间，五种文化：模范、市井、睦邻、创意、自然。",
)


def search(query: str, kind: str = "") -> Search:
    return Search(query, site=Site.objects.get(is_default_site=True), kind=kind)


def hits(query: str) -> list[Hit]:
    result = search(query)
    return result.hits(result.listed)


def urls(query: str) -> set[str]:
    return {hit.url for hit in hits(query)}


@pytest.fixture
def library() -> list[tuple[str, str]]:
    """Publish the texts in every kind of thing; return (address, text) of each."""
    make_home()
    pages = [
        make_article(title="河边消息", body=[("paragraph", f"<p>{TEXTS[0].replace('&', '&amp;')}</p>")], lead="导语甲"),
        make_lecture(title="讲堂第三讲", body=[("heading", "小标题"), ("paragraph", f"<p>{TEXTS[1]}</p>")]),
        make_standard(title="关于", body=[("facts", {"title": "要点", "facts": [{"term": "圈", "text": TEXTS[2]}]})]),
        make_election(title="换届", body=[("quote", {"text": TEXTS[3], "source": "社区报"})]),
    ]
    proposal = make_proposal(title="环浜步道", summary=TEXTS[0], body=f"<p>{TEXTS[3]}</p>")
    GlossaryTerm.objects.create(term="两推一选", slug="two-one", explanation=TEXTS[1])
    pages += [make_home(), make_news_index(), make_series()]
    found = [(page.address, page.search_text) for page in pages]
    found.append((proposal.get_absolute_url(), proposal.search_text))
    return [*found, ("/glossary/#two-one", f"两推一选\n{TEXTS[1]}\n")]


def test_any_piece_of_a_published_text_is_found_wherever_it_stands(library: list[tuple[str, str]]) -> None:
    chance = random.Random(20210104)
    for _round in range(300):
        _url, text = chance.choice(library)
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randint(1, 6)].split()
        if not piece:
            continue
        word = piece[0]
        assert urls(word) == {url for url, other in library if word.lower() in other.lower()}, word


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("浜", True, id="one_character"),
        pytest.param("环浜", True, id="two_characters"),
        pytest.param("环浜 河面", True, id="two_words_in_one_text"),
        pytest.param("环浜 密码", False, id="two_words_in_two_texts"),
        pytest.param("ｗｉｆｉ", True, id="full_width_finds_half_width"),
        pytest.param("WIFI", True, id="upper_case_finds_mixed_case"),
        pytest.param("5元", True, id="half_width_finds_full_width"),
        pytest.param("浜环", False, id="the_order_counts"),
        pytest.param("8到1", True, id="digits_and_han_together"),
        pytest.param("41到8", False, id="digits_in_another_order"),
        pytest.param("100%", True, id="a_percent_sign_is_a_character"),
        pytest.param("环%河", False, id="a_percent_sign_is_no_placeholder"),
        pytest.param("_示例", True, id="an_underscore_is_a_character"),
        pytest.param("环_走", False, id="an_underscore_is_no_placeholder"),
        pytest.param("'; DROP", False, id="quotes_do_no_harm"),
        pytest.param("\\", False, id="a_backslash_does_no_harm"),
    ],
)
def test_a_query_finds_what_contains_all_its_words(query: str, found: bool, library: list[tuple[str, str]]) -> None:
    assert bool(hits(query)) is found


@pytest.mark.parametrize(
    ("make", "field"),
    [
        pytest.param(make_article, "kicker", id="kicker_of_an_article"),
        pytest.param(make_article, "source", id="source_of_an_article"),
        pytest.param(make_lecture, "speaker", id="speaker_of_a_lecture"),
        pytest.param(make_lecture, "host", id="host_of_a_lecture"),
        pytest.param(make_lecture, "place", id="place_of_a_lecture"),
        pytest.param(make_lecture, "source", id="source_of_a_lecture"),
    ],
)
def test_what_stands_above_and_beside_the_text_is_found_and_marked(make: Callable[..., Any], field: str) -> None:
    make_home()
    make(title="另一篇")
    page = make(**{field: "枫桥路社区学校"})
    found = hits("社区学校")
    assert [hit.url for hit in found] == [page.address]
    assert "<mark>社区学校</mark>" in found[0].excerpt


@pytest.mark.parametrize("make", [make_standard, make_election, make_series, make_news_index, make_home])
def test_a_page_without_such_facts_is_found_by_its_title(make: Callable[[], Any]) -> None:
    make_home()
    page = make()
    assert page.address in urls(page.title)


def test_the_source_of_a_word_is_found() -> None:
    make_home()
    GlossaryTerm.objects.create(term="一环", slug="ring", explanation="河。", source="枫桥路社区学校")
    assert urls("社区学校") == {"/glossary/#ring"}


def test_drafts_and_private_pages_are_never_found() -> None:
    make_home()
    make_article(title="公开的环浜")
    make_article(title="没写完的环浜", live=False)
    private = make_article(title="内部的环浜")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    make_proposal(title="没定的环浜", live=False)
    assert [str(hit.heading) for hit in hits("环浜")] == ["公开的<mark>环浜</mark>"]


def test_a_changed_draft_of_a_published_page_is_not_found_by_its_new_words() -> None:
    article = make_article(title="旧的题目")
    article.title = "新的题目"
    article.save_revision()
    assert hits("旧的题目")
    assert not hits("新的题目")


def test_proposals_of_another_plan_are_not_found() -> None:
    make_home()
    here = make_plan()
    make_proposal(plan=here, title="本规划的桥")
    make_proposal(plan=make_plan(), title="另一规划的桥")
    assert [hit.url for hit in hits("桥")] == [f"/plan/{here.proposals.get().slug}/"]


def test_hits_in_a_title_come_first_and_then_the_newest() -> None:
    make_home()
    now = timezone.now()
    in_text = make_article(body=[("paragraph", "<p>夜灯</p>")], first_published_at=now)
    old = make_article(title="夜灯亮了", first_published_at=now - timedelta(days=9))
    new = make_article(title="又添夜灯", first_published_at=now - timedelta(days=1))
    assert [hit.url for hit in hits("夜灯")] == [new.address, old.address, in_text.address]


def test_kinds_are_counted_together_and_listed_apart() -> None:
    make_home()
    make_article(title="夜灯")
    make_proposal(title="夜灯")
    make_lecture(title="夜灯")
    make_series()
    result = search("夜灯", kind="proposal")
    assert result.counts == [(Kind.NEWS, 1), (Kind.LECTURE, 1), (Kind.PROPOSAL, 1)]
    assert [hit.kind for hit in result.hits(result.listed)] == [Kind.PROPOSAL]
    assert search("夜灯", kind="nonsense").kind == ""


def test_every_kind_of_page_is_searched() -> None:
    names = {model.__name__ for model in page_models()}
    assert {"HomePage", "NewsIndexPage", "NewsPage", "ElectionPage", "LectureSeriesPage", "LecturePage"} <= names
    assert "ArticlePage" not in names


def test_an_empty_query_finds_nothing() -> None:
    make_article()
    assert search("").found == []
    assert search("　").found == []


def test_pages_of_a_database_from_before_are_found_by_their_facts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    make_home()
    article, lecture = make_article(source="枫桥路社区学校"), make_lecture(place="枫桥路社区学校")
    for page in (article, lecture):
        type(page).objects.filter(pk=page.pk).update(search_text=page.title)
    assert urls("社区学校") == set()
    migration = import_module("cms.migrations.0002_search_facts")
    # Host and speaker have become rows since.
    monkeypatch.setitem(migration.FACTS, "LecturePage", ("place", "source"))
    migration.add_facts(apps, None)
    assert urls("社区学校") == {article.address, lecture.address}
