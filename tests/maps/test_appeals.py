"""An author appeals once against a return or a hiding; another moderator decides; both can be taken back."""

from typing import Any

import pytest
from wagtail.models import Site

from maps.consultation import services
from maps.consultation.errors import (
    AlreadyAppealed,
    NothingToAppeal,
    NotTaken,
    OwnDecision,
    ReasonMissing,
    StaleDecision,
    WordsMissing,
)
from maps.consultation.models import Appeal, Comment, Decision, ParticipationSettings, Tally
from residents.models import Notice, User
from tests import factories

pytestmark = pytest.mark.django_db

FROM = {"hidden": ("published", "hide"), "returned": ("waiting", "return")}


@pytest.fixture
def other() -> User:
    return factories.make_moderator("moderator2")


def decided(status: str, moderator: User, **fields: Any) -> Comment:
    before, verb = FROM[status]
    comment = factories.make_comment(status=before, **fields)
    services.decide(comment_id=comment.pk, moderator=moderator, verb=verb, reason="unclear")
    return comment


def appeal(comment: Comment, text: str = "我说的是事实。") -> Appeal:
    return services.appeal(comment_id=comment.pk, author=comment.author, text=text)


def decide(comment: Comment, moderator: User, verb: str, **facts: Any) -> Decision:
    values = {"reason": "unclear"} if verb == "deny_appeal" else {}
    return services.decide_appeal(comment_id=comment.pk, moderator=moderator, verb=verb, **(values | facts))


def state(comment: Comment) -> tuple[str, str]:
    fresh = Comment.objects.get(pk=comment.pk)
    return fresh.status, fresh.appeal.state


@pytest.mark.parametrize("status", ["hidden", "returned"])
def test_an_appeal_waits_beside_the_decision_it_is_against(moderator: User, status: str) -> None:
    comment = decided(status, moderator)
    made = appeal(comment, "  我说的是事实。 ")
    assert (made.text, made.decision) == ("我说的是事实。", comment.decisions.get())
    assert state(comment) == (status, "open")


@pytest.mark.parametrize(("status", "becomes"), [("hidden", "published"), ("returned", "waiting")])
def test_granted_a_hiding_is_restored_and_a_return_waits_again(
    moderator: User, other: User, status: str, becomes: str
) -> None:
    comment = decided(status, moderator)
    appeal(comment)
    decision = decide(comment, other, "grant_appeal")
    assert (decision.from_status, decision.to_status) == (status, becomes)
    assert state(comment) == (becomes, "granted")
    assert Tally.objects.filter(proposal=comment.proposal, comments=1).exists() == (becomes == "published")


@pytest.mark.parametrize("status", ["hidden", "returned"])
def test_denied_it_stays_and_the_author_hears_why(moderator: User, other: User, status: str) -> None:
    comment = decided(status, moderator)
    appeal(comment)
    decide(comment, other, "deny_appeal", reason="abuse", note="请看第二句。")
    assert state(comment) == (status, "denied")
    notice = Notice.objects.filter(user=comment.author)[0]
    assert (notice.kind, "维持原决定（有辱骂" in notice.title) == ("appeal", True)
    assert Comment.objects.all_of(comment.author).get().why == "有辱骂或攻击他人的话：请看第二句。"


@pytest.mark.parametrize(("status", "says"), [("hidden", "已恢复发布"), ("returned", "重新进入审核")])
def test_granted_the_author_hears_it(moderator: User, other: User, status: str, says: str) -> None:
    comment = decided(status, moderator)
    appeal(comment)
    decide(comment, other, "grant_appeal")
    notice = Notice.objects.filter(user=comment.author)[0]
    assert notice.kind == "appeal"
    assert notice.title.startswith("您的申诉成立")
    assert notice.title.endswith(says)


def test_a_granted_return_still_takes_two_when_it_is_flagged(moderator: User, other: User) -> None:
    comment = decided("returned", moderator)
    comment.flags.create(kind="link", found="example.com")
    appeal(comment)
    decide(comment, other, "grant_appeal")
    assert services.decide(comment_id=comment.pk, moderator=other, verb="publish").verb == "second"


