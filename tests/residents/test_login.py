"""Signing in: by either name, back to where one was, and nothing told to a stranger."""

from unittest import mock

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from tests.factories import PASSWORD, make_user
from tests.residents.forms_typed import BOX, BOX_IN_A_QUERY, login_typed

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.mark.parametrize("login", ["apo", "APO", "apo@example.org", " Apo@Example.org "])
def test_a_resident_signs_in_by_user_name_or_address(client: Client, login: str) -> None:
    user = make_user("apo")
    client.post(LOGIN, login_typed(login))
    assert client.session["_auth_user_id"] == str(user.pk)


def test_who_signs_in_without_a_page_in_mind_comes_to_their_own(client: Client) -> None:
    make_user("apo")
    assert client.post(LOGIN, login_typed("apo"))["Location"] == "/me/"


def test_one_returns_to_the_comment_box_with_its_hash(client: Client) -> None:
    make_user("apo")
    page = client.get(f"{LOGIN}?next={BOX_IN_A_QUERY}").content.decode()
    assert f'<input type="hidden" name="next" value="{BOX}">' in page
    assert client.post(LOGIN, login_typed("apo", next=BOX))["Location"] == BOX


def test_the_way_back_survives_a_wrong_password(client: Client) -> None:
    make_user("apo")
    again = client.post(LOGIN, login_typed("apo", "wrong", next=BOX)).content.decode()
    assert f'<input type="hidden" name="next" value="{BOX}">' in again


def test_the_way_back_survives_from_sign_up_to_login(client: Client) -> None:
    page = client.get(f"/accounts/signup/?next={BOX_IN_A_QUERY}").content.decode()
    assert f'href="{LOGIN}?next=%2Fplan%2Fring%2F%3Ftheme%3Dgreen%23my-comments"' in page


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(client: Client, elsewhere: str) -> None:
    make_user("apo")
    assert client.post(LOGIN, login_typed("apo", next=elsewhere))["Location"] == "/me/"


def test_a_wrong_password_is_said_clearly_and_the_login_kept(client: Client) -> None:
    make_user("apo")
    page = client.post(LOGIN, login_typed("apo", "wrong")).content.decode()
    assert "账号或密码不对，请再试一次。忘了密码可以重设。" in page
    assert 'value="apo"' in page
    assert "wrong" not in page


@pytest.mark.parametrize(("known", "unknown"), [("apo", "nobody"), ("apo@example.org", "nobody@example.org")])
def test_a_stranger_cannot_tell_a_known_account_from_an_unknown(known: str, unknown: str) -> None:
    make_user("apo")
    pages = [Client().post(LOGIN, login_typed(login, "wrong")) for login in (known, unknown)]
    first, second = (p.content.decode().partition("error-summary")[2].partition("</div>")[0] for p in pages)
    assert first == second
    assert pages[0].status_code == pages[1].status_code


@pytest.mark.parametrize("login", ["apo", "apo@example.org", "nobody", "nobody@example.org"])
def test_a_wrong_password_costs_one_hash_whoever_is_asked_for(client: Client, login: str) -> None:
    make_user("apo")
    with mock.patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode) as hashed:
        client.post(LOGIN, login_typed(login, "wrong"))
    assert hashed.call_count == 1


def test_a_closed_account_does_not_get_in_and_is_told_where_to_ask(client: Client) -> None:
    make_user("apo", is_active=False)
    answer = client.post(LOGIN, login_typed("apo"), follow=True)
    assert "这个账号已停用" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_who_is_signed_in_goes_straight_on(client: Client) -> None:
    client.force_login(make_user())
    assert client.get(f"{LOGIN}?next={BOX_IN_A_QUERY}")["Location"] == BOX


def test_signing_out_takes_a_post(client: Client) -> None:
    client.force_login(make_user())
    assert "要退出登录吗" in client.get("/accounts/logout/").content.decode()
    assert "_auth_user_id" in client.session
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_signing_in_and_out_leaves_no_sentence_for_a_later_page(client: Client) -> None:
    make_user("apo")
    client.post(LOGIN, login_typed("apo"))
    client.post("/accounts/logout/")
    assert 'class="messages"' not in client.get(LOGIN).content.decode()


def test_a_new_password_takes_the_old_one_first(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    typed = {"oldpassword": "wrong", "password1": "brand-new-91", "password2": "brand-new-91"}
    assert "现在的密码不对" in client.post("/accounts/password/change/", typed).content.decode()
    client.post("/accounts/password/change/", typed | {"oldpassword": PASSWORD})
    user.refresh_from_db()
    assert user.check_password("brand-new-91")
    assert client.get("/me/").status_code == 200
