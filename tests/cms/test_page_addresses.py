"""An address is made up where a writer types none: a Chinese title has no letters for one."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.addresses import free_slug
from cms.models import LecturePage, NewsPage, StandardPage
from tests.cms.site_tree import make_article, make_home, make_news_index, make_series
from tests.factories import make_user

pytestmark = pytest.mark.django_db

ARTICLE = {"title": "河边新灯", "section": "design", "source": "社区报", "links": inline_formset([])}


def write(parent: Page, model: type[Page], **typed: Any) -> Any:
    """Save a draft as a writer does, with the address field left as it is: empty."""
    client = Client()
    client.force_login(make_user(groups=("writer",)))
    address = reverse("wagtailadmin_pages:add", args=("cms", model._meta.model_name, parent.pk))
    return client.post(address, nested_form_data({"slug": "", "body": streamfield([])} | typed))


def test_an_article_is_called_after_its_day_with_the_first_free_number() -> None:
    index = make_news_index()
    make_article(slug="2021-01-08-1")
    make_article(slug="2021-01-08-2", live=False)
    assert write(index, NewsPage, event_date="2021-01-08", **ARTICLE).status_code == 302
    assert NewsPage.objects.get(title="河边新灯").slug == "2021-01-08-3"


def test_without_a_day_it_is_called_after_today() -> None:
    assert write(make_news_index(), NewsPage, **ARTICLE).status_code == 302
    assert NewsPage.objects.get().slug == f"{timezone.localdate()}-1"


def test_lectures_and_other_pages_get_one_too() -> None:
    rows = {name: inline_formset([]) for name in ("people", "moments", "photos", "links")}
    write(make_series(), LecturePage, title="老房子里的方便事", starts_at="2026-12-08 09:30", **rows)
    assert LecturePage.objects.get().slug == "2026-12-08-1"
    write(make_home(), StandardPage, title="怎么来")
    assert StandardPage.objects.get().slug == "page-1"


def test_an_address_that_was_typed_stays() -> None:
    write(make_news_index(), NewsPage, **ARTICLE | {"slug": "new-lamps"})
    assert NewsPage.objects.get().slug == "new-lamps"


@pytest.mark.parametrize("slug", ["河边新灯", "new lamps", "a/b"], ids=["chinese", "space", "slash"])
def test_an_address_that_is_none_is_refused_and_nothing_is_saved(slug: str) -> None:
    answer = write(make_news_index(), NewsPage, **ARTICLE | {"slug": slug})
    assert answer.context["form"].errors["slug"]
    assert not NewsPage.objects.exists()


def test_an_address_that_is_taken_is_refused() -> None:
    make_article(slug="new-lamps")
    answer = write(make_news_index(), NewsPage, **ARTICLE | {"slug": "new-lamps"})
    assert answer.context["form"].errors["slug"]


def test_an_address_emptied_on_an_old_page_is_made_up_again() -> None:
    article = make_article(slug="old-name")
    client = Client()
    client.force_login(make_user(groups=("editor",)))
    typed = ARTICLE | {"slug": "", "event_date": "2021-01-08", "body": streamfield([])}
    client.post(reverse("wagtailadmin_pages:edit", args=(article.pk,)), nested_form_data(typed))
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().slug == "2021-01-08-1"


def test_the_number_is_the_first_that_is_free() -> None:
    index = make_news_index()
    for slug in ("a-1", "a-3", "b-2"):
        make_article(slug=slug)
    assert [free_slug(index, stem) for stem in ("a", "b", "c")] == ["a-2", "b-1", "c-1"]
