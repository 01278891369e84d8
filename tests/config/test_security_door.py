"""One way in: the back office and private pages lead to the sign-in that has the limits, and never round in a circle."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories import make_user
from tests.residents.forms_typed import login_typed

pytestmark = pytest.mark.django_db
LIMITED = "/accounts/login/?next="


def test_a_stranger_at_the_back_office_is_asked_to_sign_in(client: Client) -> None:
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == f"{LIMITED}%2Fadmin%2F"


@pytest.mark.parametrize("path", ["/admin/", "/admin/images/", "/admin/pages/"])
def test_who_works_there_comes_to_where_they_wanted(client: Client, path: str) -> None:
    make_user("editor-1", groups=("editor",))
    assert client.post("/accounts/login/", login_typed("editor-1", next=path))["Location"] == path
    assert client.get(path).status_code == 200


def test_who_is_in_already_is_sent_on(client: Client) -> None:
    client.force_login(make_user(groups=("editor",)))
    assert client.get("/admin/login/?next=/admin/images/")["Location"] == "/admin/images/"


def test_a_resident_is_told_that_it_is_closed_and_not_sent_round(client: Client) -> None:
    client.force_login(make_user())
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) == 1
    page = answer.content.decode()
    assert "您的账号不能进后台" in page
    assert 'class="messages"' not in page


def test_being_told_leaves_no_message_for_a_later_page(client: Client) -> None:
    client.force_login(make_user())
    client.get("/admin/", follow=True)
    assert 'class="messages"' not in client.get("/me/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example"])
def test_the_door_leads_to_no_other_site(client: Client, elsewhere: str) -> None:
    assert client.get("/admin/login/", {"next": elsewhere})["Location"] == f"{LIMITED}%2Fadmin%2F"
    client.force_login(make_user(groups=("editor",)))
    assert client.get("/admin/login/", {"next": elsewhere})["Location"] == "/admin/"


def test_a_password_posted_to_the_door_is_not_tried(client: Client) -> None:
    make_user("editor-1", groups=("editor",))
    client.post("/admin/login/", {"username": "editor-1", "password": login_typed("editor-1")["password"]})
    assert "_auth_user_id" not in client.session


def test_the_second_password_page_of_wagtail_is_closed_too(client: Client) -> None:
    assert client.get("/_util/login/?next=/x/")["Location"] == "/accounts/login/?next=/x/"


@pytest.mark.parametrize(
    "path", ["/admin/password_reset/", "/admin/password_reset/confirm/MQ/set-password/", "/django-admin/"]
)
def test_there_is_no_third_way(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_staff_change_their_address_where_it_is_confirmed(client: Client) -> None:
    client.force_login(make_user(groups=("editor",)))
    page = client.get("/admin/account/").content.decode()
    assert 'name="name_email-email"' not in page
    assert 'type="password"' not in page


def test_a_script_without_the_permission_gets_the_page_that_says_so(client: Client) -> None:
    client.force_login(make_user())
    answer = client.get("/admin/", headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 403
    assert "这里不能进" in answer.content.decode()


def test_a_host_name_that_is_not_ours_gets_a_page_in_chinese(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "没有看懂这次请求" in answer.content.decode()
    assert "evil.example" not in answer.content.decode()
