"""My own number: added or changed once its code was typed in, and never taken from somebody who proved it."""

from typing import Any
from unittest import mock

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError
from django.test import Client

from residents import phone_sign_in
from residents.closing import close_account
from residents.models import User
from tests.factories import make_user
from tests.residents.by_phone import (
    MASKED,
    NUMBER,
    OTHER,
    OTHER_SAME,
    SAME,
    RecordingSender,
    later,
    make_phone_user,
    make_unproved,
    newest,
    without_token,
    wrong,
)
from tests.residents.forms_typed import BOX, BOX_IN_A_QUERY
from tests.residents.test_export import data_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]
PHONE, CODE, DETAILS = "/me/phone/", "/me/phone/code/", "/me/details/"


@pytest.fixture
def resident(client: Client) -> User:
    user = make_user("apo", phone_verified=False)
    client.force_login(user)
    return user


def number_of(user: User) -> tuple[str, bool]:
    now = User.objects.get(pk=user.pk)
    return phone_sign_in.number_of(now), now.phone_verified


def test_a_number_counts_once_its_code_was_typed_in(client: Client, resident: User) -> None:
    assert client.post(PHONE, {"phone": NUMBER})["Location"] == CODE
    assert number_of(resident) == ("", False)
    assert client.post(CODE, {"code": newest()})["Location"] == DETAILS
    assert number_of(resident) == (SAME, True)
    page = client.get(DETAILS).content.decode()
    assert MASKED in page
    assert NUMBER not in page


def test_the_new_number_opens_the_door_and_the_old_one_no_longer(client: Client) -> None:
    user = make_phone_user()
    client.force_login(user)
    client.post(PHONE, {"phone": OTHER})
    client.post(CODE, {"code": newest()})
    assert phone_sign_in.holder_of(OTHER_SAME) == user
    assert phone_sign_in.holder_of(SAME) is None


def test_until_then_the_old_number_stays(client: Client) -> None:
    user = make_phone_user()
    client.force_login(user)
    client.post(PHONE, {"phone": OTHER})
    client.post(CODE, {"code": wrong()})
    assert number_of(user) == (SAME, True)


def test_three_wrong_codes_end_it(client: Client, resident: User) -> None:
    client.post(PHONE, {"phone": NUMBER})
    answers = [client.post(CODE, {"code": wrong()}) for _ in range(3)]
    assert [a.status_code for a in answers] == [422] * 3
    assert "验证码错了三次" in answers[2].content.decode()
    assert client.post(CODE, {"code": newest()})["Location"] == PHONE
    assert number_of(resident) == ("", False)


def test_a_number_that_somebody_proved_stays_theirs_and_only_its_owner_is_told(client: Client, resident: User) -> None:
    owner = make_phone_user()
    first = client.post(PHONE, {"phone": NUMBER})
    assert (first.status_code, first["Location"]) == (302, CODE)
    answer = client.post(CODE, {"code": newest()})
    assert answer.status_code == 409
    assert "已经有自己的账号" in answer.content.decode()
    assert (number_of(owner), number_of(resident)) == ((SAME, True), ("", False))


def test_taken_and_free_numbers_look_alike_before_the_code(client: Client, resident: User) -> None:
    make_phone_user(SAME)
    pages = []
    for phone in (SAME, OTHER_SAME):
        answer = client.post(PHONE, {"phone": phone})
        pages.append((answer.status_code, answer["Location"], without_token(client.get(CODE).content)))
    assert pages[0] == (pages[1][0], pages[1][1], pages[1][2].replace("3333", "2222"))


def test_a_number_that_nobody_proved_goes_to_who_proves_it(client: Client, resident: User) -> None:
    nobody = make_unproved()
    client.post(PHONE, {"phone": NUMBER})
    client.post(CODE, {"code": newest()})
    assert number_of(resident) == (SAME, True)
    assert not User.objects.filter(pk=nobody.pk).exists()


def test_my_own_number_is_not_sent_a_code(client: Client, sent: list[Any]) -> None:
    client.force_login(make_phone_user())
    answer = client.post(PHONE, {"phone": NUMBER})
    assert answer.status_code == 422
    assert "您现在用的就是这个号码" in answer.content.decode()
    assert sent == []


@pytest.mark.parametrize("typed", ["", "123", "02162441234"])
def test_what_is_no_number_is_refused(client: Client, resident: User, sent: list[Any], typed: str) -> None:
    answer = client.post(PHONE, {"phone": typed})
    assert answer.status_code == 422
    assert sent == []


def test_the_limits_are_those_of_the_door(client: Client, resident: User, sent: list[Any]) -> None:
    client.post(PHONE, {"phone": NUMBER})
    for answer in (client.post(PHONE, {"phone": NUMBER}), client.post(CODE, {"action": "resend"})):
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) <= 60
    assert len(sent) == 1
    later(seconds=61)
    assert client.post(CODE, {"action": "resend"})["Location"] == CODE
    assert len(sent) == 2


