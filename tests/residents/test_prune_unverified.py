"""Who never typed a code in goes after a day; whoever is anything more stays."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from residents import text_limits
from residents.models import TextMessage, User
from tests.factories import make_user
from tests.residents.by_phone import OTHER_SAME, SAME, later, make_phone_user, make_unproved

pytestmark = pytest.mark.django_db


def prune() -> str:
    said = StringIO()
    call_command("prune_unverified", stdout=said)
    return said.getvalue()


def aged(user: User, **span: float) -> User:
    User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - timedelta(**span))
    return user


def test_a_number_nobody_proved_goes_after_a_day() -> None:
    aged(make_unproved(), hours=25)
    assert "1 个没有验证的手机号" in prune()
    assert not User.objects.exists()


def test_within_the_day_it_stays() -> None:
    aged(make_unproved(), hours=23)
    assert "0 个没有验证的手机号" in prune()
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"phone_verified": True}, id="proved"),
        pytest.param({"display_name": "阿婆"}, id="has_a_name"),
        pytest.param({"email": "apo@example.org"}, id="has_an_address"),
        pytest.param({"last_login": timezone.now()}, id="was_in"),
        pytest.param({"is_superuser": True}, id="administers"),
        pytest.param({"closed_at": timezone.now()}, id="has_left"),
        pytest.param({"phone_hash": None, "phone_cipher": ""}, id="has_no_number"),
    ],
)
def test_whoever_is_anything_more_stays(more: dict[str, Any]) -> None:
    user = aged(make_unproved(), days=300)
    User.objects.filter(pk=user.pk).update(**more)
    prune()
    assert User.objects.filter(pk=user.pk).exists()


def test_residents_and_the_office_are_not_touched() -> None:
    people = [make_user(), make_user(groups=("desk",)), make_phone_user(OTHER_SAME)]
    for person in people:
        aged(person, days=300)
    prune()
    assert User.objects.count() == len(people)


def test_counts_of_old_messages_go_with_it() -> None:
    text_limits.take(phone=SAME, address="203.0.113.7")
    later(hours=25)
    text_limits.take(phone=SAME, address="203.0.113.7")
    assert "1 条过期的短信计数" in prune()
    assert TextMessage.objects.count() == 1


def test_running_it_again_does_nothing() -> None:
    aged(make_unproved(), hours=25)
    prune()
    assert "0 个没有验证的手机号、0 条" in prune()
