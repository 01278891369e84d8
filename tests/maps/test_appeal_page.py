"""Appealing from a page of one's own that works without script."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from maps.consultation import services
from maps.consultation.models import Appeal, Comment
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(resident: User, moderator: User) -> Comment:
    proposal = factories.make_proposal(slug="ring", title="环浜步道")
    made = factories.make_comment(proposal=proposal, author=resident, status="waiting")
    services.decide(comment_id=made.pk, moderator=moderator, verb="return", reason="unclear", note="哪一段？")
    return made


def address(comment: Comment) -> str:
    return f"/plan/ring/comment/{comment.pk}/appeal/"


def send(client: Client, comment: Comment, text: str = "我说的是事实。") -> Any:
    return client.post(address(comment), {"text": text})


def test_the_page_shows_the_text_and_why_it_was_returned(as_resident: Client, comment: Comment) -> None:
    answer = as_resident.get(address(comment))
    html = answer.content.decode()
    for words in (comment.text, "已退回", "看不明白，请补充：哪一段？", "提交申诉"):
        assert words in html
    assert "no-store" in answer["Cache-Control"]
    assert not Appeal.objects.exists()


def test_an_appeal_sent_is_stored_and_its_page_says_so(as_resident: Client, comment: Comment) -> None:
    answer = send(as_resident, comment, "我说的<是>事实。")
    assert (answer.status_code, answer["Location"]) == (303, address(comment))
    assert Appeal.objects.get().text == "我说的<是>事实。"
    html = as_resident.get(address(comment)).content.decode()
    assert "已收到您的申诉" in html
    assert "我说的&lt;是&gt;事实。" in html
    assert "提交申诉" not in html


@pytest.mark.parametrize(
    ("text", "says"), [("", "请写明为什么"), ("  ", "请写明为什么"), ("字" * 501, "写了 501 个字")]
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_resident: Client, comment: Comment, text: str, says: str
) -> None:
    answer = send(as_resident, comment, text)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert text.strip() in answer.content.decode()
    assert not Appeal.objects.exists()


def test_the_second_time_is_refused_with_the_words_kept(as_resident: Client, comment: Comment) -> None:
    send(as_resident, comment)
    answer = send(as_resident, comment, "再说一次")
    assert answer.status_code == 409
    assert "每条意见可以申诉一次" in answer.content.decode()
    assert "再说一次" in answer.content.decode()


def test_without_a_decision_there_is_no_form_and_none_is_taken(as_resident: Client, comment: Comment) -> None:
    Comment.objects.update(status="published")
    assert "没有可以申诉的决定" in as_resident.get(address(comment)).content.decode()
    assert send(as_resident, comment).status_code == 409


def test_the_result_stands_on_the_page(as_resident: Client, comment: Comment) -> None:
    send(as_resident, comment)
    other = factories.make_moderator("moderator2")
    services.decide_appeal(comment_id=comment.pk, moderator=other, verb="deny_appeal", reason="abuse")
    assert "复核结果：维持原决定。" in as_resident.get(address(comment)).content.decode()


@pytest.mark.parametrize("cast", ["resident2", "moderator"])
def test_it_is_the_authors_page_alone(client: Client, comment: Comment, moderator: User, cast: str) -> None:
    client.force_login(moderator if cast == "moderator" else factories.make_user(cast))
    assert client.get(address(comment)).status_code == 404
    assert send(client, comment).status_code == 404


def test_a_stranger_is_led_to_sign_in_and_sees_nothing_of_it(client: Client, comment: Comment) -> None:
    assert client.get(address(comment)).status_code == 302
    answer = send(client, comment, "先写好的话")
    assert answer.status_code == 401
    html = answer.content.decode()
    assert "先写好的话" in html
    assert comment.text not in html
    assert not Appeal.objects.exists()


# ── what other pages include ────────────────────────────────────────────────────


def link(comment: Comment) -> str:
    fresh = Comment.objects.select_related("proposal", "appeal").get(pk=comment.pk)
    return render_to_string("maps/partials/appeal_link.html", {"comment": fresh})


def test_the_link_says_what_can_be_done_and_how_it_stands(comment: Comment, resident: User) -> None:
    assert address(comment) in link(comment)
    assert "申诉一次" in link(comment)
    services.appeal(comment_id=comment.pk, author=resident, text="我说的是事实。")
    assert "等待复核" in link(comment)
    Appeal.objects.update(state="denied")
    assert "申诉结果：维持原决定" in link(comment)


@pytest.mark.parametrize("status", ["waiting", "published", "withdrawn"])
def test_where_nothing_was_decided_there_is_no_link(comment: Comment, status: str) -> None:
    Comment.objects.update(status=status)
    assert "<a" not in link(comment)


def test_the_way_to_report_is_the_same_for_everyone_and_names_nobody_but_the_author(comment: Comment) -> None:
    html = render_to_string("maps/partials/report_link.html", {"comment": comment, "proposal": comment.proposal})
    assert f'href="/plan/ring/comment/{comment.pk}/report/"' in html
    assert f"举报 {comment.author} 的意见" in html
