"""The demonstration's comments: in every state, with the moderator's words, dated in order, and answered."""

import tomllib
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from config.demo import comments
from maps.consultation.models import Answer, Comment, Decision
from residents.models import Notice, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

DATA = tomllib.loads((comments.CONTENT / "comments.toml").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = DATA["comment"]
ANSWERS: list[dict[str, Any]] = DATA["answer"]


def made(text: str) -> Comment:
    """Find a comment by the key of its row: withdrawn words are in no row any more."""
    key = next(row["key"] for row in ROWS if row["text"] == text)
    found = Comment.objects.with_reason().select_related("author", "proposal", "parent")
    return found.get(key=uuid.uuid5(comments.NAMESPACE, key))


def text_of(key: str) -> str:
    return next(str(row["text"]) for row in ROWS if row["key"] == key)


def test_every_comment_has_its_words_its_place_and_its_state() -> None:
    for row in ROWS:
        comment = made(row["text"])
        assert (comment.status, comment.proposal.slug) == (row["status"], row["proposal"])
        assert comment.text == ("" if row["status"] == "withdrawn" else row["text"])
        if "point" in row and row["status"] != "withdrawn":
            assert comment.shape == {"type": "Point", "coordinates": pytest.approx(row["point"])}
        else:
            assert comment.shape is None
    assert Comment.objects.count() == len(ROWS)


def test_every_comment_is_by_the_person_who_is_named() -> None:
    cast = tomllib.loads((comments.CONTENT / "cast.toml").read_text(encoding="utf-8"))["person"]
    names = {row["key"]: row["display_name"] for row in cast}
    names |= {"resident": "居民甲（示例）", "resident2": "居民乙（示例）"}
    assert all(made(row["text"]).author.display_name == names[row["author"]] for row in ROWS)


def test_what_was_returned_or_hidden_tells_its_author_why_and_nothing_else_does() -> None:
    for row in ROWS:
        why = made(row["text"]).why
        if row["status"] in ("returned", "hidden"):
            assert row["reason"] in why
        else:
            assert why == ""


def test_the_author_reads_the_reason_and_a_stranger_does_not(client: Client) -> None:
    row = next(row for row in ROWS if row["status"] == "returned" and row["author"].startswith("resident"))
    client.force_login(User.objects.get(username=row["author"]))
    own = client.get("/me/").content.decode()
    assert row["text"] in own
    assert row["reason"] in own
    public = Client().get(made(row["text"]).proposal.get_absolute_url()).content.decode()
    assert row["text"] not in public


def test_only_what_is_published_is_on_the_public_page() -> None:
    shown = [row for row in ROWS if row["proposal"] == "ring" and row["status"] == "published"]
    kept = [row for row in ROWS if row["proposal"] == "ring" and row["status"] != "published"]
    said = Client().get(made(shown[0]["text"]).proposal.get_absolute_url()).content.decode()
    assert shown[0]["text"] in said or shown[-1]["text"] in said
    assert kept
    assert not any(row["text"] in said for row in kept)


def test_comments_lie_in_the_past_and_are_published_after_they_were_sent() -> None:
    now = timezone.now()
    for comment in Comment.objects.all():
        assert comment.created_at < now
        if comment.status in (Comment.Status.PUBLISHED, Comment.Status.HIDDEN):
            assert comment.published_at is not None
            assert comment.created_at < comment.published_at < now
        else:
            assert comment.published_at is None


def test_comments_were_sent_while_their_consultation_was_open() -> None:
    for comment in Comment.objects.select_related("consultation"):
        assert comment.consultation.opens_at <= comment.created_at < comment.consultation.closes_at


def test_comments_are_as_old_as_the_file_says_to_the_day() -> None:
    for row in ROWS:
        age = timezone.now() - made(row["text"]).created_at
        assert timedelta(days=row["days_ago"]) <= age < timedelta(days=row["days_ago"] + 2)


def test_a_reply_stands_below_an_earlier_comment_that_was_public_on_the_same_proposal() -> None:
    replies = [row for row in ROWS if "parent" in row]
    assert replies
    for row in replies:
        reply = made(row["text"])
        assert reply.parent is not None
        assert reply.parent.text == text_of(row["parent"])
        assert reply.parent.proposal_id == reply.proposal_id
        assert reply.parent.published_at is not None
        assert reply.parent.created_at < reply.created_at
    assert Comment.objects.filter(parent__isnull=False).count() == len(replies)


def test_an_answer_reaches_exactly_the_comments_it_is_for() -> None:
    for row in ANSWERS:
        answer = Answer.objects.get(text=row["text"])
        reached = set(answer.comments.values_list("text", flat=True))
        assert reached == {text_of(key) for key in row.get("comments", [])}
        assert (answer.proposal.slug if answer.proposal else None) == row.get("proposal")
        assert (answer.kind, answer.office) == (row["kind"], row["office"])
    assert Answer.objects.count() == len(ANSWERS)


def test_an_answer_comes_after_what_it_answers_and_is_signed_by_the_planner() -> None:
    for answer in Answer.objects.prefetch_related("comments"):
        assert answer.answered_at < timezone.now()
        assert answer.answered_by is not None
        assert answer.answered_by.username == "planner"
        for comment in answer.comments.all():
            assert comment.status == Comment.Status.PUBLISHED
            assert comment.published_at is not None
            assert comment.published_at < answer.answered_at


def test_an_answer_is_read_below_its_comment() -> None:
    row = next(row for row in ANSWERS if row.get("comments"))
    comment = made(text_of(row["comments"][0]))
    assert row["text"] in Client().get(comment.proposal.get_absolute_url()).content.decode()


def test_decisions_were_made_by_the_moderator_and_led_from_state_to_state() -> None:
    assert set(Decision.objects.values_list("moderator__username", flat=True)) == {"moderator"}
    hidden = made(next(row["text"] for row in ROWS if row["status"] == "hidden"))
    path = [(d.verb, d.from_status, d.to_status) for d in hidden.decisions.order_by("pk")]
    assert path == [("publish", "waiting", "published"), ("hide", "published", "hidden")]


def test_what_nobody_decided_has_no_decision() -> None:
    undecided = Comment.objects.filter(status__in=("waiting", "withdrawn"))
    assert undecided.exists()
    assert not Decision.objects.filter(comment__in=undecided).exists()


def test_letters_go_to_those_who_can_sign_in_and_to_nobody_invented() -> None:
    readers = set(Notice.objects.values_list("user__username", flat=True))
    assert "resident" in readers
    assert readers <= {"resident", "resident2", "moderator", "moderator2"}


def test_no_two_comments_share_a_key() -> None:
    keys = list(Comment.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
