"""Registration: a name, an address, a password, and back to where one was."""

from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client

from residents.models import Consent, Neighbourhood, User
from tests.factories import make_user
from tests.residents.forms_typed import BOX, BOX_IN_A_QUERY, signup_typed

pytestmark = pytest.mark.django_db
SIGNUP = "/accounts/signup/"


def test_who_registers_is_signed_in_with_the_name_they_typed(client: Client) -> None:
    place = Neighbourhood.objects.get(name="枫杨园")
    client.post(SIGNUP, signup_typed(display_name=" 枫桥边的　阿婆 ", neighbourhood=str(place.pk)))
    user = User.objects.get()
    assert (user.display_name, user.neighbourhood, user.email) == ("枫桥边的 阿婆", place, "apo@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_neighbourhood_is_optional_and_never_confirmed_by_typing_it(client: Client) -> None:
    client.post(SIGNUP, signup_typed())
    user = User.objects.get()
    assert user.neighbourhood is None
    assert not user.neighbourhood_confirmed


def test_the_user_name_is_made_up_and_says_nothing_of_the_person(client: Client) -> None:
    client.post(SIGNUP, signup_typed())
    name = User.objects.get().username
    assert name.startswith("u")
    assert "apo" not in name


def test_registering_records_which_text_was_agreed_to(client: Client) -> None:
    client.post(SIGNUP, signup_typed())
    given = Consent.objects.order_by("text").values_list("user", "text", "version")
    user = User.objects.get()
    assert list(given) == [(user.pk, "privacy", "1"), (user.pk, "terms", "1")]


def test_one_returns_to_the_comment_box_after_registering(client: Client) -> None:
    assert client.post(SIGNUP, signup_typed(next=BOX))["Location"] == BOX


def test_one_returns_to_the_comment_box_through_sign_up_and_an_error_in_it(client: Client) -> None:
    page = client.get(f"/accounts/login/?next={BOX_IN_A_QUERY}")
    assert f'href="{SIGNUP}?next=' in page.content.decode()
    again = client.post(SIGNUP, signup_typed(password2="other", next=BOX))
    assert f'<input type="hidden" name="next" value="{BOX}">' in again.content.decode()
    assert client.post(SIGNUP, signup_typed(next=BOX))["Location"] == BOX


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "https:evil.example"]
)
def test_nobody_is_sent_to_another_site(client: Client, elsewhere: str) -> None:
    assert client.post(SIGNUP, signup_typed(next=elsewhere))["Location"] == "/me/"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param({"display_name": "曹杨街道办"}, "不能像单位", id="office"),
        pytest.param({"display_name": "阿"}, "至少要有两个字", id="short_name"),
        pytest.param({"email": "apo"}, "邮箱的写法不对", id="no_address"),
        pytest.param({"password1": "kq7", "password2": "kq7"}, "至少要 8 位", id="short_password"),
        pytest.param({"password1": "password", "password2": "password"}, "太常见", id="common_password"),
        pytest.param({"password2": "another-one-8"}, "必须相同", id="two_passwords"),
    ],
)
def test_a_registration_is_refused_with_a_sentence_and_what_was_typed(
    client: Client, changed: dict[str, str], sentence: str
) -> None:
    page = client.post(SIGNUP, signup_typed(**changed)).content.decode()
    assert sentence in page
    assert f'value="{changed.get("email", "apo@example.org")}"' in page
    assert not User.objects.exists()


def test_fields_stand_in_the_order_of_a_conversation(client: Client) -> None:
    page = client.get(SIGNUP).content.decode()
    names = ["display_name", "email", "password1", "password2", "neighbourhood"]
    places = [page.index(f'id="id_{name}"') for name in names]
    assert places == sorted(places)


def test_a_known_address_is_answered_like_an_unknown_one(client: Client) -> None:
    known = make_user(email="known@example.org")
    answers = [Client().post(SIGNUP, signup_typed(email=address)) for address in (known.email, "new@example.org")]
    assert len({(a.status_code, a["Location"]) for a in answers}) == 1
    assert known.check_password("a-password-for-tests-7")


def test_a_letter_asks_to_confirm_the_address(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(SIGNUP, signup_typed())
    letter = mailoutbox[0]
    assert letter.to == ["apo@example.org"]
    assert letter.subject == "【美好曹杨】请确认您的邮箱"
    assert "http://testserver/accounts/confirm-email/" in letter.body


def test_the_link_in_the_letter_confirms_the_address(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(SIGNUP, signup_typed())
    path = next(word for word in mailoutbox[0].body.split() if "/confirm-email/" in word).removeprefix(
        "http://testserver"
    )
    assert "枫桥边的阿婆" in client.get(path).content.decode()
    client.post(path)
    assert EmailAddress.objects.get().verified


def test_a_registration_that_fails_half_way_leaves_nothing(client: Client) -> None:
    client.raise_request_exception = False
    with mock.patch.object(Consent.objects, "get_or_create", side_effect=RuntimeError):
        assert client.post(SIGNUP, signup_typed()).status_code == 500
    assert not User.objects.exists()


def test_who_is_signed_in_does_not_register_again(client: Client) -> None:
    client.force_login(make_user())
    assert client.get(f"{SIGNUP}?next=/plan/")["Location"] == "/plan/"
