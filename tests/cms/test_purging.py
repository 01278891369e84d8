"""When something is published, taken back or deleted, the pages that showed it are forgotten, after the commit."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Site

from cms.models import GlossaryTerm, SiteDetails
from maps.consultation import services
from tests.cms.site_tree import (
    make_article,
    make_election,
    make_home,
    make_lecture,
    make_news_index,
    make_standard,
    read,
    tags_on,
)
from tests.factories import make_comment, make_moderator, make_proposal

pytestmark = pytest.mark.django_db

Commit = Callable[..., Any]


def test_publishing_forgets_every_page_that_shows_the_article(forgotten: set[str], in_commit: Commit) -> None:
    proposal = make_proposal(slug="ring")
    article = make_article(links=(proposal,), section="election")
    make_election()
    with in_commit():
        article.save_revision().publish()
    for path in (
        article.address,
        "/",
        "/news/",
        "/election/",
        "/search/?q=河",
        "/feed/",
        "/sitemap.xml",
        "/plan/ring/",
    ):
        assert tags_on(path) & forgotten, path
    assert "glossary" not in forgotten


def test_articles_that_name_it_among_the_news_of_their_section_are_forgotten(
    forgotten: set[str], in_commit: Commit
) -> None:
    article, other = make_article(title="旧题"), make_article()
    assert "旧题" in read(other.address)
    article.title = "新题"
    with in_commit():
        article.save_revision().publish()
    assert tags_on(other.address) & forgotten


def test_pages_that_do_not_name_it_are_kept(forgotten: set[str], in_commit: Commit) -> None:
    article, lecture, page = make_article(), make_lecture(), make_standard()
    make_proposal(slug="elsewhere")
    kept = (lecture.address, "/lectures/", page.address, "/plan/elsewhere/", "/glossary/")
    with in_commit():
        article.save_revision().publish()
    for path in kept:
        assert not tags_on(path) & forgotten, path


def test_a_lecture_is_forgotten_where_it_stands_and_articles_are_kept(forgotten: set[str], in_commit: Commit) -> None:
    lecture, article = make_lecture(), make_article()
    with in_commit():
        lecture.save_revision().publish()
    for path in (lecture.address, "/lectures/", "/", "/search/?q=河", "/sitemap.xml"):
        assert tags_on(path) & forgotten, path
    for path in (article.address, "/news/", "/feed/"):
        assert not tags_on(path) & forgotten, path


@pytest.mark.parametrize("make", [make_article, make_lecture])
def test_a_proposal_that_a_page_is_no_longer_about_forgets_it(
    make: Callable[..., Any], forgotten: set[str], in_commit: Commit
) -> None:
    page = make(links=(make_proposal(slug="ring"), make_proposal(slug="axis")))
    assert page.address in read("/plan/ring/")
    page.links = [row for row in page.links.all() if row.to_proposal.slug == "axis"]
    with in_commit():
        page.save_revision().publish()
    assert page.address not in read("/plan/ring/")
    for path in ("/plan/ring/", "/plan/axis/"):
        assert tags_on(path) & forgotten, path


def test_a_draft_forgets_nothing(forgotten: set[str], in_commit: Commit) -> None:
    article = make_article()
    with in_commit():
        article.save_revision()
    assert not forgotten


def test_a_page_of_the_menu_or_the_footer_is_on_every_page(forgotten: set[str], in_commit: Commit) -> None:
    page, article = make_standard(), make_article()
    with in_commit():
        page.save_revision().publish()
    for path in ("/", article.address, "/search/?q=河", "/glossary/"):
        assert tags_on(path) & forgotten, path


@pytest.mark.parametrize("deed", ["unpublish", "delete", "move"])
def test_what_is_taken_away_is_forgotten(deed: str, forgotten: set[str], in_commit: Commit) -> None:
    article = make_article()
    make_news_index()
    tag = f"page:{article.pk}"
    with in_commit():
        article.move(make_home(), pos="last-child") if deed == "move" else getattr(article, deed)()
    assert {tag, "news", "front", "search", "sitemap"} <= forgotten


def test_deleting_a_draft_forgets_nothing(forgotten: set[str], in_commit: Commit) -> None:
    draft = make_article(live=False)
    with in_commit():
        draft.delete()
    assert not forgotten


def test_words_and_settings_are_forgotten_where_they_stand(forgotten: set[str], in_commit: Commit) -> None:
    make_home()
    with in_commit():
        GlossaryTerm.objects.create(term="一环", slug="ring", explanation="河。")
    assert forgotten == {"glossary", "search", "sitemap"}
    with in_commit():
        SiteDetails.for_site(Site.objects.get()).save()
    assert tags_on("/") & forgotten


def test_a_hidden_comment_leaves_the_search(forgotten: set[str], in_commit: Commit) -> None:
    make_home()
    said = make_comment(text="夜灯太暗，看不清路。")
    assert "夜灯" in read("/search/?q=太暗")
    with in_commit():
        services.decide(comment_id=said.pk, moderator=make_moderator(), verb="hide", reason="abuse")
    assert tags_on("/search/?q=太暗") & forgotten
    assert "看不清路" not in read("/search/?q=太暗")
