"""When something is published, taken back or deleted, the pages that showed it are forgotten, after the commit."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site

from cms.models import GlossaryTerm, SiteDetails
from pagecache.pages import purged
from tests.cms.site_tree import make_article, make_election, make_home, make_news_index, make_standard
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db

Commit = Callable[..., Any]


@pytest.fixture
def forgotten() -> Iterator[set[str]]:
    """Every tag that was purged."""
    tags: set[str] = set()

    def note(sender: object, **kwargs: Any) -> None:
        tags.update(kwargs["tags"])

    purged.connect(note)
    yield tags
    purged.disconnect(note)


def tags_on(path: str) -> set[str]:
    """Return the tags under which a page is stored."""
    return set(Client().get(path)["Cache-Tag"].split(","))


def test_publishing_forgets_every_page_that_shows_the_article(
    forgotten: set[str], django_capture_on_commit_callbacks: Commit
) -> None:
    proposal = make_proposal(slug="ring")
    article = make_article(proposals=(proposal,), section="election")
    make_election()
    with django_capture_on_commit_callbacks(execute=True):
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


def test_another_article_is_kept(forgotten: set[str], django_capture_on_commit_callbacks: Commit) -> None:
    article, other = make_article(), make_article()
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    assert not tags_on(other.address) & forgotten


def test_a_draft_forgets_nothing(forgotten: set[str], django_capture_on_commit_callbacks: Commit) -> None:
    article = make_article()
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision()
    assert not forgotten


def test_a_page_of_the_menu_or_the_footer_is_on_every_page(
    forgotten: set[str], django_capture_on_commit_callbacks: Commit
) -> None:
    page, article = make_standard(), make_article()
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    for path in ("/", article.address, "/search/?q=河", "/glossary/"):
        assert tags_on(path) & forgotten, path


@pytest.mark.parametrize("deed", ["unpublish", "delete", "move"])
def test_what_is_taken_away_is_forgotten(
    deed: str, forgotten: set[str], django_capture_on_commit_callbacks: Commit
) -> None:
    article = make_article()
    make_news_index()
    tag = f"page:{article.pk}"
    with django_capture_on_commit_callbacks(execute=True):
        article.move(make_home(), pos="last-child") if deed == "move" else getattr(article, deed)()
    assert {tag, "news", "front"} <= forgotten


def test_words_and_settings_are_forgotten_where_they_stand(
    forgotten: set[str], django_capture_on_commit_callbacks: Commit
) -> None:
    make_home()
    with django_capture_on_commit_callbacks(execute=True):
        GlossaryTerm.objects.create(term="一环", slug="ring", explanation="河。")
    assert forgotten == {"glossary", "search", "sitemap"}
    with django_capture_on_commit_callbacks(execute=True):
        SiteDetails.for_site(Site.objects.get()).save()
    assert tags_on("/") & forgotten
