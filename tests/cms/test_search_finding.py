"""Search finds every published text that contains the words, and nothing that is not published."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from cms.models import GlossaryTerm
from cms.search.finding import Hit, Search
from cms.search.sources import Kind, page_models
from cms.search.suggesting import suggest, titles_in
from maps.consultation import services
from maps.consultation.models import Comment, CommentRevision
from tests.cms.site_tree import (
    make_article,
    make_election,
    make_home,
    make_lecture,
    make_news_index,
    make_series,
    make_standard,
)
from tests.factories import make_comment, make_moderator, make_plan, make_proposal

pytestmark = pytest.mark.django_db

TEXTS = (
    "沿着曹杨环浜走一圈，河面宽8到14米；“三湾”在哪里还没有公布。",
    "两推一选：先推荐，再选举。WiFi密码贴在墙上，电话021。",
    "全域十五分钟生活圈＆服务点，100%覆盖_示例，价格５元（含税）。",
    "五片连环浜共享空间，五种文化：模范、市井、睦邻、创意、自然。",
)


def search(query: str, **narrowed: str) -> Search:
    return Search(query, site=Site.objects.get(is_default_site=True), **narrowed)


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
        type(page).objects.filter(pk=page.pk).update(search_text=page.title, search_folded="")
    assert urls("社区学校") == set()
    migration = import_module("cms.migrations.0002_search_facts")
    # Host and speaker have become rows since.
    monkeypatch.setitem(migration.FACTS, "LecturePage", ("place", "source"))
    migration.add_facts(apps, None)
    import_module("cms.migrations.0003_search_folded").fold_texts(apps, None)
    assert urls("社区学校") == {article.address, lecture.address}


# ── what was said, in order, of a year, in other characters ─────────────────────


def test_what_residents_said_is_found_once_it_is_public_and_leads_to_its_place_in_the_thread() -> None:
    make_home()
    proposal = make_proposal(title="环浜步道")
    said = make_comment(proposal=proposal, text="夜灯太暗，看不清路。")
    reply = make_comment(proposal=proposal, text="同意添夜灯。", parent=said)
    for status in ("waiting", "returned", "hidden", "withdrawn"):
        make_comment(proposal=proposal, text=f"夜灯 {status}", status=status)
    assert urls("夜灯") == {said.get_absolute_url(), reply.get_absolute_url()}
    assert [hit.kind for hit in hits("夜灯太暗")] == [Kind.COMMENT]


def test_what_was_said_on_a_proposal_taken_back_is_not_found() -> None:
    make_home()
    make_comment(proposal=make_proposal(live=False), text="夜灯太暗，看不清路。")
    assert urls("夜灯") == set()


def test_a_new_wording_is_found_in_the_place_of_the_old_one() -> None:
    make_home()
    said = make_comment(text="夜灯太暗，看不清路。")
    revision = CommentRevision.objects.create(comment=said, text="长椅太少，走累了没处坐。", state="waiting")
    services.decide_edit(revision_id=revision.pk, moderator=make_moderator(), verb="accept_edit")
    assert urls("长椅太少") == {said.get_absolute_url()}
    assert urls("夜灯太暗") == set()


def test_of_words_that_were_erased_nothing_stays_to_be_compared() -> None:
    said = make_comment(text="夜灯太暗，看不清路。")
    services.withdraw(comment_id=said.pk, author=said.author)
    assert Comment.objects.values_list("text", "search_folded").get() == ("", "")


def test_words_in_a_row_come_before_words_apart_and_the_title_before_both() -> None:
    make_home()
    apart = make_article(title="甲", body=[("paragraph", "<p>步道旁的河岸，河岸旁的步道。</p>")])
    row = make_article(title="乙", body=[("paragraph", "<p>河岸步道全长二里。</p>")])
    title = make_article(title="步道修到河岸")
    assert [hit.url for hit in hits("河岸 步道")] == [title.address, row.address, apart.address]


@pytest.mark.parametrize(
    "typed", ["環浜", "ＷＩＦＩ", "wifi", "曹楊wiFi"], ids=["traditional", "wide", "lower", "mixed"]
)
def test_traditional_wide_and_mixed_writing_find_the_text(typed: str) -> None:
    make_home()
    page = make_article(title="曹杨WiFi与环浜")
    assert urls(typed) == {page.address}


def test_a_text_in_traditional_characters_is_found_by_simplified_ones() -> None:
    make_home()
    page = make_article(title="曹楊環浜舊影")
    assert urls("环浜旧影") == {page.address}
    assert "<mark>環浜舊影</mark>" in hits("环浜旧影")[0].heading


def test_a_year_narrows_by_the_day_of_the_event() -> None:
    make_home()
    old = make_article(title="夜灯", event_date=date(2021, 1, 8))
    make_article(title="夜灯", event_date=date(2024, 5, 1))
    result = search("夜灯", year="2021")
    assert [hit.url for hit in result.hits(result.listed)] == [old.address]
    assert result.years == [(2024, 1), (2021, 1)]
    assert search("夜灯", year="二零二一").year is None


def test_a_page_found_by_an_old_index_is_looked_at_as_it_is_now() -> None:
    make_home()
    page = make_article(title="夜灯")
    type(page).objects.filter(pk=page.pk).update(search_text="长椅", search_folded="长椅")
    assert urls("夜灯") == set()


# ── suggestions ─────────────────────────────────────────────────────────────────


@pytest.fixture
def titles() -> None:
    make_home()
    make_article(title="曹杨新村规划蓝图")
    make_article(title="没写完的规划", live=False)
    make_proposal(title="环浜步道")
    GlossaryTerm.objects.create(term="两推一选", slug="two-one", explanation="规划之外的词。")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("规划", ["曹杨新村规划蓝图"], id="a_piece_of_a_title_and_no_draft"),
        pytest.param("規劃", ["曹杨新村规划蓝图"], id="traditional"),
        pytest.param("cyxc", ["曹杨新村规划蓝图"], id="first_letters"),
        pytest.param("GHLT", ["曹杨新村规划蓝图"], id="first_letters_in_the_middle_and_upper_case"),
        pytest.param("hbbd", ["环浜步道"], id="a_proposal"),
        pytest.param("一选", ["两推一选"], id="a_term"),
        pytest.param("ltyx", ["两推一选"], id="a_term_by_its_letters"),
        pytest.param("cygh", [], id="letters_that_do_not_follow_one_another"),
        pytest.param("之外", [], id="what_stands_in_a_text_only"),
        pytest.param("", [], id="nothing"),
        pytest.param("？", [], id="punctuation"),
    ],
)
def test_titles_are_suggested_by_a_piece_or_by_their_sounds(titles: None, typed: str, expected: list[str]) -> None:
    assert [one.title for one in suggest(typed, site=Site.objects.get(is_default_site=True))] == expected


def test_names_that_stand_in_a_vain_query_are_offered(titles: None) -> None:
    site = Site.objects.get(is_default_site=True)
    assert [one.title for one in titles_in("环浜步道什么时候修", site=site)] == ["环浜步道"]
    assert titles_in("飞碟", site=site) == []
