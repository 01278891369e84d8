"""What is past its expiry is nowhere, also while ``publish_scheduled`` has not taken it back yet."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

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
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db

NAME = "过了期的公告"
LISTS = ("/", "/news/", "/election/", "/lectures/", "/glossary/", "/feed/", "/sitemap.xml", "/plan/ring/")


@pytest.fixture
def proposal() -> Any:
    for make in (make_home, make_news_index, make_election, make_series):
        make()
    return make_proposal(slug="ring")


def pass_its_time(page: Page) -> None:
    """Let the moment of its expiry be a second ago; nothing else happens."""
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert Page.objects.get(pk=page.pk).live


def make_related_article(proposal: Any) -> Page:
    return make_article(title=NAME, section="election", links=(proposal,))


def make_related_lecture(proposal: Any) -> Page:
    return make_lecture(title=NAME, links=(proposal,))


def make_in_the_footer(proposal: Any) -> Page:
    return make_standard(title=NAME)


def make_in_the_menu(proposal: Any) -> Page:
    return make_standard(title=NAME, show_in_menus=True)


@pytest.mark.parametrize(
    "make", [make_related_article, make_related_lecture, make_in_the_footer, make_in_the_menu], ids=lambda f: f.__name__
)
def test_an_expired_page_is_in_no_list_and_no_search(make: Callable[[Any], Page], proposal: Any) -> None:
    page = make(proposal)
    searches = (f"/search/?q={NAME}",)
    seen = [path for path in (*LISTS, *searches) if page.specific.address in read(path)]
    assert len(seen) >= 3  # it stood there while it was true
    pass_its_time(page)
    for path in (*LISTS, *searches):
        assert page.specific.address not in read(path), path
        assert NAME not in read(path) or path in searches, path


@pytest.mark.parametrize("make", [make_related_article, make_related_lecture, make_in_the_footer])
def test_an_expired_page_is_not_found_at_its_address(make: Callable[[Any], Page], proposal: Any) -> None:
    page = make(proposal)
    address = page.specific.address
    assert Client().get(address).status_code == 200
    pass_its_time(page)
    answer = Client().get(address)
    assert answer.status_code == 404
    assert NAME not in answer.content.decode()
    assert "public" not in answer["Cache-Control"]
    assert Client().get(f"/share/qr.svg?page={page.pk}").status_code == 404


def test_a_page_that_expires_later_is_still_there(proposal: Any) -> None:
    article = make_article(title=NAME, expire_at=timezone.now() + timedelta(hours=1))
    assert NAME in read(article.address)
    assert article.address in read("/news/")


def test_a_link_to_an_expired_page_loses_its_address(proposal: Any) -> None:
    target = make_standard()
    article = make_article(body=[("paragraph", f'<p><a linktype="page" id="{target.pk}">看公告</a></p>')])
    body = f'<a href="{target.address}">看公告</a>'
    assert body in read(article.address)
    pass_its_time(target)
    assert body not in read(article.address)
    assert "看公告" in read(article.address)


def test_an_editor_still_sees_the_draft_of_what_expired(proposal: Any) -> None:
    article = make_article(title=NAME)
    pass_its_time(article)
    preview = article.make_preview_request()
    assert preview.status_code == 200
    assert NAME in preview.content.decode()
