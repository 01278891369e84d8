"""Numbers go from one person to another: after a long time it is asked whose account it is, of who holds the phone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from residents import phone_sign_in
from residents.models import User
from tests.residents.by_phone import SAME, ask, enter, make_phone_user, newest, signed_in, without_token, wrong
from tests.residents.forms_typed import BOX

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]
WHOSE = "/accounts/login/whose/"


def make_away(days: int) -> User:
    return make_phone_user(display_name="从前的人", last_login=timezone.now() - timedelta(days=days, minutes=1))


def come(client: Client) -> str:
    ask(client, next=BOX)
    where: str = enter(client, newest(), next=BOX)["Location"]
    return where


def answer(client: Client, whose: str) -> str:
    where: str = client.post(WHOSE, {"whose": whose, "next": BOX})["Location"]
    return where


@pytest.mark.parametrize(("days", "is_asked"), [(89, False), (90, True), (400, True)])
def test_after_ninety_days_it_is_asked(client: Client, days: int, is_asked: bool) -> None:
    make_away(days)
    assert come(client).startswith(WHOSE) == is_asked
    assert (signed_in(client) is None) == is_asked


def test_a_new_number_and_one_that_never_came_in_are_not_asked(client: Client) -> None:
    assert come(client).startswith("/me/welcome/")
    assert signed_in(client)


def test_who_comes_back_goes_on(client: Client) -> None:
    user = make_away(200)
    page = client.get(come(client)).content.decode()
    assert f'name="next" value="{BOX}"' in page
    assert answer(client, "mine") == BOX
    assert signed_in(client) == str(user.pk)


def test_the_page_tells_nothing_of_the_account_but_the_month(client: Client) -> None:
    user = make_away(200)
    page = client.get(come(client)).content.decode()
    assert timezone.localtime(user.last_login).strftime("%Y年%-m月") in page
    for told in (user.display_name, user.username, user.email, "1391111"):
        assert told not in page


def test_whose_it_is_not_begins_anew_and_the_old_account_loses_only_the_number(client: Client) -> None:
    before = make_away(200)
    come(client)
    assert answer(client, "new").startswith("/me/welcome/")
    now = phone_sign_in.holder_of(SAME)
    assert now is not None
    assert signed_in(client) == str(now.pk) != str(before.pk)
    assert (now.display_name, now.phone_verified) == ("", True)
    before.refresh_from_db()
    assert (before.display_name, before.phone_cipher, before.phone_hash) == ("从前的人", "", None)
    assert not before.phone_verified
    assert before.is_active


def test_without_the_code_nobody_is_asked_and_nobody_comes_in(client: Client) -> None:
    user = make_away(200)
    for whose in ("mine", "new"):
        assert client.post(WHOSE, {"whose": whose}).status_code == 422
        ask(client)
        enter(client, wrong())
        assert client.post(WHOSE, {"whose": whose}).status_code == 422
    assert signed_in(client) is None
    assert phone_sign_in.holder_of(SAME) == user


def test_an_answer_is_good_once(client: Client) -> None:
    make_away(200)
    come(client)
    answer(client, "new")
    client.post("/accounts/logout/")
    assert client.post(WHOSE, {"whose": "mine"}).status_code == 422
    assert signed_in(client) is None


def test_a_number_that_moved_meanwhile_lets_nobody_in(client: Client) -> None:
    user = make_away(200)
    come(client)
    User.objects.filter(pk=user.pk).update(phone_hash=None, phone_cipher="")
    for whose in ("new", "mine"):
        assert client.post(WHOSE, {"whose": whose}).status_code == 422
    assert signed_in(client) is None


def test_before_the_code_an_account_left_alone_looks_like_any_other() -> None:
    make_away(200)
    first, second = Client(), Client()
    pages = [
        without_token(ask(c, n).content + c.get("/accounts/login/code/confirm/").content)
        for c, n in ((first, SAME), (second, "13911113333"))
    ]
    assert pages[0] == pages[1].replace("3333", "2222")
