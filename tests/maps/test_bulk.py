"""Deciding on many at once: each for itself, with its own fingerprint; what does not go through is named."""

import re
from typing import Any

import pytest
from django.test import Client

from maps.consultation import services
from maps.consultation.models import Comment, Decision
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db

QUEUE = "/admin/comments/"


def waiting(number: int, **fields: Any) -> list[Comment]:
    return [factories.make_comment(status="waiting", **fields) for _ in range(number)]


def tick(comment: Comment) -> str:
    return f"{comment.pk}:{services.fingerprint(comment)}"


def together(client: Client, ticks: list[str], verb: str = "publish", **fields: str) -> str:
    values = {"tick": ticks, "verb": verb, "next": QUEUE} | fields
    answer = client.post(f"{QUEUE}together/", values, follow=True)
    assert answer.redirect_chain == [(QUEUE, 302)]
    return str(answer.content.decode())


def states(comments: list[Comment]) -> list[str]:
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]


def test_the_page_offers_a_tick_for_each_new_text_with_its_fingerprint(as_moderator: Client) -> None:
    comments = waiting(2)
    html = as_moderator.get(QUEUE).content.decode()
    assert re.findall(r'name="tick" value="([^"]+)"', html) == [tick(comment) for comment in comments]
    assert html.count('form="queue-together"') == 2


def test_what_is_ticked_is_approved_and_nothing_else(as_moderator: Client, moderator: User) -> None:
    comments = waiting(3)
    html = together(as_moderator, [tick(comment) for comment in comments[:2]])
    assert states(comments) == ["published", "published", "waiting"]
    assert "通过：2 条。" in html
    assert set(Decision.objects.values_list("verb", "moderator")) == {("publish", moderator.pk)}


def test_one_reason_returns_all(as_moderator: Client) -> None:
    comments = waiting(2)
    together(as_moderator, [tick(comment) for comment in comments], "return", reason="off_topic", note="请看范围。")
    assert states(comments) == ["returned", "returned"]
    assert set(Decision.objects.values_list("reason", "note")) == {("off_topic", "请看范围。")}


def test_without_a_reason_none_is_returned_and_the_words_are_kept(as_moderator: Client) -> None:
    comments = waiting(2)
    html = together(as_moderator, [tick(comment) for comment in comments], "return", reason="other")
    assert states(comments) == ["waiting", "waiting"]
    assert "2 条没有改动。" in html
    assert "请选一个理由" in html


def test_what_changed_meanwhile_is_named_and_the_others_go_through(as_moderator: Client) -> None:
    comments = waiting(3)
    ticks = [tick(comment) for comment in comments]
    Comment.objects.filter(pk=comments[0].pk).update(text="换了完全不同的内容。")
    services.decide(comment_id=comments[1].pk, moderator=factories.make_moderator("other"), verb="return", note="不对")
    html = together(as_moderator, ticks)
    assert states(comments) == ["waiting", "returned", "published"]
    assert "通过：1 条。" in html
    assert "2 条没有改动。" in html
    for comment, now in zip(comments[:2], ("审核中", "已退回"), strict=True):
        assert f"意见 {comment.pk}：没有改动：这条意见现在是“{now}”" in html


def test_the_first_yes_to_what_is_flagged_is_counted_apart(as_moderator: Client) -> None:
    comments = waiting(2)
    comments[0].flags.create(kind="link", found="t.cn")
    html = together(as_moderator, [tick(comment) for comment in comments])
    assert states(comments) == ["waiting", "published"]
    assert "通过：1 条。" in html
    assert "同意，等另一位审核员：1 条。" in html


def test_the_same_one_ticked_twice_is_decided_once(as_moderator: Client) -> None:
    (comment,) = waiting(1)
    html = together(as_moderator, [tick(comment)] * 2)
    assert Decision.objects.count() == 1
    assert "1 条没有改动。" in html


@pytest.mark.parametrize("ticks", [["x:y"], ["999:waiting-0"], ["1"], ["9" * 40 + ":x"], [":"], ["<b>:1"]])
def test_a_tick_that_names_nothing_is_said_and_is_no_markup(as_moderator: Client, ticks: list[str]) -> None:
    html = together(as_moderator, ticks)
    assert "1 条没有改动。" in html
    assert "<b>:1" not in html
    assert not Decision.objects.exists()


def test_a_tick_without_the_fingerprint_decides_nothing(as_moderator: Client) -> None:
    (comment,) = waiting(1)
    together(as_moderator, [str(comment.pk)])
    assert states([comment]) == ["waiting"]


def test_with_nothing_ticked_it_says_so(as_moderator: Client) -> None:
    assert "请先勾选意见" in together(as_moderator, [])


def test_fifty_at_once_are_the_most(as_moderator: Client) -> None:
    comments = waiting(51, proposal=factories.make_proposal())
    ticks = [tick(comment) for comment in comments]
    assert "一次最多处理 50 条" in together(as_moderator, ticks)
    assert not Decision.objects.exists()
    assert "通过：50 条。" in together(as_moderator, ticks[:50])


@pytest.mark.parametrize("verb", ["hide", "undo", "grant_appeal", "delete", ""])
def test_other_verbs_are_not_for_many(as_moderator: Client, verb: str) -> None:
    (comment,) = waiting(1)
    together(as_moderator, [tick(comment)], verb, reason="abuse")
    assert states([comment]) == ["waiting"]


def test_a_note_that_is_too_long_decides_nothing(as_moderator: Client) -> None:
    (comment,) = waiting(1)
    assert "说明最多 300 个字" in together(as_moderator, [tick(comment)], "return", note="字" * 301)
    assert states([comment]) == ["waiting"]


@pytest.mark.parametrize("group", ["planner", "editor", "desk"])
def test_others_of_the_back_office_decide_nothing(client: Client, group: str) -> None:
    (comment,) = waiting(1)
    client.force_login(factories.make_user("colleague", groups=(group,)))
    answer = client.post(f"{QUEUE}together/", {"tick": tick(comment), "verb": "publish"})
    assert answer.status_code == 404
    assert states([comment]) == ["waiting"]


def test_deciding_on_many_needs_a_post(as_moderator: Client) -> None:
    assert as_moderator.get(f"{QUEUE}together/").status_code == 405
