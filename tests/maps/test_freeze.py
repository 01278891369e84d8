"""While something is frozen nobody writes there; what is published stays."""

from typing import Any

import pytest
from django.test import TestCase

from maps.consultation import services
from maps.consultation.errors import AlreadyFrozen, Blocked, Frozen
from maps.consultation.models import Comment, Freeze
from pagecache.pages import purged
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def test_on_a_frozen_proposal_nobody_writes(resident: User, moderator: User) -> None:
    proposal = factories.make_proposal()
    services.freeze(proposal=proposal, by=moderator, reason="正在整理意见")
    for user in (resident, moderator):
        with pytest.raises(Frozen) as refusal:
            services.may_write(user, proposal)
        assert refusal.value.status == 409
        assert "正在整理意见" in refusal.value.for_people()
        assert "您写的内容还在下面" in refusal.value.for_people()


def test_on_the_next_proposal_everybody_writes(resident: User, moderator: User) -> None:
    proposal = factories.make_proposal()
    services.freeze(proposal=proposal, by=moderator, reason="正在整理意见")
    services.may_write(resident, factories.make_proposal(plan=proposal.plan))


def test_a_frozen_site_is_frozen_everywhere(resident: User, moderator: User) -> None:
    services.freeze(proposal=None, by=moderator, reason="系统维护")
    for _number in range(2):
        with pytest.raises(Frozen):
            services.may_write(resident, factories.make_proposal())


@pytest.mark.parametrize("everywhere", [True, False])
def test_lifted_everybody_writes_again(resident: User, moderator: User, everywhere: bool) -> None:
    proposal = factories.make_proposal()
    made = services.freeze(proposal=None if everywhere else proposal, by=moderator, reason="系统维护")
    services.lift_freeze(freeze_id=made.pk, by=moderator)
    services.may_write(resident, proposal)
    again = services.lift_freeze(freeze_id=made.pk, by=factories.make_moderator("moderator2"))
    assert again.lifted_by == moderator


@pytest.mark.parametrize("everywhere", [True, False])
def test_what_is_frozen_is_frozen_once(moderator: User, everywhere: bool) -> None:
    proposal = None if everywhere else factories.make_proposal()
    services.freeze(proposal=proposal, by=moderator, reason="系统维护")
    with pytest.raises(AlreadyFrozen):
        services.freeze(proposal=proposal, by=moderator, reason="再来一次")
    assert Freeze.objects.get().reason == "系统维护"


def test_after_it_was_lifted_it_can_be_frozen_again(moderator: User) -> None:
    first = services.freeze(proposal=None, by=moderator, reason="系统维护")
    services.lift_freeze(freeze_id=first.pk, by=moderator)
    services.freeze(proposal=None, by=moderator, reason="再来一次")
    assert Freeze.objects.standing().count() == 1


def test_who_is_blocked_hears_that_first(resident: User, moderator: User) -> None:
    services.freeze(proposal=None, by=moderator, reason="系统维护")
    services.block(user=resident, by=moderator, reason="多次发广告")
    with pytest.raises(Blocked):
        services.may_write(resident, factories.make_proposal())


def test_what_is_published_stays_and_can_still_be_moderated(moderator: User) -> None:
    comment = factories.make_comment()
    services.freeze(proposal=comment.proposal, by=moderator, reason="正在整理意见")
    assert Comment.objects.published().get() == comment
    services.decide(comment_id=comment.pk, moderator=moderator, verb="hide", reason="abuse")


@pytest.mark.parametrize("everywhere", [True, False])
def test_pages_that_may_say_so_go(moderator: User, everywhere: bool) -> None:
    proposal = factories.make_proposal()
    other = factories.make_proposal(plan=proposal.plan)
    heard: list[frozenset[str]] = []

    def listen(tags: frozenset[str], **kwargs: Any) -> None:
        heard.append(tags)

    purged.connect(listen)
    with TestCase.captureOnCommitCallbacks(execute=True):
        services.freeze(proposal=None if everywhere else proposal, by=moderator, reason="维护")
    purged.disconnect(listen)
    assert f"proposal:{proposal.pk}" in heard[0]
    assert (f"proposal:{other.pk}" in heard[0]) == everywhere
