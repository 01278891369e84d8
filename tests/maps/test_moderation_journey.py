"""The way of one comment through reporting, hiding, appealing and restoring, by hand: through pages alone."""

import re
from typing import Any

import pytest
from django.test import Client

from maps.consultation import services
from maps.consultation.models import Comment
from residents.models import Notice, User
from tests import factories

pytestmark = pytest.mark.django_db

QUEUE = "/admin/comments/"


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def press(moderator: User, comment: Comment, verb: str, **fields: str) -> Any:
    """Press a button of the queue with what its form has in it."""
    client = at(moderator)
    html = client.get(QUEUE).content.decode()
    forms = re.findall(rf'<form[^>]*action="{QUEUE}{comment.pk}/decide/">.*?</form>', html, re.DOTALL)
    seen = next(re.findall(r'name="seen" value="([^"]*)"', form)[0] for form in forms if f'value="{verb}"' in form)
    return client.post(f"{QUEUE}{comment.pk}/decide/", {"verb": verb, "seen": seen} | fields, follow=True)


def is_public(comment: Comment) -> bool:
    return comment.text in Client().get("/plan/ring/").content.decode()


def titles(user: User, kind: str) -> list[str]:
    return list(Notice.objects.filter(user=user, kind=kind).values_list("title", flat=True))


def test_reported_hidden_appealed_restored(resident: User, moderator: User) -> None:
    other, neighbour = factories.make_moderator("moderator2"), factories.make_user("neighbour")
    proposal = factories.make_proposal(slug="ring", title="环浜步道")
    comment = factories.make_comment(proposal=proposal, author=resident, text="这座桥修得太慢。")
    base = f"/plan/ring/comment/{comment.pk}"
    assert is_public(comment)

    assert at(neighbour).post(f"{base}/report/", {"reason": "abuse"}).status_code == 303
    assert is_public(comment)
    press(moderator, comment, "hide", reason="abuse")
    assert not is_public(comment)
    assert titles(neighbour, "report") == ["您举报的意见已不再公开"]
    assert titles(resident, "decision") == ["您对“环浜步道”的意见已隐藏（有辱骂或攻击他人的话）"]

    assert at(resident).post(f"{base}/appeal/", {"text": "没有骂人，只说慢。"}).status_code == 303
    assert "请由另一位审核员复核" in at(moderator).get(QUEUE).content.decode()
    press(other, comment, "grant_appeal")
    assert is_public(comment)
    assert titles(resident, "appeal") == ["您的申诉成立，对“环浜步道”的意见已恢复发布"]
    assert list(comment.decisions.values_list("verb", flat=True)) == ["grant_appeal", "hide"]


def test_flagged_takes_two(resident: User, moderator: User) -> None:
    other = factories.make_moderator("moderator2")
    proposal = factories.make_proposal(slug="ring")
    comment = factories.make_comment(proposal=proposal, author=resident, status="waiting", text="请打13800000000找我。")
    services.flag(comment)
    press(moderator, comment, "publish")
    assert not is_public(comment)
    html = press(moderator, comment, "publish").content.decode()
    assert "要由另一位审核员通过" in html
    assert not is_public(comment)
    press(other, comment, "publish")
    assert is_public(comment)


def test_returned_appealed_and_denied_it_can_still_be_changed_and_published(resident: User, moderator: User) -> None:
    other = factories.make_moderator("moderator2")
    comment = factories.make_comment(proposal=factories.make_proposal(slug="ring"), author=resident, status="waiting")
    base = f"/plan/ring/comment/{comment.pk}"
    press(moderator, comment, "return", reason="unclear")
    at(resident).post(f"{base}/appeal/", {"text": "已经很清楚了。"})
    press(other, comment, "deny_appeal", reason="unclear", note="哪一段河？")
    assert at(resident).post(f"{base}/edit/", {"text": "兰溪路桥到花溪路桥这一段。"}).status_code == 303
    comment.refresh_from_db()
    press(moderator, comment, "publish")
    comment.refresh_from_db()
    assert is_public(comment)
    assert comment.text == "兰溪路桥到花溪路桥这一段。"


def test_a_blocked_resident_is_told_on_their_own_page(resident: User, moderator: User) -> None:
    client = at(moderator)
    client.post(f"/admin/blocks/new/?user={resident.pk}", {"user": resident.pk, "reason": "多次发广告"})
    assert "理由：多次发广告" in at(resident).get("/me/").content.decode()
    made = resident.blocks.get()
    client.post(f"/admin/blocks/{made.pk}/lift/")
    assert "理由：多次发广告" not in at(resident).get("/me/").content.decode()
    assert titles(resident, "decision")[0] == "您可以继续留言了"
