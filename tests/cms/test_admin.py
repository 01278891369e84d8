"""The back office of the pages: doubts above a draft, import records to read, words of the glossary."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.imports.newspaper import read_page
from cms.models import GlossaryTerm, ImportRecord, NewsPage
from cms.services import create_drafts
from tests.cms.newspaper_pages import INVENTED_PAGE
from tests.cms.site_tree import make_article, make_news_index
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> ImportRecord:
    """The record of an imported draft that has doubts."""
    make_news_index()
    create_drafts(read_page(INVENTED_PAGE.read_bytes(), issue="2030-03"), source="社区报")
    return next(record for record in ImportRecord.objects.all() if record.doubts)


def as_(*groups: str) -> Client:
    client = Client()
    client.force_login(make_user(groups=groups))
    return client


def editor_of(page_id: int | None) -> str:
    response = as_("editor").get(reverse("wagtailadmin_pages:edit", args=(page_id,)))
    assert response.status_code == 200
    return response.content.decode()


def test_doubts_stand_above_the_draft_they_are_about(record: ImportRecord) -> None:
    text = editor_of(record.page_id)
    assert "请对照报纸核对" in text
    assert record.doubts[0]["line"] == int(record.doubts[0]["sentence"].split("第 ")[1].split(" ")[0])
    assert f"第 {record.doubts[0]['line']} 行" in text


def test_doubts_are_gone_once_the_draft_is_published(record: ImportRecord) -> None:
    page = NewsPage.objects.get(pk=record.page_id)
    page.section = "design"
    page.save_revision().publish()
    assert "请对照报纸核对" not in editor_of(record.page_id)


def test_an_article_that_was_written_here_has_no_doubts() -> None:
    assert "请对照报纸核对" not in editor_of(make_article(live=False).pk)


@pytest.mark.parametrize("group", ["writer", "editor", "reviewer"])
def test_who_writes_pages_may_read_the_records(group: str, record: ImportRecord) -> None:
    client = as_(group)
    assert record.title in client.get(reverse("import_records:index")).content.decode()
    inspected = client.get(reverse("import_records:inspect", args=(record.pk,))).content.decode()
    assert f"第 {record.doubts[0]['line']} 行" in inspected
    assert reverse("wagtailadmin_pages:edit", args=(record.page_id,)) in inspected


def test_a_record_outlives_its_draft_and_says_so(record: ImportRecord) -> None:
    NewsPage.objects.get(pk=record.page_id).delete()
    inspected = as_("editor").get(reverse("import_records:inspect", args=(record.pk,)))
    assert "已删除" in inspected.content.decode()


def test_a_moderator_does_not_see_the_records(record: ImportRecord) -> None:
    client = Client()
    client.force_login(make_moderator())
    assert client.get(reverse("import_records:index")).status_code == 302
    assert client.get(reverse("import_records:inspect", args=(record.pk,))).status_code == 302


@pytest.mark.parametrize("verb", ["add", "edit", "delete"])
def test_nobody_can_add_change_or_delete_a_record(verb: str, record: ImportRecord) -> None:
    client = Client()
    client.force_login(make_user("chief", is_superuser=True))
    address = reverse(f"import_records:{verb}", args=() if verb == "add" else (record.pk,))
    client.post(address, {"title": "改掉"})
    stored = ImportRecord.objects.get(pk=record.pk)
    assert stored.title == record.title
    assert not ImportRecord.objects.filter(title="改掉").exists()


WORD = nested_form_data(
    {"term": "一环", "slug": "ring", "explanation": "沿河一圈。", "source": "社区报", "links": inline_formset([])}
)


def test_an_editor_adds_a_word_to_the_glossary_and_it_is_on_the_page() -> None:
    make_news_index()
    client = as_("editor")
    address = reverse(GlossaryTerm.snippet_viewset.get_url_name("add"))
    assert client.post(address, WORD).status_code == 302
    assert "沿河一圈。" in Client().get("/glossary/").content.decode()


def test_a_moderator_cannot_add_a_word() -> None:
    client = Client()
    client.force_login(make_moderator())
    address = reverse(GlossaryTerm.snippet_viewset.get_url_name("add"))
    client.post(address, WORD)
    assert not GlossaryTerm.objects.exists()


def test_glossary_words_are_found_by_two_characters() -> None:
    GlossaryTerm.objects.create(term="两推一选", slug="two", explanation="先推荐，再选举。")
    address = reverse(GlossaryTerm.snippet_viewset.get_url_name("list"))
    client = as_("editor")
    assert "两推一选" in client.get(address, {"q": "推荐"}).content.decode()
    assert "两推一选" not in client.get(address, {"q": "飞碟"}).content.decode()
