"""Sending a comment: what is stored, and everything that is refused."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.db import IntegrityError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from shapely.geometry import shape as to_shape

from maps.consultation import services
from maps.consultation.errors import (
    CommentingClosed,
    ConsultationError,
    KeyReused,
    ShapeNotAllowed,
    TextTooLong,
    TextTooShort,
    TooManyComments,
)
from maps.consultation.models import Comment, Consultation
from maps.errors import OutsidePlan
from maps.plan.models import Proposal
from residents.models import User
from residents.notices import send_digests
from tests import factories

pytestmark = pytest.mark.django_db

KEY = UUID("00000000-0000-4000-8000-000000000001")
OTHER_KEY = UUID("00000000-0000-4000-8000-000000000002")
TEXT = "希望沿河多放几把椅子。"
DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture
def proposal() -> Proposal:
    return factories.make_proposal()


def submit(proposal: Proposal, author: User, **changes: Any) -> Comment:
    values: dict[str, Any] = {"text": TEXT, "shape": None, "key": KEY}
    return services.submit_comment(proposal=proposal, author=author, **(values | changes))


def test_a_comment_waits_on_the_revision_its_author_read(proposal: Proposal, resident: User) -> None:
    proposal.save_revision().publish()
    proposal.refresh_from_db()
    consultation = factories.make_consultation(proposal)
    comment = submit(proposal, resident, text=f"  {TEXT}\n")
    comment.refresh_from_db()
    assert (comment.status, comment.text, comment.consultation) == ("waiting", TEXT, consultation)
    assert comment.proposal_revision == proposal.live_revision
    assert comment.proposal_revision is not None


@pytest.mark.parametrize("place", [factories.INSIDE, factories.ON_EDGE], ids=["inside", "on-the-edge"])
def test_a_point_of_the_plan_is_stored_with_its_tile_key(
    proposal: Proposal, resident: User, place: dict[str, Any]
) -> None:
    factories.make_consultation(proposal)
    comment = submit(proposal, resident, shape=to_shape(place))
    comment.refresh_from_db()
    assert comment.shape == place
    assert (comment.west, comment.south) == tuple(place["coordinates"])
    assert comment.tile_key is not None


def test_a_point_outside_the_plan_is_refused_and_nothing_is_stored(proposal: Proposal, resident: User) -> None:
    factories.make_consultation(proposal)
    with pytest.raises(OutsidePlan):
        submit(proposal, resident, shape=to_shape(factories.OUTSIDE))
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("allowed", "drawn", "accepted"),
    [
        ("none", factories.INSIDE, False),
        ("point", factories.INSIDE, True),
        ("point", factories.LINE_INSIDE, False),
        ("point", factories.AREA_INSIDE, False),
        ("all", factories.INSIDE, True),
        ("all", factories.LINE_INSIDE, True),
        ("all", factories.AREA_INSIDE, True),
    ],
    ids=["none-point", "point-point", "point-line", "point-area", "all-point", "all-line", "all-area"],
)
def test_only_what_the_consultation_allows_may_be_drawn(
    proposal: Proposal, resident: User, allowed: str, drawn: dict[str, Any], accepted: bool
) -> None:
    factories.make_consultation(proposal, shapes=allowed)
    if accepted:
        assert submit(proposal, resident, shape=to_shape(drawn)).shape is not None
        return
    with pytest.raises(ShapeNotAllowed):
        submit(proposal, resident, shape=to_shape(drawn))
    assert not Comment.objects.exists()


NOW = timezone.now()


@pytest.mark.parametrize(
    "consultation",
    [
        None,
        {"opens_at": NOW - timedelta(days=9), "closes_at": NOW - timedelta(seconds=1)},
        {"opens_at": NOW + timedelta(hours=1), "closes_at": NOW + timedelta(days=9)},
        {"may_comment": False},
    ],
    ids=["none", "closed-a-second-ago", "not-yet-open", "comments-switched-off"],
)
def test_without_an_open_consultation_a_comment_is_refused(
    proposal: Proposal, resident: User, consultation: dict[str, Any] | None
) -> None:
    if consultation is not None:
        factories.make_consultation(proposal, **consultation)
    with pytest.raises(CommentingClosed):
        submit(proposal, resident)
    assert not Comment.objects.exists()


def test_another_proposals_consultation_does_not_count(proposal: Proposal, resident: User) -> None:
    factories.make_consultation(factories.make_proposal(plan=proposal.plan))
    with pytest.raises(CommentingClosed):
        submit(proposal, resident)


def test_the_consultation_that_closes_first_is_asked(proposal: Proposal, resident: User) -> None:
    factories.make_consultation(proposal, title="晚", closes_at=NOW + timedelta(days=20))
    sooner = factories.make_consultation(proposal, title="早", closes_at=NOW + timedelta(days=10))
    assert submit(proposal, resident).consultation == sooner


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("四个字呀", TextTooShort), ("   \n  ", TextTooShort), ("字" * 2001, TextTooLong)],
    ids=["four", "blank", "2001"],
)
def test_a_text_of_the_wrong_length_is_refused(
    proposal: Proposal, resident: User, text: str, refusal: type[ConsultationError]
) -> None:
    factories.make_consultation(proposal)
    with pytest.raises(refusal):
        submit(proposal, resident, text=text)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", ["五个字够了", "字" * 2000], ids=["five", "2000"])
def test_a_text_of_the_right_length_is_taken(proposal: Proposal, resident: User, text: str) -> None:
    factories.make_consultation(proposal)
    assert submit(proposal, resident, text=text).text == text


# ── once ────────────────────────────────────────────────────────────────────────


def test_sending_twice_with_one_key_stores_once_and_tells_once(proposal: Proposal, resident: User) -> None:
    moderator = factories.make_moderator()
    factories.make_consultation(proposal)
    first, second = submit(proposal, resident), submit(proposal, resident)
    assert first.pk == second.pk
    assert Comment.objects.count() == 1
    assert moderator.notices.count() == 1


def test_a_repeated_sending_is_answered_also_after_closing(proposal: Proposal, resident: User) -> None:
    consultation = factories.make_consultation(proposal)
    first = submit(proposal, resident)
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=timezone.now())
    assert submit(proposal, resident).pk == first.pk


@pytest.mark.parametrize("change", ["text", "proposal"])
def test_a_key_does_not_swallow_another_comment(proposal: Proposal, resident: User, change: str) -> None:
    other = factories.make_proposal(plan=proposal.plan)
    factories.make_consultation(proposal, other)
    submit(proposal, resident)
    with pytest.raises(KeyReused):
        submit(
            other if change == "proposal" else proposal, resident, text="另外一条意见。" if change == "text" else TEXT
        )
    assert Comment.objects.count() == 1


def test_two_residents_may_have_the_same_key(proposal: Proposal, resident: User) -> None:
    factories.make_consultation(proposal)
    submit(proposal, resident)
    submit(proposal, factories.make_user("resident2"))
    assert Comment.objects.count() == 2


def test_a_race_on_the_unique_key_is_a_named_refusal(
    proposal: Proposal, resident: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another connection stores the key between our look and our write: the constraint answers."""
    factories.make_consultation(proposal)
    submit(proposal, resident)
    monkeypatch.setattr("maps.consultation.services.comments._sent_before", lambda *args: None)
    with pytest.raises(KeyReused) as refusal:
        submit(proposal, resident)
    assert isinstance(refusal.value.__cause__, IntegrityError)
    assert Comment.objects.count() == 1


