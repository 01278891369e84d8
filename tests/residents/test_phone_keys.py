"""A new key for phone numbers: everything is written with it, nothing is lost, nobody is doubled."""

from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from residents import phone_sign_in, phones
from residents.management.commands import rotate_phone_keys
from residents.models import User
from tests.residents.by_phone import OTHER_SAME, SAME, make_phone_user

pytestmark = pytest.mark.django_db
NEW = "a-newer-key"


def rotate() -> str:
    said = StringIO()
    call_command("rotate_phone_keys", stdout=said, stderr=said)
    return said.getvalue()


def test_every_number_is_written_with_the_newest_key(settings: Any) -> None:
    users = [make_phone_user(SAME), make_phone_user(OTHER_SAME)]
    settings.PHONE_KEYS = [NEW, *settings.PHONE_KEYS]
    assert "2 个手机号" in rotate()
    settings.PHONE_KEYS = [NEW]
    assert [phone_sign_in.number_of(User.objects.get(pk=user.pk)) for user in users] == [SAME, OTHER_SAME]
    assert [phone_sign_in.holder_of(phone) for phone in (SAME, OTHER_SAME)] == users


def test_rotating_twice_changes_nothing_that_counts(settings: Any) -> None:
    user = make_phone_user()
    settings.PHONE_KEYS = [NEW, *settings.PHONE_KEYS]
    rotate()
    first = User.objects.get(pk=user.pk).phone_hash
    rotate()
    assert User.objects.get(pk=user.pk).phone_hash == first == phones.fingerprint(SAME)


def test_what_was_interrupted_midway_still_opens_the_door_and_is_finished_the_next_time(settings: Any) -> None:
    users = [make_phone_user(phone) for phone in (SAME, OTHER_SAME)]
    settings.PHONE_KEYS = [NEW, *settings.PHONE_KEYS]
    with (
        mock.patch.object(
            rotate_phone_keys, "rewrite", side_effect=[rotate_phone_keys.rewrite(users[0].pk), KeyboardInterrupt]
        ),
        pytest.raises(KeyboardInterrupt),
    ):
        rotate()
    assert [phone_sign_in.holder_of(phone) for phone in (SAME, OTHER_SAME)] == users
    assert [phone_sign_in.ask(phone=phone, address="203.0.113.5") for phone in (SAME, OTHER_SAME)] == users
    rotate()
    settings.PHONE_KEYS = [NEW]
    assert [phone_sign_in.holder_of(phone) for phone in (SAME, OTHER_SAME)] == users


def test_people_without_a_number_are_left_alone(settings: Any) -> None:
    assert "0 个手机号" in rotate()


def test_before_rotating_a_number_is_still_found_and_not_registered_again(settings: Any) -> None:
    user = make_phone_user()
    settings.PHONE_KEYS = [NEW, *settings.PHONE_KEYS]
    assert phone_sign_in.ask(phone=SAME, address="203.0.113.5") == user
    assert User.objects.exclude(phone_hash=None).count() == 1


def test_a_number_whose_key_is_gone_stays_and_is_told_without_the_number(settings: Any) -> None:
    user = make_phone_user()
    before = user.phone_cipher
    settings.PHONE_KEYS = [NEW]
    said = StringIO()
    with pytest.raises(CommandError, match="旧密钥请先留着"):
        call_command("rotate_phone_keys", stdout=said, stderr=said)
    assert f"user {user.pk}: UnknownKey" in said.getvalue()
    assert "13911112222" not in said.getvalue()
    assert User.objects.get(pk=user.pk).phone_cipher == before


def test_a_number_that_two_keys_let_in_twice_stops_nothing_else(settings: Any) -> None:
    old = list(settings.PHONE_KEYS)
    first = make_phone_user(SAME)
    settings.PHONE_KEYS = [NEW]  # a process that did not know the old key
    second = make_phone_user(SAME)
    third = make_phone_user(OTHER_SAME)
    settings.PHONE_KEYS = [NEW, *old]
    with pytest.raises(CommandError, match="1 个手机号没有重写"):
        rotate()
    assert phone_sign_in.number_of(User.objects.get(pk=third.pk)) == OTHER_SAME
    assert {phone_sign_in.number_of(User.objects.get(pk=user.pk)) for user in (first, second)} == {SAME}
