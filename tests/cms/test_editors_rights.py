"""Who may write, publish, take back and delete a page in the back office, and who is sent away."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import NewsPage
from tests.cms.site_tree import make_article, make_home, make_news_index
from tests.factories import make_user

pytestmark = pytest.mark.django_db

DENIED = 302  # Wagtail sends on to its start page, with a message


def as_(group: str) -> Client:
    client = Client()
    client.force_login(make_user(groups=(group,)))
    return client


@pytest.mark.parametrize(
    ("group", "may"), [("editor", True), ("reviewer", True), ("writer", False), ("planner", False)]
)
def test_who_may_take_a_page_back(group: str, may: bool) -> None:
    article = make_article()
    as_(group).post(reverse("wagtailadmin_pages:unpublish", args=(article.pk,)))
    assert NewsPage.objects.get(pk=article.pk).live is not may
    assert Client().get(article.address).status_code == (404 if may else 200)


@pytest.mark.parametrize(("group", "may"), [("writer", True), ("editor", True), ("reviewer", False), ("desk", False)])
def test_who_may_begin_an_article(group: str, may: bool) -> None:
    address = reverse("wagtailadmin_pages:add", args=("cms", "newspage", make_news_index().pk))
    assert as_(group).get(address).status_code == (200 if may else DENIED)


@pytest.mark.parametrize(
    ("group", "may"), [("writer", True), ("reviewer", True), ("moderator", False), ("desk", False)]
)
def test_who_may_open_an_article_of_somebody_else(group: str, may: bool) -> None:
    address = reverse("wagtailadmin_pages:edit", args=(make_article(live=False).pk,))
    assert as_(group).get(address).status_code == (200 if may else DENIED)


def test_a_writer_cannot_delete_a_published_page_and_an_editor_can() -> None:
    article = make_article()
    address = reverse("wagtailadmin_pages:delete", args=(article.pk,))
    as_("writer").post(address)
    assert NewsPage.objects.filter(pk=article.pk).exists()
    as_("editor").post(address)
    assert not NewsPage.objects.filter(pk=article.pk).exists()


def test_an_article_cannot_be_made_below_the_home_page_by_anyone() -> None:
    client = Client()
    client.force_login(make_user("chief", is_superuser=True))
    home = make_home()
    assert client.get(reverse("wagtailadmin_pages:add", args=("cms", "newspage", home.pk))).status_code == DENIED
    make_news_index()
    assert not NewsPage.can_create_at(home)


def test_there_is_one_home_page_and_one_index_of_news() -> None:
    index = make_news_index()
    assert not type(index).can_create_at(make_home())
    assert not type(make_home()).can_create_at(make_home().get_parent())