def test_a_message_that_did_not_leave_is_said(client: Client, resident: User) -> None:
    RecordingSender.fails = True
    answer = client.post(PHONE, {"phone": NUMBER})
    assert answer.status_code == 503
    assert f'value="{NUMBER}"' in answer.content.decode()


def test_one_goes_back_for_another_number(client: Client, resident: User) -> None:
    client.post(PHONE, {"phone": NUMBER})
    assert client.post(CODE, {"action": "change"})["Location"] == PHONE
    assert client.get(CODE)["Location"] == PHONE


def test_another_person_in_the_same_browser_finds_nothing(client: Client, resident: User) -> None:
    client.post(PHONE, {"phone": NUMBER})
    session = client.session
    waiting = session["phone_change"]
    client.force_login(other := make_user(phone_verified=False))
    session = client.session
    session["phone_change"] = waiting
    session.save()
    assert client.post(CODE, {"code": newest()})["Location"] == PHONE
    assert number_of(other) == ("", False)


@pytest.mark.parametrize("path", [PHONE, CODE])
def test_a_stranger_is_led_to_the_door(client: Client, path: str) -> None:
    assert client.post(path, {"phone": NUMBER})["Location"].startswith("/accounts/login/")


def test_without_a_sender_there_is_no_such_page(client: Client, resident: User, settings: Any) -> None:
    settings.SMS_SENDER = ""
    assert client.get(PHONE).status_code == 404
    assert PHONE not in client.get(DETAILS).content.decode()


@pytest.mark.parametrize(("keys", "told"), [(["only-for-tests"], SAME), (["another"], None)], ids=["whole", "key_gone"])
def test_my_data_give_me_my_own_number_whole(client: Client, settings: Any, keys: list[str], told: str | None) -> None:
    client.force_login(make_phone_user())
    settings.PHONE_KEYS = keys
    assert data_of(client)["account"][0]["phone"] == told


def test_a_number_whose_key_is_gone_breaks_no_page_of_mine(client: Client, settings: Any) -> None:
    client.force_login(make_phone_user())
    settings.PHONE_KEYS = ["another"]
    for path in (PHONE, DETAILS, "/me/"):
        assert client.get(path).status_code == 200


def test_closing_the_account_lets_number_and_wechat_go() -> None:
    user = make_phone_user()
    SocialAccount.objects.create(user=user, provider="weixin", uid="union-1")
    close_account(user=user, erase=False)
    assert phone_sign_in.holder_of(SAME) is None
    assert not SocialAccount.objects.exists()
    assert phone_sign_in.ask(phone=SAME, address="203.0.113.7") != user


# ── on the way to the comment box ───────────────────────────────────────────────


def test_one_returns_to_where_one_was_writing(client: Client, resident: User) -> None:
    assert f'name="next" value="{BOX}"' in client.get(f"{PHONE}?next={BOX_IN_A_QUERY}").content.decode()
    code = client.post(PHONE, {"phone": NUMBER, "next": BOX})["Location"]
    assert code == f"{CODE}?next=%2Fplan%2Fring%2F%3Ftheme%3Dgreen%23my-comments"
    assert f'name="next" value="{BOX}"' in client.get(code).content.decode()
    assert f'name="next" value="{BOX}"' in client.post(CODE, {"code": wrong(), "next": BOX}).content.decode()
    assert client.post(CODE, {"code": newest(), "next": BOX})["Location"] == BOX


def test_another_number_keeps_the_way_back(client: Client, resident: User) -> None:
    client.post(PHONE, {"phone": NUMBER})
    assert client.post(CODE, {"action": "change", "next": "/plan/"})["Location"] == f"{PHONE}?next=%2Fplan%2F"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "/\t/evil.example/"]
)
def test_nobody_is_sent_to_another_site(client: Client, resident: User, elsewhere: str) -> None:
    client.post(PHONE, {"phone": NUMBER})
    assert client.post(CODE, {"code": newest(), "next": elsewhere})["Location"] == DETAILS


def test_who_has_proved_nothing_finds_the_other_way(client: Client, resident: User) -> None:
    assert 'href="/accounts/email/"' in client.get(PHONE).content.decode()
    client.force_login(make_phone_user())
    assert 'href="/accounts/email/"' not in client.get(PHONE).content.decode()


def test_a_number_that_comes_to_somebody_else_at_the_same_moment_is_told_and_breaks_nothing(
    client: Client, resident: User
) -> None:
    client.post(PHONE, {"phone": NUMBER})
    with mock.patch.object(User, "save", side_effect=IntegrityError("phone_hash")):
        answer = client.post(CODE, {"code": newest()})
    assert answer.status_code == 409
    assert number_of(resident) == ("", False)
