"""Another wording of a published comment waits while the old one stands; accepted, they change places."""

import hashlib
from typing import Any

import pytest
from django.test import TestCase

from maps.consultation import services
from maps.consultation.errors import ReasonMissing, SecondPersonNeeded, StaleDecision
from maps.consultation.models import Comment, CommentRevision, Decision
from pagecache.pages import purged
from residents.models import Notice, User
from tests import factories

pytestmark = pytest.mark.django_db

OLD, NEW = "希望沿河多放几把椅子。", "希望沿河多放几把有靠背的椅子。"


def edited(**fields: Any) -> CommentRevision:
    comment = factories.make_comment(text=OLD, **fields)
    return CommentRevision.objects.create(comment=comment, text=NEW, state="waiting")


def decide(revision: CommentRevision, moderator: User, verb: str = "accept_edit", **facts: Any) -> Decision:
    values = {"reason": "unclear"} if verb == "return_edit" else {}
    return services.decide_edit(revision_id=revision.pk, moderator=moderator, verb=verb, **(values | facts))


def state(revision: CommentRevision) -> tuple[str, str, str]:
    """Return the public text, the other one, and what that is."""
    revision.refresh_from_db()
    comment = Comment.objects.get(pk=revision.comment_id)
    assert comment.status == "published"
    return comment.text, revision.text, revision.state


def test_accepted_it_takes_the_place_of_the_old_text(moderator: User) -> None:
    revision = edited()
    decision = decide(revision, moderator)
    assert state(revision) == (NEW, OLD, "past")
    assert decision.revision == revision
    assert decision.text_sha256 == hashlib.sha256(NEW.encode()).hexdigest()
    revision.comment.refresh_from_db()
    assert revision.comment.edited_at == revision.created_at


def test_returned_the_old_text_stays_and_the_author_hears_why(moderator: User) -> None:
    revision = edited()
    decide(revision, moderator, "return_edit", reason="off_topic")
    assert state(revision) == (OLD, NEW, "returned")
    title = Notice.objects.get(user=revision.comment.author).title
    assert title.endswith("的意见的修改已退回，原来的文字仍在（与这个方案无关）")


def test_accepted_the_author_hears_it_without_a_word_of_the_text(moderator: User) -> None:
    revision = edited()
    decide(revision, moderator)
    notice = Notice.objects.get(user=revision.comment.author)
    assert notice.title.endswith("的意见的修改已采用")
    assert NEW not in notice.title


@pytest.mark.parametrize(("verb", "kept"), [("accept_edit", NEW), ("return_edit", OLD)])
def test_the_public_text_changes_only_when_accepted_and_pages_go(moderator: User, verb: str, kept: str) -> None:
    revision = edited()
    heard: list[frozenset[str]] = []

    def listen(tags: frozenset[str], **kwargs: Any) -> None:
        heard.append(tags)

    purged.connect(listen)
    with TestCase.captureOnCommitCallbacks(execute=True):
        decide(revision, moderator, verb)
    purged.disconnect(listen)
    assert state(revision)[0] == kept
    assert bool(heard) == (kept == NEW)


@pytest.mark.parametrize("verb", ["accept_edit", "return_edit"])
def test_either_can_be_taken_back(moderator: User, verb: str) -> None:
    revision = edited()
    decision = decide(revision, moderator, verb)
    undone = services.undo(decision_id=decision.pk, moderator=moderator)
    assert state(revision) == (OLD, NEW, "waiting")
    assert (undone.undoes, undone.revision) == (decision, revision)
    revision.comment.refresh_from_db()
    assert revision.comment.edited_at is None


def test_what_was_edited_before_has_that_time_again(moderator: User) -> None:
    revision = edited()
    decide(revision, moderator)
    second = CommentRevision.objects.create(comment=revision.comment, text="再改一次，换个说法。", state="waiting")
    decision = decide(second, moderator)
    services.undo(decision_id=decision.pk, moderator=moderator)
    revision.comment.refresh_from_db()
    assert revision.comment.edited_at == revision.created_at


def test_it_stays_taken_when_its_author_sent_another_since(moderator: User) -> None:
    revision = edited()
    decision = decide(revision, moderator)
    CommentRevision.objects.create(comment=revision.comment, text="再改一次，换个说法。", state="waiting")
    with pytest.raises(StaleDecision):
        services.undo(decision_id=decision.pk, moderator=moderator)
    assert state(revision) == (NEW, OLD, "past")


def test_it_is_decided_once(moderator: User) -> None:
    revision = edited()
    decide(revision, moderator)
    for verb in ("accept_edit", "return_edit"):
        with pytest.raises(StaleDecision):
            decide(revision, moderator, verb)


@pytest.mark.parametrize("status", ["hidden", "withdrawn"])
def test_of_what_is_no_longer_public_no_edit_is_accepted(moderator: User, status: str) -> None:
    revision = edited()
    Comment.objects.filter(pk=revision.comment_id).update(status=status)
    with pytest.raises(StaleDecision):
        decide(revision, moderator)


@pytest.mark.parametrize("verb", ["publish", "hide", "undo"])
def test_verbs_of_comments_are_none_of_edits(moderator: User, verb: str) -> None:
    with pytest.raises(StaleDecision):
        decide(edited(), moderator, verb)


def test_returning_needs_a_reason(moderator: User) -> None:
    revision = edited()
    with pytest.raises(ReasonMissing):
        decide(revision, moderator, "return_edit", reason="")
    assert state(revision)[2] == "waiting"


def test_another_wording_than_was_seen_is_not_accepted(moderator: User) -> None:
    revision = edited()
    seen = services.edit_fingerprint(revision)
    CommentRevision.objects.filter(pk=revision.pk).update(text="换了完全不同的内容。")
    with pytest.raises(StaleDecision):
        decide(revision, moderator, seen=seen)


def test_what_was_seen_is_accepted(moderator: User) -> None:
    revision = edited()
    decide(revision, moderator, seen=services.edit_fingerprint(revision))
    assert state(revision)[0] == NEW


def test_a_flagged_edit_takes_two(moderator: User) -> None:
    revision = edited()
    revision.comment.flags.create(kind="link", found="example.com")
    assert decide(revision, moderator).verb == "second"
    assert state(revision) == (OLD, NEW, "waiting")
    with pytest.raises(SecondPersonNeeded):
        decide(revision, moderator)
    assert decide(revision, factories.make_moderator("moderator2")).verb == "accept_edit"
    assert state(revision)[0] == NEW


def test_a_yes_to_one_edit_is_none_to_the_next(moderator: User) -> None:
    revision = edited()
    revision.comment.flags.create(kind="link", found="example.com")
    decide(revision, moderator)
    CommentRevision.objects.filter(pk=revision.pk).update(state="past")
    later = CommentRevision.objects.create(comment=revision.comment, text=NEW, state="waiting")
    assert decide(later, factories.make_moderator("moderator2")).verb == "second"
