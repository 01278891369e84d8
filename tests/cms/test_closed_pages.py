"""A page that not everyone may read is named on no public page: closed itself, below a closed one, or an alias of one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from tests.cms.site_tree import (
    make_article,
    make_election,
    make_home,
    make_lecture,
    make_news_index,
    make_series,
    make_standard,
    read,
    tags_on,
)
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db

SECRET = "内部讨论稿"
EVERYWHERE = ("/", "/news/", "/election/", "/glossary/", "/search/?q=河", "/plan/", "/plan/ring/")
#: What lists articles and lectures; ``/search/`` is asked for a word that the title does not have.
LISTS = (*EVERYWHERE, "/lectures/", "/search/?q=暗号", "/feed/", "/sitemap.xml")


def close(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.fixture
def site() -> Any:
    """A site with something on every page; returns the proposal that its articles and lectures are about."""
    for make in (make_news_index, make_election, make_series):
        make()
    proposal = make_proposal(slug="ring")
    make_article(title="大家都能看")
    return proposal


@pytest.mark.parametrize("in_menu", [True, False], ids=["menu", "footer"])
def test_a_closed_page_stands_in_no_menu_and_no_footer(in_menu: bool, site: Any) -> None:
    page = make_standard(title=SECRET, show_in_menus=in_menu)
    assert all(SECRET in read(path) for path in EVERYWHERE)
    close(page)
    for path in EVERYWHERE:
        assert SECRET not in read(path), path
    assert SECRET not in Client().get("/no/such/page/").content.decode()


def test_below_a_closed_front_page_nothing_stands_in_menu_or_footer(site: Any) -> None:
    make_standard(title=SECRET)
    make_standard(title=f"{SECRET}之二", show_in_menus=True)
    close(make_home())
    for path in ("/glossary/", "/search/?q=河", "/plan/", "/plan/ring/"):
        assert SECRET not in read(path), path


def test_a_closed_page_of_the_menu_still_asks_who_one_is(site: Any) -> None:
    page = make_standard(title=SECRET)
    close(page)
    answer = Client().get(page.address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def close_itself(page: Page) -> None:
    close(page)


def close_above(page: Page) -> None:
    close(page.get_parent())


def put_alias_of_closed(page: Page) -> None:
    """Leave only an alias beside the closed page itself."""
    page.create_alias(update_slug="alias")
    close(page)


@pytest.mark.parametrize("how", [close_itself, close_above, put_alias_of_closed])
@pytest.mark.parametrize("make", [make_article, make_lecture])
def test_what_not_everyone_may_read_is_in_no_list(
    make: Callable[..., Any], how: Callable[[Page], None], site: Any
) -> None:
    page = make(
        title=SECRET,
        lead=f"{SECRET}的暗号",
        links=(site,),
        **({"section": "election"} if make is make_article else {}),
    )
    seen = {path for path in LISTS if page.address in read(path)}
    assert len(seen) >= 5  # it stood there while everyone might read it
    how(page)
    for path in LISTS:
        answer = Client().get(path)
        assert answer.status_code == (302 if path == page.get_parent().specific.address and how is close_above else 200)
        text = answer.content.decode()
        assert SECRET not in text, path
        assert page.address not in text, path
        assert "/alias/" not in text, path


def test_the_neighbours_of_an_article_do_not_name_what_is_closed(site: Any) -> None:
    article, closed = make_article(), make_article(title=SECRET)
    assert SECRET in read(article.address)
    close(closed)
    assert SECRET not in read(article.address)


def test_closing_the_front_page_forgets_the_menu_of_every_page(
    forgotten: set[str], in_commit: Callable[[], Any], site: Any
) -> None:
    stored = tags_on("/glossary/")
    with in_commit():
        close(make_home())
    assert stored & forgotten
