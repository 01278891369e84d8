"""What an author does to a comment they sent: take it back, or change a returned one and send it again."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maps.consultation import services
from maps.consultation.errors import CommentingClosed, NoLongerEditable, TextTooLong, TextTooShort
from maps.consultation.models import Comment, Consultation, Decision, Tally
from maps.plan.models import Proposal
from residents.models import Notice, User
from tests import factories

pytestmark = pytest.mark.django_db

STATUSES = ("waiting", "published", "returned", "hidden", "withdrawn")
NEW_TEXT = "在花溪路路口放两把有靠背的椅子。"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def proposal() -> Proposal:
    return factories.make_proposal(slug="ring")


def make(proposal: Proposal, author: User, status: str, **fields: Any) -> Comment:
    return factories.make_comment(proposal=proposal, author=author, status=status, **fields)


# ── taking back ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", STATUSES)
def test_an_author_can_take_a_comment_back_from_every_state(proposal: Proposal, resident: User, status: str) -> None:
    comment = make(proposal, resident, status)
    services.withdraw(comment_id=comment.pk, author=resident)
    comment.refresh_from_db()
    assert comment.status == "withdrawn"
    assert not Decision.objects.exists()


def test_taking_back_a_public_comment_takes_it_out_of_the_count(proposal: Proposal, resident: User) -> None:
    comment = make(proposal, resident, "published")
    make(proposal, resident, "published")
    services.withdraw(comment_id=comment.pk, author=resident)
    assert Tally.objects.get(proposal=proposal).comments == 1


def test_a_stranger_cannot_take_a_comment_back(proposal: Proposal, resident: User) -> None:
    comment = make(proposal, resident, "waiting")
    with pytest.raises(Comment.DoesNotExist):
        services.withdraw(comment_id=comment.pk, author=factories.make_user("stranger"))
    comment.refresh_from_db()
    assert comment.status == "waiting"


def test_the_withdraw_button_answers_with_the_box_or_leads_back(
    as_resident: Client, proposal: Proposal, resident: User
) -> None:
    first, second, third = (make(proposal, resident, "waiting") for _number in range(3))
    box = as_resident.post(f"/plan/ring/comment/{first.pk}/withdraw/", headers=HTMX)
    assert box.content.lstrip().startswith(b"<comment-box")
    assert f"mine-{first.pk}" not in box.content.decode()
    plain = as_resident.post(f"/plan/ring/comment/{second.pk}/withdraw/")
    assert (plain.status_code, plain["Location"]) == (303, "/plan/ring/comment/")
    from_me = as_resident.post(f"/plan/ring/comment/{third.pk}/withdraw/", {"next": "/me/"})
    assert from_me["Location"] == "/me/"


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/x\r\nSet-Cookie: a=b"]
)
def test_withdrawing_never_leads_elsewhere(as_resident: Client, proposal: Proposal, resident: User, to: str) -> None:
    comment = make(proposal, resident, "waiting")
    answer = as_resident.post(f"/plan/ring/comment/{comment.pk}/withdraw/", {"next": to})
    assert answer.status_code == 303
    assert "evil" not in answer["Location"]
    assert answer["Location"].startswith("/")
    assert "a" not in answer.cookies


def test_withdrawing_needs_a_post_a_session_and_ones_own_comment(
    client: Client, proposal: Proposal, resident: User
) -> None:
    comment = make(proposal, resident, "waiting")
    address = f"/plan/ring/comment/{comment.pk}/withdraw/"
    assert client.post(address).status_code == 401
    client.force_login(factories.make_user("stranger"))
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 404
    comment.refresh_from_db()
    assert comment.status == "waiting"


# ── sending again ───────────────────────────────────────────────────────────────


def test_a_returned_comment_goes_back_into_the_queue(proposal: Proposal, resident: User) -> None:
    factories.make_moderator()
    comment = make(proposal, resident, "returned")
    services.edit(comment_id=comment.pk, author=resident, text=f" {NEW_TEXT} ")
    comment.refresh_from_db()
    assert (comment.status, comment.text) == ("waiting", NEW_TEXT)
    assert Notice.objects.filter(kind="queue").count() == 1


def test_a_waiting_comment_is_changed_at_once_and_its_words_are_kept(proposal: Proposal, resident: User) -> None:
    comment = make(proposal, resident, "waiting")
    before = comment.text
    services.edit(comment_id=comment.pk, author=resident, text=NEW_TEXT)
    comment.refresh_from_db()
    assert (comment.status, comment.text) == ("waiting", NEW_TEXT)
    assert comment.edited_at is not None
    assert [(past.text, past.state) for past in comment.revisions.all()] == [(before, "past")]


def test_a_public_comment_keeps_its_words_until_the_new_ones_are_let_through(
    client: Client, proposal: Proposal, resident: User
) -> None:
    comment = make(proposal, resident, "published")
    before = comment.text
    services.edit(comment_id=comment.pk, author=resident, text="第一次改成这样。")
    services.edit(comment_id=comment.pk, author=resident, text=NEW_TEXT)
    comment.refresh_from_db()
    assert (comment.status, comment.text) == ("published", before)
    assert [(r.text, r.state) for r in comment.revisions.all()] == [("第一次改成这样。", "past"), (NEW_TEXT, "waiting")]
    public = client.get("/plan/ring/").content.decode() + client.get(comment.get_absolute_url()).content.decode()
    assert before in public
    assert NEW_TEXT not in public
    client.force_login(resident)
    assert NEW_TEXT in client.get("/me/").content.decode()


def test_a_quarter_of_an_hour_after_sending_a_public_comment_stands(proposal: Proposal, resident: User) -> None:
    comment = make(proposal, resident, "published")
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=15))
    with pytest.raises(NoLongerEditable):
        services.edit(comment_id=comment.pk, author=resident, text=NEW_TEXT)
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=14, seconds=30))
    services.edit(comment_id=comment.pk, author=resident, text=NEW_TEXT)
    assert comment.revisions.count() == 1


@pytest.mark.parametrize("status", ["hidden", "withdrawn"])
def test_what_was_hidden_or_taken_back_is_not_changed(proposal: Proposal, resident: User, status: str) -> None:
    comment = make(proposal, resident, status)
    with pytest.raises(NoLongerEditable):
        services.edit(comment_id=comment.pk, author=resident, text=NEW_TEXT)
    assert not comment.revisions.exists()


@pytest.mark.parametrize("status", ["waiting", "published"])
def test_the_same_words_again_change_nothing(proposal: Proposal, resident: User, status: str) -> None:
    comment = make(proposal, resident, status)
    services.edit(comment_id=comment.pk, author=resident, text=f"{comment.text} ")
    comment.refresh_from_db()
    assert comment.edited_at is None
    assert not comment.revisions.exists()


@pytest.mark.parametrize(("text", "refusal"), [("短", TextTooShort), ("字" * 2001, TextTooLong)], ids=["short", "long"])
def test_a_changed_text_has_the_same_limits(
    proposal: Proposal, resident: User, text: str, refusal: type[Exception]
) -> None:
    comment = make(proposal, resident, "returned")
    with pytest.raises(refusal):
        services.edit(comment_id=comment.pk, author=resident, text=text)
    comment.refresh_from_db()
    assert comment.status == "returned"


def test_after_closing_a_returned_comment_stays_returned(proposal: Proposal, resident: User) -> None:
    comment = make(proposal, resident, "returned")
    Consultation.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(CommentingClosed):
        services.edit(comment_id=comment.pk, author=resident, text=NEW_TEXT)


def test_a_stranger_cannot_change_a_comment(client: Client, proposal: Proposal, resident: User) -> None:
    comment = make(proposal, resident, "returned")
    stranger = factories.make_user("stranger")
    with pytest.raises(Comment.DoesNotExist):
        services.edit(comment_id=comment.pk, author=stranger, text=NEW_TEXT)
    client.force_login(stranger)
    assert client.get(f"/plan/ring/comment/{comment.pk}/edit/").status_code == 404
    assert client.post(f"/plan/ring/comment/{comment.pk}/edit/", {"text": NEW_TEXT}).status_code == 404


def test_the_edit_page_shows_the_reason_and_the_text_and_sends_it_again(
    as_resident: Client, proposal: Proposal, resident: User
) -> None:
    comment = make(proposal, resident, "waiting")
    services.decide(
        comment_id=comment.pk, moderator=factories.make_moderator(), verb="return", reason="unclear", note="在哪一段？"
    )
    page = as_resident.get(f"/plan/ring/comment/{comment.pk}/edit/").content.decode()
    assert "看不明白，请补充：在哪一段？" in page
    assert comment.text in page
    answer = as_resident.post(f"/plan/ring/comment/{comment.pk}/edit/", {"text": NEW_TEXT})
    assert answer.status_code == 303
    assert NEW_TEXT in as_resident.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(("text", "status"), [("短", 422), ("字" * 2001, 422)], ids=["short", "long"])
def test_a_wrong_change_comes_back_with_its_text(
    as_resident: Client, proposal: Proposal, resident: User, text: str, status: int
) -> None:
    comment = make(proposal, resident, "returned")
    answer = as_resident.post(f"/plan/ring/comment/{comment.pk}/edit/", {"text": text})
    assert answer.status_code == status
    assert answer.context["form"]["text"].value() == text


@pytest.mark.parametrize("status", ["hidden", "withdrawn"])
def test_a_change_that_comes_too_late_keeps_its_text(
    as_resident: Client, proposal: Proposal, resident: User, status: str
) -> None:
    comment = make(proposal, resident, status)
    answer = as_resident.post(f"/plan/ring/comment/{comment.pk}/edit/", {"text": NEW_TEXT})
    assert answer.status_code == 409
    assert NEW_TEXT in answer.content.decode()
    assert as_resident.get(f"/plan/ring/comment/{comment.pk}/edit/").status_code == 303


def test_a_session_that_ended_while_changing_keeps_the_text_through_signing_in(
    client: Client, proposal: Proposal, resident: User
) -> None:
    comment = make(proposal, resident, "returned")
    address = f"/plan/ring/comment/{comment.pk}/edit/"
    answer = client.post(address, {"text": NEW_TEXT})
    assert answer.status_code == 401
    assert NEW_TEXT in answer.content.decode()
    assert client.get(address).status_code == 302
    client.post("/accounts/login/", {"login": "resident", "password": factories.PASSWORD})
    assert NEW_TEXT in client.get(address).content.decode()
