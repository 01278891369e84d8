"""What expires or goes live by its schedule: no copy of a page that shows it, or will show it, lives past that moment."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from tests.cms.site_tree import (
    MAKERS,
    make_article,
    make_election,
    make_home,
    make_lecture,
    make_news_index,
    make_series,
    tags_on,
)
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db

LISTS = ("/", "/news/", "/election/", "/lectures/", "/glossary/", "/search/?q=河", "/feed/", "/sitemap.xml")
LONGEST = 60


def kept_seconds(path: str) -> int:
    """Return how long a shared cache may keep a page."""
    return int(Client().get(path)["Cache-Control"].split("s-maxage=")[1].split(",")[0])


def kept(paths: Iterable[str]) -> set[int]:
    return {kept_seconds(path) for path in paths}


def soon() -> datetime:
    return timezone.now() + timedelta(seconds=20)


@pytest.fixture
def lists() -> None:
    for make in (make_home, make_news_index, make_election, make_series):
        make()


@pytest.mark.parametrize("kind", MAKERS)
def test_no_copy_of_a_page_outlives_its_expiry(kind: str) -> None:
    page = MAKERS[kind]()
    paths = (page.address, f"/share/qr.svg?page={page.pk}")
    assert kept(paths) == {LONGEST}
    Page.objects.filter(pk=page.pk).update(expire_at=soon())
    assert max(kept(paths)) <= 20


@pytest.mark.parametrize("make", [make_article, make_lecture, make_proposal])
def test_no_copy_of_a_list_outlives_the_next_expiry(make: Callable[..., Any], lists: None) -> None:
    make(expire_at=timezone.now() + timedelta(days=1))
    assert kept(LISTS) == {LONGEST}
    make(expire_at=soon())
    assert max(kept(LISTS)) <= 20


@pytest.mark.parametrize("make", [make_article, make_lecture, make_proposal])
@pytest.mark.parametrize("live", [False, True], ids=["a_draft", "a_change_of_what_is_live"])
def test_no_copy_of_a_list_outlives_the_next_going_live(live: bool, make: Callable[..., Any], lists: None) -> None:
    planned = make(live=live)
    if live:
        planned.save_revision().publish()
        planned.refresh_from_db()
    planned.go_live_at = soon()
    revision = planned.save_revision()
    assert kept(LISTS) == {LONGEST}  # written down, and nobody has let it go out
    revision.publish()
    assert type(planned).objects.get(pk=planned.pk).live is live
    assert max(kept(LISTS)) <= 20


def test_what_is_past_or_no_longer_live_does_not_shorten_the_life_of_a_list(lists: None) -> None:
    make_article(live=False, expire_at=soon())
    make_article(expire_at=timezone.now() - timedelta(days=1))
    assert kept(LISTS) == {LONGEST}


def test_no_copy_of_an_article_outlives_what_it_names_beside_it() -> None:
    article = make_article()
    make_article(section="election", expire_at=soon())
    assert kept_seconds(article.address) == LONGEST
    make_article(expire_at=soon())
    assert kept_seconds(article.address) <= 20


def test_what_expired_is_forgotten_where_it_stood(
    lists: None, forgotten: set[str], in_commit: Callable[[], Any]
) -> None:
    article = make_article(section="election")
    stored = {path: tags_on(path) for path in ("/", "/news/", "/election/", "/feed/", article.address)}
    Page.objects.filter(pk=article.pk).update(expire_at=timezone.now() - timedelta(seconds=5))
    with in_commit():
        call_command("publish_scheduled")
    assert Client().get(article.address).status_code == 404
    for path, tags in stored.items():
        assert tags & forgotten, path