# ── not too many ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("rate", "taken"), [("2/10m", 2), ("3/1h", 3)])
def test_one_comment_too_many_is_refused(
    proposal: Proposal, resident: User, settings: Any, rate: str, taken: int
) -> None:
    settings.COMMENT_RATE = rate
    factories.make_consultation(proposal)
    for number in range(taken):
        submit(proposal, resident, key=UUID(int=number), text=f"第 {number} 条意见。")
    with pytest.raises(TooManyComments):
        submit(proposal, resident)
    submit(proposal, factories.make_user("resident2"))
    assert Comment.objects.count() == taken + 1


def test_the_limit_is_over_when_its_time_is_over(proposal: Proposal, resident: User, settings: Any) -> None:
    settings.COMMENT_RATE = "1/10m"
    factories.make_consultation(proposal)
    first = submit(proposal, resident)
    Comment.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(minutes=10, seconds=1))
    assert submit(proposal, resident, key=OTHER_KEY).pk != first.pk


def test_a_rate_that_says_nothing_is_a_fault_of_the_operator(proposal: Proposal, resident: User, settings: Any) -> None:
    settings.COMMENT_RATE = "many"
    factories.make_consultation(proposal)
    with pytest.raises(Exception, match="COMMENT_RATE"):
        submit(proposal, resident)


# ── the moderators' notice ──────────────────────────────────────────────────────


def test_the_notice_is_a_row_of_the_same_transaction(proposal: Proposal, resident: User, settings: Any) -> None:
    settings.TASKS = DATABASE_TASKS
    factories.make_consultation(proposal)
    comment = submit(proposal, resident)
    told = DBTaskResult.objects.filter(task_path="maps.consultation.services.looking.look")
    assert [task.args_kwargs["args"] for task in told] == [[comment.pk]]
    with pytest.raises(TextTooShort):
        submit(proposal, resident, text="短", key=OTHER_KEY)
    assert told.count() == 1


def test_no_letter_quotes_the_comment(proposal: Proposal, resident: User) -> None:
    factories.make_moderator()
    factories.make_consultation(proposal)
    submit(proposal, resident)
    send_digests()
    assert len(mail.outbox) == 1
    assert TEXT not in f"{mail.outbox[0].subject} {mail.outbox[0].body}"
