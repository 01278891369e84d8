"""One address each; a new one takes its place when it is confirmed."""

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client

from residents.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
EMAIL = "/accounts/email/"


@pytest.fixture
def resident(client: Client) -> User:
    user = make_user("apo")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    client.force_login(user)
    return user


def ask_for(client: Client, address: str) -> str:
    return client.post(EMAIL, {"email": address, "action_add": ""}, follow=True).content.decode()


def test_a_new_address_waits_and_the_old_one_stays(client: Client, resident: User) -> None:
    page = ask_for(client, "new@example.org")
    resident.refresh_from_db()
    assert resident.email == "apo@example.org"
    assert "new@example.org" in page
    assert "还没有确认" in page


def test_the_letter_goes_to_the_new_address_and_its_link_makes_the_change(
    client: Client, resident: User, mailoutbox: list[EmailMessage]
) -> None:
    ask_for(client, "new@example.org")
    assert mailoutbox[0].to == ["new@example.org"]
    link = next(word for word in mailoutbox[0].body.split() if "/confirm-email/" in word)
    client.post(link.removeprefix("http://testserver"))
    resident.refresh_from_db()
    assert resident.email == "new@example.org"
    assert EmailAddress.objects.count() == 1


def test_a_change_can_be_called_off(client: Client, resident: User) -> None:
    ask_for(client, "new@example.org")
    client.post(EMAIL, {"email": "new@example.org", "action_remove": ""})
    assert [a.email for a in EmailAddress.objects.all()] == ["apo@example.org"]


def test_an_address_is_refused_with_a_sentence(client: Client, resident: User) -> None:
    assert "邮箱的写法不对" in ask_for(client, "nonsense")
    assert "您现在用的就是这个邮箱" in ask_for(client, "apo@example.org")


def test_it_is_not_told_that_an_address_belongs_to_another(client: Client, resident: User) -> None:
    make_user("agong")
    answers = [client.post(EMAIL, {"email": a, "action_add": ""}) for a in ("agong@example.org", "free@example.org")]
    assert {(a.status_code, a["Location"]) for a in answers} == {(302, EMAIL)}


def test_another_persons_confirmed_address_cannot_be_taken(
    client: Client, resident: User, mailoutbox: list[EmailMessage]
) -> None:
    other = make_user("agong")
    EmailAddress.objects.create(user=other, email=other.email, primary=True, verified=True)
    ask_for(client, other.email)
    link = next(word for word in mailoutbox[0].body.split() if "/confirm-email/" in word)
    assert "这个链接不能用了" in client.get(link.removeprefix("http://testserver")).content.decode()
