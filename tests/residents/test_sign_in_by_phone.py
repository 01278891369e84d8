"""A number, a code, and one is in: known or not, back to where one was, and not by guessing."""

import time
from unittest import mock

import pytest
from django.test import Client

from residents import phone_sign_in, phones
from residents.models import User
from tests.factories import make_user
from tests.residents.by_phone import (
    ASK,
    CONFIRM,
    LOGIN,
    MASKED,
    NUMBER,
    OTHER,
    SAME,
    ask,
    enter,
    later,
    make_phone_user,
    newest,
    signed_in,
    wrong,
)
from tests.residents.forms_typed import BOX, BOX_IN_A_QUERY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]
Sent = list[tuple[str, str]]


def test_a_resident_signs_in_with_the_code_that_was_sent(client: Client, sent: Sent) -> None:
    user = make_phone_user()
    assert ask(client)["Location"] == CONFIRM
    [(phone, code)] = sent
    assert (phone, len(code), code.isdecimal()) == (SAME, 6, True)
    assert enter(client, code)["Location"] == "/me/"
    assert signed_in(client) == str(user.pk)


@pytest.mark.parametrize("typed", ["+86 139-1111-2222", "００８６１３９１１１１２２２２", "139 1111 2222"])
def test_the_same_number_is_the_same_person_however_it_is_written(client: Client, typed: str) -> None:
    user = make_phone_user()
    ask(client, typed)
    enter(client, newest())
    assert signed_in(client) == str(user.pk)


def test_an_unknown_number_is_somebody_new_once_the_code_is_typed(client: Client) -> None:
    ask(client)
    user = User.objects.get()
    assert (user.phone_verified, user.display_name, user.has_usable_password()) == (False, "", False)
    assert phone_sign_in.number_of(user) == SAME
    enter(client, newest())
    user.refresh_from_db()
    assert user.phone_verified
    assert signed_in(client) == str(user.pk)


def test_a_number_is_nowhere_in_the_open(client: Client, sent: Sent) -> None:
    ask(client)
    kept = " ".join(str(value) for value in User.objects.values_list()[0]) + str(dict(client.session))
    assert "1391111" not in kept
    enter(client, newest())
    assert "1391111" not in str(dict(client.session))


def test_asking_alone_signs_nobody_in(client: Client) -> None:
    make_phone_user()
    ask(client)
    assert signed_in(client) is None
    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize("typed", ["１２３４５６", " 123 456 ", "123456\n"], ids=["full_width", "blanks", "line"])
def test_a_code_is_read_however_it_is_typed(client: Client, typed: str) -> None:
    with mock.patch("residents.adapter.AccountAdapter.generate_phone_verification_code", return_value="123456"):
        ask(client)
    enter(client, typed)
    assert signed_in(client)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５", "٣٣٣٣٣٣", "12 34"])
def test_what_cannot_be_a_code_is_refused_and_costs_no_try(client: Client, typed: str) -> None:
    ask(client)
    for _ in range(4):
        answer = enter(client, typed)
        assert answer.status_code == 422
        assert "6 位数字" in answer.content.decode()
    enter(client, newest())
    assert signed_in(client)


def test_two_wrong_codes_leave_one_more_try(client: Client) -> None:
    ask(client)
    for _ in range(2):
        answer = enter(client, wrong())
        assert (answer.status_code, "验证码不对" in answer.content.decode()) == (422, True)
    enter(client, newest())
    assert signed_in(client)


def test_three_wrong_codes_end_it_with_the_number_kept(client: Client) -> None:
    ask(client)
    enter(client, wrong())
    enter(client, wrong())
    answer = enter(client, wrong())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "验证码错了三次" in page
    assert f'value="{NUMBER}"' in page
    assert enter(client, newest()).status_code == 422
    assert signed_in(client) is None


def test_a_code_holds_five_minutes(client: Client) -> None:
    ask(client)
    with mock.patch("time.time", return_value=time.time() + 299):
        assert client.get(CONFIRM).status_code == 200
    with mock.patch("time.time", return_value=time.time() + 301):
        answer = enter(client, newest())
    assert "过期" in answer.content.decode()
    assert signed_in(client) is None


def test_a_code_is_for_the_browser_that_asked(client: Client) -> None:
    make_phone_user()
    ask(client)
    stranger = Client()
    assert enter(stranger, newest()).status_code == 422
    assert signed_in(stranger) is None


def test_a_code_is_for_one_number_only(client: Client) -> None:
    make_phone_user()
    ask(client)
    first = newest()
    ask(client, OTHER)
    if first != newest():
        assert enter(client, first).status_code == 422
    enter(client, newest())
    assert signed_in(client) == str(phone_sign_in.holder_of("+8613911113333").pk)  # type: ignore[union-attr]


def test_a_code_works_once(client: Client) -> None:
    ask(client)
    enter(client, newest())
    client.post("/accounts/logout/")
    assert enter(client, newest()).status_code == 422
    assert signed_in(client) is None


def test_the_code_can_be_sent_again_after_a_minute_and_the_first_is_void(client: Client, sent: Sent) -> None:
    ask(client)
    first = newest()
    enter(client, wrong())
    later(seconds=61)
    assert client.post(CONFIRM, {"action": "resend", "next": BOX})["Location"].startswith(f"{CONFIRM}?next=")
    assert len(sent) == 2
    if first != newest():
        assert enter(client, first).status_code == 422
    enter(client, newest())
    assert signed_in(client)


def test_a_code_sent_again_has_five_minutes_of_its_own(client: Client) -> None:
    ask(client)
    later(seconds=61)
    with mock.patch("time.time", return_value=time.time() + 290):
        client.post(CONFIRM, {"action": "resend"})
    with mock.patch("time.time", return_value=time.time() + 400):
        enter(client, newest())
    assert signed_in(client)


