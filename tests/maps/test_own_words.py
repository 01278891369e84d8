"""Nobody decides about what they wrote or entered themselves, as long as a colleague can."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from maps.consultation import services
from maps.consultation.errors import OwnWords
from maps.consultation.models import Comment, CommentRevision, Decision, Photo
from media.models import Upload
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db

QUEUE = "/admin/comments/"


@pytest.fixture
def colleague() -> User:
    return factories.make_moderator("colleague")


def their_own(moderator: User, kind: str, **fields: Any) -> Comment:
    whose = {"author": moderator} if kind == "written" else {"entered_by": moderator}
    return factories.make_comment(**(whose | fields))


def publish(comment: Comment, moderator: User) -> Decision:
    return services.decide(comment_id=comment.pk, moderator=moderator, verb="publish")


@pytest.mark.parametrize("kind", ["written", "entered"])
def test_a_colleague_decides_and_not_oneself(moderator: User, colleague: User, kind: str) -> None:
    comment = their_own(moderator, kind, status="waiting")
    with pytest.raises(OwnWords):
        publish(comment, moderator)
    assert not comment.decisions.exists()
    publish(comment, colleague)
    assert Comment.objects.get(pk=comment.pk).status == "published"


def accept_edit(comment: Comment, moderator: User) -> None:
    revision = CommentRevision.objects.create(comment=comment, text="换一种说法。", state="waiting")
    services.decide_edit(revision_id=revision.pk, moderator=moderator, verb="accept_edit")


def dismiss(comment: Comment, moderator: User) -> None:
    services.report(comment_id=comment.pk, reporter=factories.make_user(), reason="abuse")
    services.dismiss(comment_id=comment.pk, moderator=moderator)


def hidden_by_the_colleague(comment: Comment) -> Decision:
    colleague = User.objects.get(username="colleague")
    return services.decide(comment_id=comment.pk, moderator=colleague, verb="hide", reason="abuse")


def restore(comment: Comment, moderator: User) -> None:
    hidden_by_the_colleague(comment)
    services.decide(comment_id=comment.pk, moderator=moderator, verb="publish")


def grant(comment: Comment, moderator: User) -> None:
    hidden_by_the_colleague(comment)
    services.appeal(comment_id=comment.pk, author=comment.author, text="我说的是事实。")
    services.decide_appeal(comment_id=comment.pk, moderator=moderator, verb="grant_appeal")


def take_back(comment: Comment, moderator: User) -> None:
    services.undo(decision_id=hidden_by_the_colleague(comment).pk, moderator=moderator)


def show_photo(comment: Comment, moderator: User) -> None:
    upload = Upload.objects.create(owner=moderator, file="x.jpg", width=1, height=1, sha256="0" * 64)
    photo = Photo.objects.create(comment=comment, upload=upload)
    services.decide_photo(photo_id=photo.pk, moderator=moderator, verb="show_photo")


@pytest.mark.parametrize("deed", [accept_edit, dismiss, restore, grant, take_back, show_photo])
def test_it_holds_for_every_kind_of_decision(
    moderator: User, colleague: User, deed: Callable[[Comment, User], None]
) -> None:
    with pytest.raises(OwnWords):
        deed(their_own(moderator, "written"), moderator)
    assert not Decision.objects.filter(moderator=moderator).exists()


def test_an_office_of_one_decides_about_its_own_words_and_the_log_says_so(moderator: User) -> None:
    comment = their_own(moderator, "written", status="waiting")
    publish(comment, moderator)
    assert comment.decisions.get().moderator == comment.author


def test_a_moderator_who_left_is_no_colleague(moderator: User, colleague: User) -> None:
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    publish(their_own(moderator, "written", status="waiting"), moderator)


def test_the_queue_shows_it_without_buttons_and_says_why(
    as_moderator: Client, moderator: User, colleague: User
) -> None:
    comment = their_own(moderator, "entered", status="waiting")
    page = as_moderator.get(QUEUE).content.decode()
    entry = page[page.index(f'id="comment-{comment.pk}"') :]
    assert "请由另一位审核员决定" in entry
    assert "data-key" not in entry
    assert "data-tick" not in page


def test_pressed_all_the_same_nothing_changes_and_it_says_what_to_do(
    as_moderator: Client, moderator: User, colleague: User
) -> None:
    comment = their_own(moderator, "written", status="waiting")
    answer = as_moderator.post(f"{QUEUE}{comment.pk}/decide/", {"verb": "publish"}, follow=True)
    assert "由您代录入，请由另一位审核员决定" in answer.content.decode()
    assert Comment.objects.get(pk=comment.pk).status == "waiting"


def test_ticked_together_with_others_only_the_others_go_through(
    as_moderator: Client, moderator: User, colleague: User
) -> None:
    own, other = their_own(moderator, "written", status="waiting"), factories.make_comment(status="waiting")
    ticks = [f"{comment.pk}:{services.fingerprint(comment)}" for comment in (own, other)]
    as_moderator.post(f"{QUEUE}together/", {"verb": "publish", "tick": ticks})
    statuses = dict(Comment.objects.values_list("pk", "status"))
    assert (statuses[own.pk], statuses[other.pk]) == ("waiting", "published")
