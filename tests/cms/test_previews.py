"""What editors see while they write: previews of everything, and of nothing yet."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import (
    BulletinIndexPage,
    BulletinPage,
    ElectionCyclePage,
    ElectionNoticePage,
    ElectionPage,
    HomePage,
    LecturePage,
    LectureSeriesPage,
    NeighbourhoodElectionPage,
    NewsIndexPage,
    NewsPage,
    StandardPage,
)
from tests.cms.site_tree import (
    MAKERS,
    link_to,
    make_article,
    make_bulletins,
    make_cycle,
    make_election,
    make_home,
    make_neighbourhood,
    make_news_index,
    make_picture,
    make_series,
)
from tests.factories import make_proposal, make_user

pytestmark = pytest.mark.django_db

EMPTY: dict[type[Page], Callable[[], Page]] = {
    HomePage: make_home,
    NewsIndexPage: make_home,
    ElectionPage: make_home,
    ElectionCyclePage: make_election,
    BulletinIndexPage: make_cycle,
    BulletinPage: make_bulletins,
    NeighbourhoodElectionPage: make_cycle,
    ElectionNoticePage: make_neighbourhood,
    StandardPage: make_home,
    LectureSeriesPage: make_home,
    NewsPage: make_news_index,
    LecturePage: make_series,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_of_page_has_a_preview_that_is_never_shared(kind: str) -> None:
    page = MAKERS[kind]()
    make_home()
    for mode, _label in page.preview_modes:
        response = page.make_preview_request(preview_mode=mode)
        assert response.status_code == 200
        assert page.title in response.content.decode() or kind == "home"
        assert "public" not in response["Cache-Control"]


@pytest.mark.parametrize("model", EMPTY, ids=lambda model: model.__name__)
def test_a_page_of_which_nothing_is_written_has_a_preview(model: type[Page]) -> None:
    parent = EMPTY[model]()
    page = model(title="", slug="")
    page.path, page.depth = parent.path + "ZZZZ", parent.depth + 1
    page.set_url_path(parent)
    response = page.make_preview_request(preview_mode=page.default_preview_mode)
    assert response.status_code == 200
    assert 'src="/share/qr.svg' not in response.content.decode()


def test_a_preview_shows_what_stands_in_the_form_not_in_the_database() -> None:
    saved, chosen = make_proposal(title="原来选的桥"), make_proposal(title="刚选的步道")
    article = make_article(links=(saved,))
    article.links = [link_to(chosen)]
    article.picture = make_picture(alt="刚选的图")
    text = article.make_preview_request().content.decode()
    assert "刚选的步道" in text
    assert "刚选的图" in text
    assert "原来选的桥" not in text


def test_the_editors_preview_view_answers_and_is_never_shared() -> None:
    article = make_article(title="河边新灯")
    client = Client()
    client.force_login(make_user(groups=("editor",)))
    address = reverse("wagtailadmin_pages:preview_on_edit", args=(article.pk,))
    typed = {"title": "刚改的题目", "slug": article.slug, "section": "design", "source": "社区报"} | {
        "links": inline_formset([])
    }
    body = streamfield([("heading", "刚写的小标题")])
    assert client.post(address, nested_form_data(typed | {"body": body})).json()["is_valid"]
    response = client.get(address, {"mode": ""})
    assert "刚改的题目" in response.content.decode()
    assert "刚写的小标题" in response.content.decode()
    assert "public" not in response["Cache-Control"]
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
