"""When something is published, taken back or deleted, the pages that showed it are forgotten, after the commit."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Site

from cms.models import GlossaryTerm, SiteDetails
from tests.cms.site_tree import make_article, make_election, make_home, make_news_index, make_standard, tags_on
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db

Commit = Callable[..., Any]


def test_publishing_forgets_every_page_that_shows_the_article(forgotten: set[str], in_commit: Commit) -> None:
    proposal = make_proposal(slug="ring")
    article = make_article(proposals=(proposal,), section="election")
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


def test_another_article_is_kept(forgotten: set[str], in_commit: Commit) -> None:
    article, other = make_article(), make_article()
    with in_commit():
        article.save_revision().publish()
    assert not tags_on(other.address) & forgotten


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
    assert {tag, "news", "front"} <= forgotten


def test_words_and_settings_are_forgotten_where_they_stand(forgotten: set[str], in_commit: Commit) -> None:
    make_home()
    with in_commit():
        GlossaryTerm.objects.create(term="一环", slug="ring", explanation="河。")
    assert forgotten == {"glossary", "search", "sitemap"}
    with in_commit():
        SiteDetails.for_site(Site.objects.get()).save()
    assert tags_on("/") & forgotten