@pytest.mark.parametrize("verb", ["grant_appeal", "deny_appeal"])
def test_nobody_decides_about_their_own_decision(moderator: User, verb: str) -> None:
    comment = decided("hidden", moderator)
    appeal(comment)
    with pytest.raises(OwnDecision) as refusal:
        decide(comment, moderator, verb)
    assert "另一位审核员" in refusal.value.for_people()
    assert state(comment) == ("hidden", "open")


# ── what is refused ─────────────────────────────────────────────────────────────


def test_once_per_comment_also_after_it_was_denied(moderator: User, other: User) -> None:
    comment = decided("hidden", moderator)
    appeal(comment)
    with pytest.raises(AlreadyAppealed):
        appeal(comment)
    decide(comment, other, "deny_appeal")
    with pytest.raises(AlreadyAppealed):
        appeal(comment)


@pytest.mark.parametrize("status", ["waiting", "published", "withdrawn"])
def test_without_a_return_or_a_hiding_there_is_nothing_to_appeal(status: str) -> None:
    with pytest.raises(NothingToAppeal):
        appeal(factories.make_comment(status=status))


def test_nobody_appeals_for_another(moderator: User, resident: User) -> None:
    comment = decided("hidden", moderator)
    with pytest.raises(Comment.DoesNotExist):
        services.appeal(comment_id=comment.pk, author=resident, text="我替他说。")


@pytest.mark.parametrize("text", ["", "   ", "字" * 501], ids=["nothing", "blanks", "too_long"])
def test_an_appeal_says_why_in_few_words(moderator: User, text: str) -> None:
    comment = decided("hidden", moderator)
    with pytest.raises(WordsMissing):
        appeal(comment, text)
    appeal(comment, "字" * 500)


def test_with_the_switch_off_none_is_taken(moderator: User) -> None:
    comment = decided("hidden", moderator)
    ParticipationSettings.objects.create(site=Site.objects.get(is_default_site=True), take_appeals=False)
    with pytest.raises(NotTaken):
        appeal(comment)


def test_denying_needs_a_reason(moderator: User, other: User) -> None:
    comment = decided("hidden", moderator)
    appeal(comment)
    with pytest.raises(ReasonMissing):
        decide(comment, other, "deny_appeal", reason="")
    assert state(comment) == ("hidden", "open")


def test_it_is_decided_once_and_only_when_there_is_one(moderator: User, other: User) -> None:
    comment = decided("hidden", moderator)
    with pytest.raises(StaleDecision):
        decide(comment, other, "grant_appeal")
    appeal(comment)
    decide(comment, other, "deny_appeal")
    with pytest.raises(StaleDecision):
        decide(comment, other, "grant_appeal")


def test_a_text_changed_since_it_was_seen_is_not_decided(moderator: User, other: User) -> None:
    comment = decided("hidden", moderator)
    appeal(comment)
    comment.refresh_from_db()
    seen = services.fingerprint(comment)
    Comment.objects.filter(pk=comment.pk).update(text="换了完全不同的内容。")
    with pytest.raises(StaleDecision):
        decide(comment, other, "grant_appeal", seen=seen)


def test_one_sent_again_instead_is_not_in_the_way_of_an_appeal_later(moderator: User, other: User) -> None:
    comment = decided("returned", moderator)
    appeal(comment)
    services.edit(comment_id=comment.pk, author=comment.author, text="换一个说法再来。")
    with pytest.raises(StaleDecision):
        decide(comment, other, "grant_appeal")
    services.decide(comment_id=comment.pk, moderator=other, verb="return", reason="unclear")
    comment.refresh_from_db()
    assert appeal(comment).decision.moderator == other


# ── taken back ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("verb", ["grant_appeal", "deny_appeal"])
@pytest.mark.parametrize("status", ["hidden", "returned"])
def test_either_can_be_taken_back(moderator: User, other: User, status: str, verb: str) -> None:
    comment = decided(status, moderator)
    appeal(comment)
    decision = decide(comment, other, verb)
    services.undo(decision_id=decision.pk, moderator=other)
    assert state(comment) == (status, "open")
    newest = Notice.objects.filter(user=comment.author)[0]
    assert (newest.kind, newest.title.endswith("申诉重新进入复核")) == ("appeal", True)
    assert decide(comment, other, verb).verb == verb
