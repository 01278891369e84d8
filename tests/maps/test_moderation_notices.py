"""Who hears that the queue is not empty, and how often."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail

from maps.consultation import services
from maps.consultation.tasks import tell_moderators
from residents.models import Notice
from residents.notices import send_digests
from tests import factories

pytestmark = pytest.mark.django_db


def tell(**comment: Any) -> None:
    tell_moderators.call(factories.make_comment(**{"status": "waiting", **comment}).pk)


def told() -> set[str]:
    return set(Notice.objects.filter(kind="queue").values_list("user__username", flat=True))


def test_everyone_who_may_moderate_hears_of_it_and_nobody_else() -> None:
    factories.make_moderator()
    factories.make_user("planner", groups=("planner",))
    factories.make_user("chief", is_superuser=True)
    factories.make_user("left", groups=("moderator",), is_active=False)
    by_hand = factories.make_user("by-hand")
    by_hand.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    tell()
    assert told() == {"moderator", "chief", "by-hand"}


def test_the_notice_leads_to_the_queue_and_goes_out_with_the_days_message() -> None:
    moderator = factories.make_moderator()
    tell()
    assert Notice.objects.get().url == "/admin/comments/"
    assert mail.outbox == []
    send_digests()
    assert [letter.to for letter in mail.outbox] == [[moderator.email]]


def test_who_has_an_unread_notice_is_not_told_again() -> None:
    factories.make_moderator()
    tell()
    tell()
    assert Notice.objects.count() == 1


def test_an_unread_notice_of_another_kind_does_not_silence_the_queue() -> None:
    moderator = factories.make_moderator()
    Notice.objects.create(user=moderator, kind="decision", title="另一件事", url="/")
    tell()
    assert told() == {"moderator"}


def test_who_decided_since_is_told_of_the_next_one() -> None:
    moderator = factories.make_moderator()
    first = factories.make_comment(status="waiting")
    tell_moderators.call(first.pk)
    services.decide(comment_id=first.pk, moderator=moderator, verb="publish")
    tell()
    assert Notice.objects.filter(user=moderator, kind="queue").count() == 2


@pytest.mark.parametrize("status", ["published", "returned", "hidden", "withdrawn"])
def test_what_does_not_wait_any_more_is_not_told(status: str) -> None:
    factories.make_moderator()
    tell(status=status)
    assert told() == set()


def test_a_comment_that_is_gone_is_not_told() -> None:
    factories.make_moderator()
    tell_moderators.call(999)
    assert told() == set()
