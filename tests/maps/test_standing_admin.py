"""Blocks, freezes and the list of words in the back office: moderators only, added and lifted, never rewritten."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maps.consultation import services
from maps.consultation.models import Block, Freeze, SensitiveWord
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db

PAGES = ("/admin/blocks/", "/admin/freezes/", "/admin/freezes/new/", "/admin/sensitive_words/", "/admin/sensitive_words/new/")  # fmt: skip


def errors(answer: Any) -> str:
    return str(answer.context["form"].errors)


@pytest.mark.parametrize("page", PAGES)
def test_moderators_get_in(as_moderator: Client, page: str) -> None:
    assert as_moderator.get(page).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "/admin/blocks/new/"])
@pytest.mark.parametrize("group", ["planner", "editor", "desk"])
def test_others_of_the_back_office_do_not(client: Client, page: str, group: str) -> None:
    client.force_login(factories.make_user("colleague", groups=(group,)))
    assert client.get(page).status_code in (302, 403, 404)
    assert client.post(page, {"reason": "x", "word": "新词"}).status_code in (302, 403, 404)
    assert not Freeze.objects.exists()
    assert not SensitiveWord.objects.filter(word="新词").exists()


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_sent_to_sign_in(client: Client, page: str) -> None:
    assert client.get(page)["Location"].startswith("/admin/login/")


# ── blocks ──────────────────────────────────────────────────────────────────────


def add_block(client: Client, person: User, **fields: Any) -> Any:
    return client.post(f"/admin/blocks/new/?user={person.pk}", {"user": person.pk, "reason": "多次发广告"} | fields)


def test_a_comments_page_leads_to_blocking_its_author(as_moderator: Client, moderator: User, resident: User) -> None:
    comment = factories.make_comment(author=resident)
    page = as_moderator.get(f"/admin/comments/{comment.pk}/").content.decode()
    assert f'href="/admin/blocks/new/?user={resident.pk}"' in page
    html = as_moderator.get(f"/admin/blocks/new/?user={resident.pk}").content.decode()
    assert str(resident) in html
    assert add_block(as_moderator, resident).status_code == 302
    made = Block.objects.get()
    assert (made.user, made.blocked_by, made.reason, made.until) == (resident, moderator, "多次发广告", None)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"reason": ""}, "reason"),
        ({"user": ""}, "请从一条意见的页面"),
        ({"until": "2001-01-01 00:00"}, "到期时间要在将来"),
    ],
)
def test_a_block_that_says_too_little_is_refused(
    as_moderator: Client, resident: User, fields: dict[str, str], says: str
) -> None:
    answer = add_block(as_moderator, resident, **fields)
    assert says in errors(answer)
    assert not Block.objects.exists()


def test_a_moderator_cannot_block_themselves(as_moderator: Client, moderator: User) -> None:
    assert "不能禁言自己" in errors(add_block(as_moderator, moderator))


@pytest.mark.parametrize("user", ["", "999", "x", "9" * 40])
def test_an_address_that_names_nobody_still_answers(as_moderator: Client, user: str) -> None:
    assert as_moderator.get(f"/admin/blocks/new/?user={user}").status_code == 200


def test_the_list_shows_what_stands_and_lifts_it(as_moderator: Client, moderator: User, resident: User) -> None:
    made = services.block(user=resident, by=factories.make_moderator("other"), reason="多次发<广告>")
    html = as_moderator.get("/admin/blocks/").content.decode()
    assert "多次发&lt;广告&gt;" in html
    assert f'action="/admin/blocks/{made.pk}/lift/"' in html
    as_moderator.post(f"/admin/blocks/{made.pk}/lift/")
    made.refresh_from_db()
    assert made.lifted_by == moderator
    assert "/lift/" not in as_moderator.get("/admin/blocks/").content.decode()


def test_what_ended_by_itself_has_no_button(as_moderator: Client, moderator: User, resident: User) -> None:
    services.block(user=resident, by=moderator, reason="一小时", until=timezone.now())
    html = as_moderator.get("/admin/blocks/").content.decode()
    assert "已到期" in html
    assert "/lift/" not in html


@pytest.mark.parametrize("what", ["blocks", "freezes"])
def test_lifting_needs_a_post_by_a_moderator(as_moderator: Client, client: Client, what: str) -> None:
    assert as_moderator.get(f"/admin/{what}/1/lift/").status_code == 405
    assert as_moderator.post(f"/admin/{what}/999/lift/").status_code == 404
    client.force_login(factories.make_user("colleague", groups=("planner",)))
    assert client.post(f"/admin/{what}/1/lift/").status_code == 404


@pytest.mark.parametrize("what", ["blocks", "freezes"])
@pytest.mark.parametrize("action", ["edit", "delete"])
def test_what_stood_is_not_rewritten(as_moderator: Client, what: str, action: str) -> None:
    assert as_moderator.get(f"/admin/{what}/{action}/1/").status_code == 404


# ── freezes ─────────────────────────────────────────────────────────────────────


def test_a_proposal_and_the_site_are_frozen_and_lifted(as_moderator: Client, moderator: User) -> None:
    proposal = factories.make_proposal(title="环浜步道")
    for values in ({"proposal": proposal.pk, "reason": "整理意见"}, {"proposal": "", "reason": "系统维护"}):
        assert as_moderator.post("/admin/freezes/new/", values).status_code == 302
    html = as_moderator.get("/admin/freezes/").content.decode()
    for words in ("环浜步道", "整理意见", "全站", "系统维护"):
        assert words in html
    for made in Freeze.objects.all():
        assert made.frozen_by == moderator
        as_moderator.post(f"/admin/freezes/{made.pk}/lift/")
    assert not Freeze.objects.standing().exists()


def test_what_is_frozen_already_is_refused_with_the_words_kept(as_moderator: Client) -> None:
    as_moderator.post("/admin/freezes/new/", {"proposal": "", "reason": "系统维护"})
    answer = as_moderator.post("/admin/freezes/new/", {"proposal": "", "reason": "另一个理由"})
    assert "已经暂停留言" in errors(answer)
    assert "另一个理由" in answer.content.decode()
    assert Freeze.objects.count() == 1


def test_a_comments_page_leads_to_freezing_its_proposal(as_moderator: Client) -> None:
    comment = factories.make_comment()
    page = as_moderator.get(f"/admin/comments/{comment.pk}/").content.decode()
    assert f'href="/admin/freezes/new/?proposal={comment.proposal_id}"' in page
    chosen = as_moderator.get(f"/admin/freezes/new/?proposal={comment.proposal_id}").content.decode()
    assert f'value="{comment.proposal_id}" selected' in chosen


# ── words ───────────────────────────────────────────────────────────────────────


def add_word(client: Client, word: str, kind: str = "word") -> Any:
    return client.post("/admin/sensitive_words/new/", {"word": word, "kind": kind, "active": "on"})


def test_a_word_is_added_and_changed_and_removed(as_moderator: Client) -> None:
    assert add_word(as_moderator, "葫芦酒").status_code == 302
    made = SensitiveWord.objects.get(word="葫芦酒")
    values = {"word": "葫芦酒", "kind": "exception"}
    assert as_moderator.post(f"/admin/sensitive_words/edit/{made.pk}/", values).status_code == 302
    made.refresh_from_db()
    assert (made.kind, made.active) == ("exception", False)
    as_moderator.post(f"/admin/sensitive_words/delete/{made.pk}/")
    assert not SensitiveWord.objects.filter(word="葫芦酒").exists()


@pytest.mark.parametrize(
    ("word", "says"),
    [("赌", "至少两个字"), ("！！！", "至少两个字"), ("赌 博", "读起来一样"), ("賭博", "读起来一样"), ("赌博", "word")],
)
def test_a_word_that_would_flag_everything_or_is_there_already_is_refused(
    as_moderator: Client, word: str, says: str
) -> None:
    before = SensitiveWord.objects.count()
    assert says in errors(add_word(as_moderator, word))
    assert SensitiveWord.objects.count() == before
