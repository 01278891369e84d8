"""A lost password: a letter, a new one, and back to where it was missed."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from residents.models import User
from tests.factories import make_user
from tests.residents.forms_typed import BOX, BOX_IN_A_QUERY

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"
NEW = {"password1": "brand-new-91", "password2": "brand-new-91"}


@pytest.fixture
def resident() -> User:
    return make_user("apo")


def link_in(letter: EmailMessage) -> str:
    return next(word for word in letter.body.split() if "/password/reset/key/" in word).removeprefix(
        "http://testserver"
    )


def test_the_letter_leads_to_a_new_password_and_in(
    client: Client, resident: User, mailoutbox: list[EmailMessage]
) -> None:
    client.post(RESET, {"email": resident.email})
    form = client.get(link_in(mailoutbox[0]), follow=True)
    client.post(form.request["PATH_INFO"], NEW)
    resident.refresh_from_db()
    assert resident.check_password(NEW["password1"])
    assert client.session["_auth_user_id"] == str(resident.pk)


def test_the_letter_leads_back_to_the_comment_box(
    client: Client, resident: User, mailoutbox: list[EmailMessage]
) -> None:
    page = client.get(f"{RESET}?next={BOX_IN_A_QUERY}").content.decode()
    assert f'<input type="hidden" name="back" value="{BOX}">' in page
    client.post(RESET, {"email": resident.email, "back": BOX})
    form = client.get(link_in(mailoutbox[0]), follow=True)
    assert f'name="next" value="{BOX}"' in form.content.decode()
    assert client.post(form.request["PATH_INFO"], NEW | {"next": BOX})["Location"] == BOX


def test_a_letter_never_leads_to_another_site(client: Client, resident: User, mailoutbox: list[EmailMessage]) -> None:
    client.post(RESET, {"email": resident.email, "back": "https://evil.example/"})
    assert "evil" not in mailoutbox[0].body


def test_the_login_page_knows_the_way_to_a_new_password(client: Client) -> None:
    page = client.get(f"/accounts/login/?next={BOX_IN_A_QUERY}").content.decode()
    assert f'href="{RESET}?next=/plan/ring/%3Ftheme%3Dgreen%23my-comments"' in page


def test_an_unknown_address_is_answered_like_a_known_one(client: Client, resident: User) -> None:
    answers = [client.post(RESET, {"email": address}) for address in (resident.email, "nobody@example.org")]
    assert len({(a.status_code, a["Location"]) for a in answers}) == 1


def test_an_unknown_address_hears_that_it_has_no_account(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(RESET, {"email": "nobody@example.org"})
    assert [letter.to for letter in mailoutbox] == [["nobody@example.org"]]
    assert "没有账号" in mailoutbox[0].body


def test_a_link_works_once(client: Client, resident: User, mailoutbox: list[EmailMessage]) -> None:
    client.post(RESET, {"email": resident.email})
    link = link_in(mailoutbox[0])
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], NEW)
    assert "这个链接不能用了" in Client().get(link, follow=True).content.decode()


def test_a_weak_new_password_is_refused_and_the_old_one_stays(
    client: Client, resident: User, mailoutbox: list[EmailMessage]
) -> None:
    client.post(RESET, {"email": resident.email})
    form = client.get(link_in(mailoutbox[0]), follow=True)
    page = client.post(form.request["PATH_INFO"], {"password1": "12345678", "password2": "12345678"})
    assert "只包含数字" in page.content.decode()
    old = resident.password
    resident.refresh_from_db()
    assert resident.password == old


@pytest.mark.parametrize("demo", [True, False])
def test_only_the_demo_says_that_letters_are_files(client: Client, settings: Settings, demo: bool) -> None:
    settings.DEMO = demo
    assert ("mail 文件夹" in client.get(f"{RESET}done/").content.decode()) is demo