def test_too_early_the_code_is_not_sent_again_and_the_page_says_when(client: Client, sent: Sent) -> None:
    ask(client)
    answer = client.post(CONFIRM, {"action": "resend", "code": "12345"})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert "秒再要验证码" in answer.content.decode()
    assert 'value="12345"' in answer.content.decode()
    assert len(sent) == 1
    enter(client, newest())
    assert signed_in(client)


def test_one_goes_back_for_another_number(client: Client) -> None:
    ask(client)
    assert (
        client.post(CONFIRM, {"action": "change", "next": BOX})["Location"]
        == f"{LOGIN}?next=%2Fplan%2Fring%2F%3Ftheme%3Dgreen%23my-comments"
    )
    assert enter(client, newest()).status_code == 422
    ask(client, OTHER)
    enter(client, newest())
    assert signed_in(client)


def test_the_page_shows_the_number_in_part_and_the_way_on(client: Client) -> None:
    ask(client)
    page = client.get(CONFIRM).content.decode()
    assert MASKED in page
    assert NUMBER not in page
    for part in ('inputmode="numeric"', 'autocomplete="one-time-code"', 'data-seconds="', "重新发送", "换号码"):
        assert part in page


def test_one_returns_to_the_comment_box_with_its_hash(client: Client) -> None:
    make_phone_user()
    page = client.get(f"{LOGIN}?next={BOX_IN_A_QUERY}").content.decode()
    assert page.count(f'<input type="hidden" name="next" value="{BOX}">') == 2
    onward = ask(client, next=BOX)["Location"]
    assert f'name="next" value="{BOX}"' in client.get(onward).content.decode()
    assert enter(client, newest(), next=BOX)["Location"] == BOX


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "/accounts/logout/"]
)
def test_nobody_is_sent_to_another_site(client: Client, elsewhere: str) -> None:
    make_phone_user()
    assert ask(client, next=elsewhere)["Location"] == CONFIRM
    assert enter(client, newest(), next=elsewhere)["Location"] == "/me/"


def test_who_comes_back_to_the_door_with_a_code_on_its_way_types_it_in(client: Client) -> None:
    ask(client)
    assert client.get(f"{LOGIN}?next=/plan/")["Location"] == f"{CONFIRM}?next=%2Fplan%2F"


def test_the_way_of_the_phone_comes_first_and_the_password_below(client: Client) -> None:
    page = client.get(LOGIN).content.decode()
    assert page.index('autocomplete="tel"') < page.index('autocomplete="username"')
    assert 'inputmode="tel"' in page
    assert "weixin" not in page


def test_a_number_in_the_field_for_names_is_led_to_its_own(client: Client) -> None:
    answer = client.post(LOGIN, {"login": "139 1111 2222", "password": "x"})
    assert "手机号请填在上面" in answer.content.decode()


@pytest.mark.parametrize("typed", ["", "12345", "02162441234", "x" * 500])
def test_a_wrong_number_is_refused_with_what_was_typed(client: Client, sent: Sent, typed: str) -> None:
    answer = ask(client, typed)
    assert answer.status_code == 422
    assert "手机号" in answer.content.decode()
    if typed:
        assert f'value="{typed}"' in answer.content.decode()
    assert sent == []
    assert not User.objects.exists()


def test_a_closed_account_does_not_get_in(client: Client) -> None:
    make_phone_user(is_active=False)
    ask(client)
    assert enter(client, newest())["Location"] == "/accounts/inactive/"
    assert signed_in(client) is None


def test_a_code_for_a_number_that_has_moved_since_is_void(client: Client) -> None:
    user = make_phone_user()
    ask(client)
    phone_sign_in.attach(user=user, phone="+8613911113333")
    phone_sign_in.attach(user=make_user(), phone=SAME)
    assert enter(client, newest()).status_code == 422
    assert signed_in(client) is None


def test_a_code_for_an_account_that_is_gone_is_void(client: Client) -> None:
    ask(client)
    User.objects.all().delete()
    assert enter(client, newest()).status_code == 422


def test_who_is_signed_in_goes_straight_on(client: Client, sent: Sent) -> None:
    client.force_login(make_phone_user())
    assert client.post(ASK, {"phone": NUMBER, "next": "/plan/"})["Location"] == "/plan/"
    assert client.get(CONFIRM)["Location"] == "/me/"
    assert sent == []


def test_looking_at_the_door_sends_nothing(client: Client, sent: Sent) -> None:
    assert client.get(f"{ASK}?phone={NUMBER}")["Location"] == LOGIN
    assert client.get(CONFIRM).status_code == 422
    assert sent == []


@pytest.mark.parametrize("path", [LOGIN, CONFIRM])
def test_the_pages_of_the_door_are_kept_by_nobody(client: Client, path: str) -> None:
    ask(client)
    assert "no-store" in client.get(path)["Cache-Control"]


def test_a_stolen_row_is_no_way_in(client: Client) -> None:
    """What stands in the database signs nobody in: the number is sealed and has no password."""
    ask(client)
    user = User.objects.get()
    assert not client.login(username=user.username, password="")
    assert phones.unseal(user.phone_cipher) == SAME


def test_who_has_no_password_may_set_one(client: Client) -> None:
    ask(client)
    enter(client, newest())
    onward = client.get("/accounts/password/change/")["Location"]
    page = client.get(onward).content.decode()
    for words in ("设一个密码", "再输一遍密码", "至少 8 位"):
        assert words in page
    client.post(onward, {"password1": "brand-new-91", "password2": "brand-new-91"})
    assert User.objects.get().check_password("brand-new-91")
