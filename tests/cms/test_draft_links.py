"""A link to a draft: read without an account by whoever has it, until it is over, and no further than the one page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import DraftLink
from tests.cms.site_tree import MAKERS, make_article, make_home
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def written(title: str = "写好的新题目") -> Any:
    """Return a published article with another title in its draft."""
    article = make_article(title="公开的旧题目")
    article.title = title
    article.save_revision()
    return article


def as_writer() -> Client:
    client = Client()
    client.force_login(make_user(groups=("writer",)))
    return client


def link_to(page: Page, **fields: Any) -> str:
    return DraftLink.objects.create(
        page=page, **({"expires_at": timezone.now() + timedelta(days=1)} | fields)
    ).get_absolute_url()


def address(page: Page) -> str:
    return reverse("cms_draft_links", args=(page.pk,))


def test_whoever_has_the_link_reads_the_newest_draft_and_is_told_what_it_is() -> None:
    article = written("第一稿")
    link = link_to(article)
    article.title = "第二稿"
    article.save_revision()
    html = Client().get(link).content.decode()
    assert "<h1>第二稿</h1>" in html or "第二稿</h1>" in html
    assert "这是草稿，还没有发布" in html
    assert "第二稿" not in Client().get(article.address).content.decode()


def test_a_draft_is_kept_by_nobody_and_its_address_told_to_nobody() -> None:
    answer = Client().get(link_to(written()))
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"
    make_home()
    assert "Disallow: /draft/" in Client().get("/robots.txt").content.decode()


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_of_page_can_be_shown_so(kind: str) -> None:
    page = MAKERS[kind]()
    page.save_revision()
    assert Client().get(link_to(page)).status_code == 200


def test_a_page_that_was_never_published_is_shown_too() -> None:
    page = make_article(title="没发布过", live=False)
    page.save_revision()
    assert "没发布过" in Client().get(link_to(page)).content.decode()
    assert Client().get(page.address).status_code == 404


@pytest.mark.parametrize("end", ["over", "taken_back", "page_deleted", "made_up"])
def test_a_link_that_does_not_hold_finds_nothing(end: str) -> None:
    article = written()
    link = link_to(article)
    assert Client().get(link).status_code == 200
    if end == "over":
        DraftLink.objects.update(expires_at=timezone.now())
    elif end == "taken_back":
        as_writer().post(address(article), {"take_back": DraftLink.objects.get().pk})
    elif end == "page_deleted":
        article.delete()
    else:
        link = "/draft/00000000-0000-4000-8000-000000000000/"
    answer = Client().get(link)
    assert answer.status_code == 404
    assert "写好的新题目" not in answer.content.decode()


def test_a_draft_takes_nothing_by_post() -> None:
    assert Client().post(link_to(written())).status_code == 405


def test_a_writer_makes_copies_and_takes_back_a_link() -> None:
    article, writer = written(), as_writer()
    assert (
        writer.get(reverse("wagtailadmin_pages:edit", args=(article.pk,))).content.decode().count(address(article)) >= 1
    )
    html = writer.post(address(article), {"days": "7"}, follow=True).content.decode()
    link = DraftLink.objects.get()
    assert f"https://caoyang.example{link.get_absolute_url()}" in html
    assert timedelta(days=6) < link.expires_at - timezone.now() <= timedelta(days=7)
    html = writer.post(address(article), {"take_back": str(link.pk)}, follow=True).content.decode()
    assert "现在没有有效的链接" in html
    assert not DraftLink.objects.exists()


@pytest.mark.parametrize("days", ["", "0", "365", "x", "-1"])
def test_no_link_is_made_for_a_time_that_is_not_offered(days: str) -> None:
    article = written()
    assert as_writer().post(address(article), {"days": days}).status_code == 200
    assert not DraftLink.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "0", "9" * 30])
def test_an_odd_number_takes_nothing_back(number: str) -> None:
    article = written()
    link_to(article)
    assert as_writer().post(address(article), {"take_back": number}).status_code == 302
    assert DraftLink.objects.exists()


def test_the_link_of_another_page_is_not_taken_back() -> None:
    article, other = written(), make_article()
    link_to(other)
    as_writer().post(address(article), {"take_back": DraftLink.objects.get().pk})
    assert DraftLink.objects.filter(page=other).exists()


@pytest.mark.parametrize("groups", [("moderator",), ("planner",), ("desk",)])
def test_who_may_not_edit_the_page_makes_no_link(groups: tuple[str, ...]) -> None:
    article, client = written(), Client()
    client.force_login(make_user(groups=groups))
    assert client.post(address(article), {"days": "7"}).status_code in (302, 403)
    assert not DraftLink.objects.exists()
    stranger = Client().post(address(article), {"days": "7"})
    assert (stranger.status_code, DraftLink.objects.exists()) == (302, False)


def test_making_one_lets_those_go_that_are_over() -> None:
    article = written()
    link_to(article, expires_at=timezone.now() - timedelta(days=1))
    as_writer().post(address(article), {"days": "1"})
    assert DraftLink.objects.get().expires_at > timezone.now()
