"""Taking a decision back: only the last one, only while it stands, and with a row of its own."""

from typing import Any

import pytest

from maps.consultation import services
from maps.consultation.errors import StaleDecision
from maps.consultation.models import Comment, Decision, Tally
from residents.models import Notice, User
from tests import factories

pytestmark = pytest.mark.django_db


def decide(comment: Comment, moderator: User, verb: str, **facts: Any) -> Decision:
    return services.decide(comment_id=comment.pk, moderator=moderator, verb=verb, reason="unclear", **facts)


@pytest.mark.parametrize(
    ("status", "verb"), [("waiting", "publish"), ("waiting", "return"), ("published", "hide"), ("hidden", "publish")]
)
def test_a_decision_taken_back_leaves_the_comment_as_it_was(moderator: User, status: str, verb: str) -> None:
    comment = factories.make_comment(status=status)
    decision = decide(comment, moderator, verb)
    undone = services.undo(decision_id=decision.pk, moderator=moderator)
    comment.refresh_from_db()
    assert comment.status == status
    assert (undone.verb, undone.undoes, undone.to_status) == ("undo", decision, status)
    assert Decision.objects.count() == 2


def test_taking_back_a_publication_takes_it_out_of_the_count_and_tells_the_author(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    services.undo(decision_id=decide(comment, moderator, "publish").pk, moderator=moderator)
    comment.refresh_from_db()
    assert comment.published_at is None
    assert Tally.objects.get(proposal=comment.proposal).comments == 0
    newest = Notice.objects.filter(user=comment.author)[0]
    assert "重新进入审核" in newest.title


def test_another_moderator_may_take_it_back(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    other = factories.make_moderator("moderator2")
    undone = services.undo(decision_id=decide(comment, moderator, "publish").pk, moderator=other)
    assert undone.moderator == other


def refused(decision: Decision, moderator: User) -> None:
    before = Decision.objects.count()
    with pytest.raises(StaleDecision):
        services.undo(decision_id=decision.pk, moderator=moderator)
    assert Decision.objects.count() == before


def test_it_cannot_be_taken_back_twice(moderator: User) -> None:
    decision = decide(factories.make_comment(status="waiting"), moderator, "publish")
    services.undo(decision_id=decision.pk, moderator=moderator)
    refused(decision, moderator)


def test_an_undoing_cannot_be_undone(moderator: User) -> None:
    decision = decide(factories.make_comment(status="waiting"), moderator, "publish")
    refused(services.undo(decision_id=decision.pk, moderator=moderator), moderator)


def test_an_older_decision_cannot_be_taken_back_over_a_newer_one(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    first = decide(comment, moderator, "publish")
    decide(comment, moderator, "hide")
    refused(first, moderator)


def test_a_return_stands_once_its_author_sent_the_comment_again(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    decision = decide(comment, moderator, "return")
    services.edit(comment_id=comment.pk, author=comment.author, text="换一个说法再来。")
    refused(decision, moderator)


def test_what_its_author_took_back_does_not_come_back(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    decision = decide(comment, moderator, "publish")
    services.withdraw(comment_id=comment.pk, author=comment.author)
    refused(decision, moderator)
    comment.refresh_from_db()
    assert comment.status == "withdrawn"


def test_a_return_of_the_same_kind_later_does_not_revive_the_older_one(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    first = decide(comment, moderator, "return")
    services.edit(comment_id=comment.pk, author=comment.author, text="换一个说法再来。")
    second = decide(comment, moderator, "return")
    refused(first, moderator)
    assert services.undo(decision_id=second.pk, moderator=moderator).to_status == "waiting"
