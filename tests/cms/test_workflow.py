"""Write, submit, ask for changes, approve: at a time, until a time; two versions compared, the older one restored."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.models import NewsPage
from tests.cms.site_tree import make_article, make_news_index, make_picture, read
from tests.factories import make_user

pytestmark = pytest.mark.django_db

#: Of the one paragraph: an editor sends it back as it came.
BLOCK = "1c1b0d6e-8c1b-4b52-9a54-0d9f5f7c4a11"
#: Rows that an article need not have.
EMPTY = {"comments": inline_formset([]), "links": inline_formset([])}
SAVE: dict[str, str] = {}
SUBMIT, PUBLISH = {"action-submit": "1"}, {"action-publish": "1"}
REFUSED = "请写明这张照片是谁拍的"


def as_(office: str) -> Client:
    client = Client()
    client.force_login(make_user(groups=(office,)))
    return client


def typed(text: str, **fields: Any) -> dict[str, Any]:
    """Return what the browser sends for an article."""
    facts = {"title": "社区花园开放", "slug": "2026-05-01-1", "section": "design", "source": "街道"}
    body = streamfield([("paragraph", rich_text(f"<p>{text}</p>"))])
    schedule = {
        name: timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
        for name, at in fields.items()
        if isinstance(at, datetime)
    }
    sent: dict[str, Any] = nested_form_data(facts | {"body": body} | EMPTY | fields | schedule)
    return sent | {"body-0-id": BLOCK}


def write(client: Client, text: str, **fields: Any) -> NewsPage:
    """Begin an article and submit it at once."""
    address = reverse("wagtailadmin_pages:add", args=("cms", "newspage", make_news_index().pk))
    assert client.post(address, typed(text, **SUBMIT, **fields)).status_code == 302
    return NewsPage.objects.get(slug="2026-05-01-1")


def change(client: Client, page: NewsPage, text: str, **fields: Any) -> int:
    status: int = client.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), typed(text, **fields)).status_code
    return status


def decide(client: Client, page: NewsPage, action: str, **said: str) -> None:
    """Press a button of the approval, if it is there to press."""
    state = TaskState.objects.filter(workflow_state__object_id=str(page.pk)).latest("pk")
    client.post(reverse("wagtailadmin_pages:workflow_action", args=(page.pk, action, state.pk)), said)


def newest(page: NewsPage) -> str:
    return str(NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object().body)


def is_public(page: NewsPage) -> bool:
    page.refresh_from_db()
    return Client().get(page.address).status_code == 200


def as_read(page: NewsPage) -> str:
    page.refresh_from_db()
    return read(page.address)


def test_an_article_goes_from_its_writer_by_way_of_a_request_for_changes_to_the_public() -> None:
    writer, reviewer = as_("writer"), as_("reviewer")
    article = write(writer, "第一稿")
    assert not is_public(article)
    assert article.title in reviewer.get("/admin/").content.decode()
    decide(reviewer, article, "reject", comment=REFUSED)
    assert not is_public(article)
    assert REFUSED in writer.get(reverse("wagtailadmin_pages:edit", args=(article.pk,))).content.decode()
    assert change(writer, article, "第二稿", **SUBMIT) == 302
    decide(reviewer, article, "approve")
    assert "第二稿" in as_read(article)


@pytest.mark.parametrize("office", ["writer", "moderator", "planner", "desk"])
def test_nobody_else_approves_or_publishes(office: str) -> None:
    article = write(as_("writer"), "第一稿")
    other = as_(office)
    decide(other, article, "approve")
    change(other, article, "改成这样", **PUBLISH)
    assert not is_public(article)


def test_what_waits_for_review_is_locked_for_its_writer_who_may_take_it_back() -> None:
    writer = as_("writer")
    article = write(writer, "第一稿")
    change(writer, article, "悄悄改掉")
    assert "悄悄改掉" not in newest(article)
    change(writer, article, "第一稿", **{"action-cancel-workflow": "1"})
    assert change(writer, article, "第二稿") == 302
    assert "第二稿" in newest(article)


def test_an_editor_publishes_without_waiting() -> None:
    article = make_article(live=False)
    assert change(as_("editor"), article, "编辑写的", **PUBLISH) == 302
    assert is_public(article)


def test_what_a_writer_schedules_holds_from_the_approval_on(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    begins, ends = now + timedelta(hours=1), now + timedelta(hours=3)
    article = write(as_("writer"), "按时出来", go_live_at=begins, expire_at=ends)
    call_command("publish_scheduled")
    at(monkeypatch, begins + timedelta(minutes=2))
    call_command("publish_scheduled")
    assert not is_public(article)  # nobody has approved it
    at(monkeypatch, now)
    decide(as_("reviewer"), article, "approve")
    assert not is_public(article)
    at(monkeypatch, begins + timedelta(minutes=2))
    call_command("publish_scheduled")
    assert is_public(article)
    at(monkeypatch, ends + timedelta(minutes=2))
    assert not is_public(article)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_a_writer_gives_no_expiry_to_what_is_public_and_an_editor_does() -> None:
    article = make_article()
    for office, action, held in (("writer", PUBLISH, None), ("writer", SAVE, None), ("editor", PUBLISH, True)):
        change(as_(office), article, "同样的话", expire_at=timezone.now() + timedelta(days=1), **action)
        article.refresh_from_db()
        assert (article.expire_at is not None) is bool(held)


def test_two_versions_are_compared_and_the_older_one_is_restored() -> None:
    editor = as_("editor")
    article = make_article(live=False)
    change(editor, article, "河边有七棵树", **PUBLISH)
    older = NewsPage.objects.get(pk=article.pk).latest_revision
    change(editor, article, "河边有九棵树", **PUBLISH)
    newer = NewsPage.objects.get(pk=article.pk).latest_revision
    address = reverse("wagtailadmin_pages:revisions_compare", args=(article.pk, older.pk, newer.pk))
    compared = as_("writer").get(address).content.decode()
    assert re.findall(r'class="deletion">([^<]*)<', compared) == ["河边有七棵树"]
    assert re.findall(r'class="addition">([^<]*)<', compared) == ["河边有九棵树"]
    restore = reverse("wagtailadmin_pages:revisions_revert", args=(article.pk, older.pk))
    as_("writer").post(restore, typed("河边有七棵树", **PUBLISH))
    assert "河边有九棵树" in as_read(article)
    assert "河边有七棵树" in newest(article)
    editor.post(restore, typed("河边有七棵树", **PUBLISH))
    assert "河边有七棵树" in as_read(article)


def test_tables_and_pictures_are_compared_in_words() -> None:
    picture = make_picture(title="长椅", alt="两张<长椅>")
    shown = {"picture": picture, "caption": "", "decorative": False}
    cells = {"data": [["时间", "地点"], ["上午", "甲"]], "table_header_choice": "row"}
    article = make_article(body=[("table", cells), ("picture", shown)])
    older = article.save_revision()
    article.body[0].value["data"][1][1] = "乙"
    article.body[1].value["decorative"] = True
    newer = article.save_revision()
    address = reverse("wagtailadmin_pages:revisions_compare", args=(article.pk, older.pk, newer.pk))
    compared = as_("writer").get(address).content.decode()
    words = [re.findall(f'class="{kind}">([^<]*)<', compared) for kind in ("deletion", "addition")]
    assert words == [["甲", "两张&lt;长椅&gt;"], ["乙", "装饰性图片"]]
    assert "表头：第一行； 时间｜地点； 上午｜" in compared
    assert "图片：长椅；" in compared
