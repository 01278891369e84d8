"""Reporting from a page that works without script: who gets there, what is refused, what stays typed."""

from typing import Any

import pytest
from django.test import Client

from maps.consultation.models import Comment, Report
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment() -> Comment:
    proposal = factories.make_proposal(slug="ring", title="环浜步道")
    return factories.make_comment(proposal=proposal, text="<b>这条</b>不太好。")


def address(comment: Comment) -> str:
    return f"/plan/ring/comment/{comment.pk}/report/"


def send(client: Client, comment: Comment, **fields: str) -> Any:
    return client.post(address(comment), {"reason": "abuse", "note": ""} | fields)


def test_the_page_shows_what_is_reported_and_asks_why(as_resident: Client, comment: Comment) -> None:
    answer = as_resident.get(address(comment))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "&lt;b&gt;这条&lt;/b&gt;不太好。" in html
    assert html.count('type="radio"') == len(Report.Reason.choices)
    assert "no-store" in answer["Cache-Control"]


def test_looking_writes_nothing(as_resident: Client, comment: Comment) -> None:
    as_resident.get(address(comment))
    assert not Report.objects.exists()


def test_a_report_sent_is_stored_and_its_page_says_so(as_resident: Client, comment: Comment, resident: User) -> None:
    answer = send(as_resident, comment, reason="personal_data", note="有<电话>")
    assert (answer.status_code, answer["Location"]) == (303, address(comment))
    made = Report.objects.get()
    assert (made.reporter, made.reason, made.note) == (resident, "personal_data", "有<电话>")
    html = as_resident.get(address(comment)).content.decode()
    assert "已收到您的举报" in html
    assert "提交举报" not in html


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"reason": ""}, "请选一个理由。"),
        ({"reason": "because"}, "请从列出的理由里选一个。"),
        ({"note": "字" * 301}, "说明最多 300 个字"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_resident: Client, comment: Comment, fields: dict[str, str], says: str
) -> None:
    answer = send(as_resident, comment, **({"note": "我的说明"} | fields))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert says in html
    assert ({"note": "我的说明"} | fields)["note"] in html
    assert not Report.objects.exists()


def test_300_letters_are_taken(as_resident: Client, comment: Comment) -> None:
    assert send(as_resident, comment, note="字" * 300).status_code == 303


def test_the_second_time_is_refused_with_the_words_kept(as_resident: Client, comment: Comment) -> None:
    send(as_resident, comment)
    answer = send(as_resident, comment, note="再说一次")
    assert answer.status_code == 409
    assert "您已经举报过这条意见" in answer.content.decode()
    assert "再说一次" in answer.content.decode()


def test_the_eleventh_of_a_day_is_too_many(as_resident: Client, comment: Comment, resident: User) -> None:
    for _number in range(10):
        Report.objects.create(comment=factories.make_comment(), reporter=resident, reason="abuse")
    answer = send(as_resident, comment, note="写好的话")
    assert answer.status_code == 429
    assert "写好的话" in answer.content.decode()


def test_ones_own_comment_has_no_form_and_is_refused(as_resident: Client, comment: Comment, resident: User) -> None:
    Comment.objects.update(author=resident)
    assert "这是您自己的意见" in as_resident.get(address(comment)).content.decode()
    assert send(as_resident, comment).status_code == 403
    assert not Report.objects.exists()


# ── who is not signed in ────────────────────────────────────────────────────────


def test_a_stranger_is_led_to_sign_in_and_back(client: Client, comment: Comment) -> None:
    answer = client.get(address(comment))
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"next=%2Fplan%2Fring%2Fcomment%2F{comment.pk}%2Freport%2F")


def test_what_a_stranger_typed_is_there_after_signing_in(client: Client, comment: Comment, resident: User) -> None:
    answer = send(client, comment, note="先写好的话")
    assert answer.status_code == 401
    assert "先写好的话" in answer.content.decode()
    assert not Report.objects.exists()
    session = client.session["draft"]
    client.force_login(resident)
    kept = client.session
    kept["draft"] = session
    kept.save()
    assert "先写好的话" in client.get(address(comment)).content.decode()


# ── what is not public ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", ["waiting", "returned"])
def test_what_never_was_public_is_not_there(as_resident: Client, comment: Comment, status: str) -> None:
    Comment.objects.update(status=status, published_at=None)
    assert as_resident.get(address(comment)).status_code == 404
    assert send(as_resident, comment).status_code == 404


def test_what_was_hidden_meanwhile_shows_nothing_of_its_text(as_resident: Client, comment: Comment) -> None:
    Comment.objects.update(status="hidden")
    assert as_resident.get(address(comment)).status_code == 404
    answer = send(as_resident, comment, note="我的说明")
    assert answer.status_code == 409
    assert "这条意见已经不再公开" in answer.content.decode()
    assert "我的说明" in answer.content.decode()
    assert "不太好" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/plan/other/comment/{}/report/", "/plan/ring/comment/9{}9/report/"])
def test_another_address_is_not_found(as_resident: Client, comment: Comment, path: str) -> None:
    assert as_resident.get(path.format(comment.pk)).status_code == 404


def test_a_comment_is_not_reported_under_another_proposal(as_resident: Client, comment: Comment) -> None:
    factories.make_proposal(slug="axis", plan=comment.proposal.plan)
    assert as_resident.get(f"/plan/axis/comment/{comment.pk}/report/").status_code == 404
