"""Every page of the site: for everyone the same bytes, drafts and private pages for nobody."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from tests.cms.site_tree import (
    MAKERS,
    make_article,
    make_election,
    make_home,
    make_lecture,
    make_news_index,
    make_picture,
    make_standard,
    make_term,
    read,
)
from tests.factories import make_consultation, make_moderator, make_proposal, make_user

pytestmark = pytest.mark.django_db

PLAIN = ("/search/", "/search/?q=河", "/glossary/", "/feed/", "/sitemap.xml", "/robots.txt")


@pytest.fixture
def furnished() -> None:
    """A site on which every part of every page has something to show."""
    proposal = make_proposal(title="环浜步道")
    make_consultation(proposal)
    picture = make_picture()
    make_article(picture=picture, links=(proposal,), kicker="引题", lead="导语")
    make_lecture(picture=picture, links=(proposal,))
    make_election()
    make_standard(extra="contact")
    make_term(term="一环", slug="ring", explanation="沿河一圈。", links=(proposal,))


def assert_public(path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_of_page_is_public_and_sets_no_cookie(kind: str, furnished: None) -> None:
    page = MAKERS[kind]()
    assert_public(page.address)


@pytest.mark.parametrize("path", PLAIN)
def test_every_address_without_a_page_is_public_and_sets_no_cookie(path: str, furnished: None) -> None:
    assert_public(path)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_stranger_a_resident_and_a_moderator_get_the_same_bytes(kind: str, furnished: None) -> None:
    path = MAKERS[kind]().address
    bodies = {Client().get(path).content}
    for user in (make_user(), make_moderator()):
        client = Client()
        client.force_login(user)
        bodies.add(client.get(path).content)
    assert len(bodies) == 1


@pytest.mark.parametrize("kind", [kind for kind in MAKERS if kind != "home"])
def test_a_draft_is_not_found(kind: str) -> None:
    page = MAKERS[kind]()
    Page.objects.filter(pk=page.pk).update(live=False)
    assert Client().get(page.address).status_code == 404


@pytest.mark.parametrize("restriction", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_a_private_page_is_never_public(restriction: str) -> None:
    article = make_article(title="只给工作组看")
    PageViewRestriction.objects.create(page=article, restriction_type=restriction, password="x" * 12)
    response = Client().get(article.address)
    assert "只给工作组看" not in response.content.decode()
    assert "public" not in response["Cache-Control"]


def test_a_page_below_a_private_one_is_private_too() -> None:
    article = make_article(title="只给工作组看")
    PageViewRestriction.objects.create(page=make_news_index(), restriction_type=PageViewRestriction.LOGIN)
    response = Client().get(article.address)
    assert response.status_code == 302
    assert "public" not in response["Cache-Control"]


def test_an_alias_of_a_private_page_is_private_too() -> None:
    article = make_article(title="只给工作组看")
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    alias = article.create_alias(update_slug="copy-of-it")
    assert Client().get(alias.specific.address).status_code == 302


def test_who_may_see_a_private_page_gets_it_uncached() -> None:
    article = make_article(title="只给工作组看")
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    client = Client()
    client.force_login(make_user())
    response = client.get(article.address)
    assert "只给工作组看" in response.content.decode()
    assert "public" not in response["Cache-Control"]


def test_drafts_and_private_articles_are_in_no_list() -> None:
    make_article(title="大家都能看")
    make_article(title="还没写完", live=False)
    private = make_article(title="只给工作组看")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    for path in ("/", "/news/"):
        text = read(path)
        assert "大家都能看" in text
        assert "还没写完" not in text
        assert "只给工作组看" not in text


def test_an_address_that_does_not_exist_gets_the_helpful_page() -> None:
    make_news_index()
    response = Client().get("/news/1999-12-31-1/")
    assert response.status_code == 404
    assert 'action="/search/"' in response.content.decode()


def test_a_word_below_the_home_page_that_is_no_page_is_not_found() -> None:
    make_home()
    assert Client().get("/nothing/").status_code == 404
    assert Client().get("/nothing/at/all/").status_code == 404
