"""Moved, renamed or closed to the public: a page and all below it are forgotten, and what they left behind too."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.models import LectureSeriesPage, StandardPage
from tests.cms.site_tree import (
    make_article,
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

Commit = Callable[..., Any]


def make_other_series() -> LectureSeriesPage:
    make_series()
    return make_home().add_child(instance=LectureSeriesPage(title="另一系列", slug="other"))


def test_a_lecture_that_moves_is_missing_in_the_series_it_left(forgotten: set[str], in_commit: Commit) -> None:
    new = make_other_series()
    lecture = make_lecture()
    left = f"page:{lecture.get_parent().pk}"
    with in_commit():
        lecture.move(new, pos="last-child")
    assert left in forgotten
    assert left in tags_on("/lectures/")
    assert tags_on("/other/") & forgotten


def test_the_proposal_of_a_lecture_that_moves_links_to_its_new_address(forgotten: set[str], in_commit: Commit) -> None:
    make_proposal(slug="elsewhere")
    lecture = make_lecture(links=(make_proposal(slug="ring"),))
    new = make_other_series()
    with in_commit():
        lecture.move(new, pos="last-child")
    assert tags_on("/plan/ring/") & forgotten
    assert not tags_on("/plan/elsewhere/") & forgotten - tags_on("/search/")


def test_a_page_that_leaves_the_menu_is_missing_on_every_page(forgotten: set[str], in_commit: Commit) -> None:
    page, above, article = make_standard(), make_standard(), make_article()
    with in_commit():
        page.move(above, pos="last-child")
    assert tags_on(article.address) & forgotten


def test_a_page_that_moves_deep_down_leaves_other_pages_alone(forgotten: set[str], in_commit: Commit) -> None:
    above, to, article = make_standard(), make_standard(), make_article()
    page = above.add_child(instance=StandardPage(title="深处", slug="deep"))
    with in_commit():
        page.move(to, pos="last-child")
    assert not tags_on(article.address) & forgotten


def test_what_stands_below_a_page_that_moves_is_forgotten_at_its_old_address(
    forgotten: set[str], in_commit: Commit
) -> None:
    above, to = make_standard(slug="old"), make_standard()
    below = above.add_child(instance=StandardPage(title="下面一页", slug="below"))
    stored = tags_on("/old/below/") & {f"page:{below.pk}"}
    with in_commit():
        above.move(to, pos="last-child")
    assert stored
    assert stored <= forgotten
    assert Client().get("/old/below/").headers["Location"] == f"{to.address}old/below/"


def test_what_stands_below_a_page_with_a_new_address_is_forgotten(forgotten: set[str], in_commit: Commit) -> None:
    series = make_series()
    lecture = make_lecture(links=(make_proposal(slug="ring"),))
    series.slug = "talks"
    with in_commit():
        series.save_revision().publish()
    assert f"page:{lecture.pk}" in forgotten
    assert tags_on("/plan/ring/") & forgotten
    assert Client().get(f"/talks/{lecture.slug}/").status_code == 200


def test_what_stands_below_a_page_names_it_in_its_breadcrumbs_and_is_forgotten_with_it(
    forgotten: set[str], in_commit: Commit
) -> None:
    above, article = make_standard(), make_article()
    page = above.add_child(instance=StandardPage(title="旧题", slug="deep"))
    below = page.add_child(instance=StandardPage(title="更深处", slug="deeper"))
    assert "旧题" in read(below.address)
    page.title = "新题"
    with in_commit():
        page.save_revision().publish()
    assert tags_on(below.address) & forgotten
    assert not tags_on(article.address) & forgotten


def test_articles_below_a_page_that_is_closed_are_missing_in_all_lists(forgotten: set[str], in_commit: Commit) -> None:
    make_article()
    stored = {path: tags_on(path) for path in ("/", "/feed/", "/sitemap.xml", "/search/?q=河")}
    with in_commit():
        PageViewRestriction.objects.create(page=make_news_index(), restriction_type=PageViewRestriction.LOGIN)
    for path, tags in stored.items():
        assert tags & forgotten, path


@pytest.mark.parametrize("restriction", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_a_page_that_is_closed_is_no_longer_shown_from_store(
    restriction: str, forgotten: set[str], in_commit: Commit
) -> None:
    article = make_article(links=(make_proposal(slug="ring"),))
    stored = {path: tags_on(path) for path in (article.address, "/", "/news/", "/feed/", "/sitemap.xml", "/plan/ring/")}
    with in_commit():
        PageViewRestriction.objects.create(page=article, restriction_type=restriction, password="a-word")
    for path, tags in stored.items():
        assert tags & forgotten, path


def test_all_below_a_page_that_is_closed_is_no_longer_shown_from_store(forgotten: set[str], in_commit: Commit) -> None:
    article, lecture = make_article(), make_lecture()
    with in_commit():
        PageViewRestriction.objects.create(page=make_news_index(), restriction_type=PageViewRestriction.LOGIN)
    assert f"page:{article.pk}" in forgotten
    assert f"page:{lecture.pk}" not in forgotten


def test_a_page_that_is_opened_again_is_back_in_the_lists(forgotten: set[str], in_commit: Commit) -> None:
    article = make_article()
    closed = PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    with in_commit():
        closed.delete()
    assert tags_on("/news/") & forgotten
    assert f"page:{article.pk}" in forgotten


def test_a_closed_page_can_be_deleted(forgotten: set[str], in_commit: Commit) -> None:
    article = make_article()
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    with in_commit():
        article.delete()
    assert f"page:{article.pk}" not in tags_on("/news/")
    assert "news" in forgotten


def test_the_proposal_of_a_deleted_article_forgets_it(forgotten: set[str], in_commit: Commit) -> None:
    article = make_article(links=(make_proposal(slug="ring"),))
    stored = tags_on("/plan/ring/")
    with in_commit():
        article.delete()
    assert stored & forgotten
    assert article.address not in Client().get("/plan/ring/").content.decode()


def test_the_series_of_a_deleted_lecture_forgets_it(forgotten: set[str], in_commit: Commit) -> None:
    lecture = make_lecture()
    stored = tags_on("/lectures/")
    with in_commit():
        lecture.delete()
    assert stored & forgotten
    assert lecture.address not in Client().get("/lectures/").content.decode()
