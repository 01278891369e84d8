"""What is flagged takes two moderators to become public."""

from typing import Any

import pytest
from wagtail.models import Site

from maps.consultation import services
from maps.consultation.errors import SecondPersonNeeded, StaleDecision
from maps.consultation.models import Comment, Decision, ParticipationSettings, Tally
from residents.models import Notice, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def other() -> User:
    return factories.make_moderator("moderator2")


def flagged(kind: str = "link", **fields: Any) -> Comment:
    comment = factories.make_comment(**{"status": "waiting", "text": "请看 example.com 就知道"} | fields)
    comment.flags.create(kind=kind, found="example.com")
    return comment


def approve(comment: Comment, moderator: User, **facts: Any) -> Decision:
    return services.decide(comment_id=comment.pk, moderator=moderator, verb="publish", **facts)


def status(comment: Comment) -> str:
    comment.refresh_from_db()
    return comment.status


@pytest.mark.parametrize("kind", ["sensitive_word", "personal_data", "link", "repeated"])
def test_the_first_yes_is_noted_and_the_second_publishes(moderator: User, other: User, kind: str) -> None:
    comment = flagged(kind)
    first = approve(comment, moderator)
    assert (first.verb, first.from_status, first.to_status) == ("second", "waiting", "waiting")
    assert status(comment) == "waiting"
    assert not Tally.objects.filter(comments__gt=0).exists()
    assert approve(comment, other).verb == "publish"
    assert status(comment) == "published"


def test_the_first_yes_is_nothing_to_tell_the_author(moderator: User, other: User) -> None:
    comment = flagged()
    approve(comment, moderator)
    assert not Notice.objects.filter(user=comment.author).exists()
    approve(comment, other)
    assert Notice.objects.get(user=comment.author).title.endswith("已发布")


def test_the_same_person_twice_is_not_two(moderator: User) -> None:
    comment = flagged()
    approve(comment, moderator)
    with pytest.raises(SecondPersonNeeded) as refusal:
        approve(comment, moderator)
    assert "另一位审核员" in refusal.value.for_people()
    assert refusal.value.status == 409
    assert status(comment) == "waiting"
    assert Decision.objects.count() == 1


def test_being_new_takes_one_yes(moderator: User) -> None:
    comment = flagged("first_comment")
    assert approve(comment, moderator).verb == "publish"


def test_without_flags_it_takes_one_yes(moderator: User) -> None:
    assert approve(factories.make_comment(status="waiting"), moderator).verb == "publish"


def test_with_the_rule_switched_off_it_takes_one_yes(moderator: User) -> None:
    comment = flagged()
    ParticipationSettings.objects.create(site=Site.objects.get(is_default_site=True), two_person_rule=False)
    assert approve(comment, moderator).verb == "publish"


def test_with_settings_saved_and_the_rule_on_it_takes_two(moderator: User) -> None:
    comment = flagged()
    ParticipationSettings.objects.create(site=Site.objects.get(is_default_site=True))
    assert approve(comment, moderator).verb == "second"


def test_returning_needs_no_second(moderator: User, other: User) -> None:
    comment = flagged()
    approve(comment, moderator)
    services.decide(comment_id=comment.pk, moderator=other, verb="return", reason="personal_data")
    assert status(comment) == "returned"


def test_another_text_starts_over(moderator: User, other: User) -> None:
    comment = flagged()
    approve(comment, moderator)
    Comment.objects.filter(pk=comment.pk).update(text="请看 example.org 才对")
    assert approve(comment, other).verb == "second"
    assert approve(comment, moderator).verb == "publish"


def test_the_same_text_sent_again_after_a_return_starts_over(moderator: User, other: User) -> None:
    comment = flagged()
    approve(comment, moderator)
    services.decide(comment_id=comment.pk, moderator=other, verb="return", reason="unclear")
    services.edit(comment_id=comment.pk, author=comment.author, text=comment.text)
    comment.flags.get_or_create(kind="link")
    assert approve(comment, other).verb == "second"


def test_a_yes_taken_back_does_not_count(moderator: User, other: User) -> None:
    comment = flagged()
    services.undo(decision_id=approve(comment, moderator).pk, moderator=moderator)
    assert approve(comment, other).verb == "second"
    assert approve(comment, moderator).verb == "publish"


def test_a_publication_taken_back_needs_two_again(moderator: User, other: User) -> None:
    comment = flagged()
    approve(comment, moderator)
    services.undo(decision_id=approve(comment, other).pk, moderator=other)
    assert approve(comment, other).verb == "second"


def test_what_was_public_is_restored_by_one(moderator: User) -> None:
    comment = flagged(status="hidden")
    assert approve(comment, moderator).verb == "publish"


def test_the_second_yes_is_to_what_was_seen(moderator: User, other: User) -> None:
    comment = flagged()
    seen = services.fingerprint(comment)
    approve(comment, moderator, seen=seen)
    Comment.objects.filter(pk=comment.pk).update(text="换了完全不同的内容。")
    with pytest.raises(StaleDecision):
        approve(comment, other, seen=seen)
    assert status(comment) == "waiting"
