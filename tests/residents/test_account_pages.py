"""Every page about an account: in our design, for everyone's hands, with nothing that the policy blocks."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.factories import make_user

pytestmark = pytest.mark.django_db

FOR_ANYONE = {
    "/accounts/login/": "登录",
    "/accounts/signup/": "注册",
    "/accounts/password/reset/": "忘了密码",
    "/accounts/password/reset/done/": "请去邮箱看信",
    "/accounts/password/reset/key/1-abc/": "这个链接不能用了",
    "/accounts/password/reset/key/done/": "密码改好了",
    "/accounts/confirm-email/": "请去邮箱看信",
    "/accounts/confirm-email/nonsense/": "确认邮箱",
    "/accounts/inactive/": "这个账号已停用",
}
FOR_RESIDENTS = {
    "/accounts/logout/": "要退出登录吗？",
    "/accounts/password/change/": "修改密码",
    "/accounts/email/": "电子邮箱",
    "/me/": "阿婆",
    "/me/details/": "显示名和居民区",
}
PAGES = FOR_ANYONE | FOR_RESIDENTS
AUTOCOMPLETE = {
    "/accounts/login/": {"login": "username", "password": "current-password"},
    "/accounts/signup/": {
        "display_name": "nickname",
        "email": "email",
        "password1": "new-password",
        "password2": "new-password",
    },
    "/accounts/password/reset/": {"email": "email"},
    "/accounts/password/change/": {
        "oldpassword": "current-password",
        "password1": "new-password",
        "password2": "new-password",
    },
    "/accounts/email/": {"email": "email"},
}


class Fields(HTMLParser):
    """The inputs of a page's forms, the ids that labels point at, and every heading."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inputs: list[dict[str, str]] = []
        self.labelled: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag in ("input", "select", "textarea") and found.get("type") != "hidden":
            self.inputs.append(found)
        if tag == "label":
            self.labelled.add(found["for"])


def page_of(path: str) -> str:
    client = Client()
    if path in FOR_RESIDENTS:
        client.force_login(make_user("apo", display_name="阿婆"))
    answer = client.get(path)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


@pytest.mark.parametrize(("path", "heading"), PAGES.items(), ids=PAGES)
def test_a_page_has_one_heading_in_chinese_and_our_frame(path: str, heading: str) -> None:
    page = page_of(path)
    assert re.findall(r"<h1>(.*?)</h1>", page) == [heading]
    assert 'class="account-page' in page
    assert 'class="masthead"' in page


@pytest.mark.parametrize("path", PAGES)
def test_a_page_carries_nothing_inline_and_asks_no_other_host(path: str) -> None:
    page = page_of(path)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)


@pytest.mark.parametrize("path", PAGES)
def test_every_field_has_a_label(path: str) -> None:
    fields = Fields(page_of(path))
    assert [f for f in fields.inputs if f.get("id") not in fields.labelled] == []
    assert not any(f.get("placeholder") for f in fields.inputs if f.get("type") != "search")


@pytest.mark.parametrize(("path", "expected"), AUTOCOMPLETE.items(), ids=AUTOCOMPLETE)
def test_a_browser_knows_what_to_fill_in(path: str, expected: dict[str, str]) -> None:
    fields = Fields(page_of(path))
    assert {f["name"]: f.get("autocomplete") for f in fields.inputs if f["name"] in expected} == expected


def test_an_error_stands_beside_its_field_and_in_the_list_on_top(client: Client) -> None:
    page = client.post("/accounts/signup/", {"email": "x"}).content.decode()
    assert '<a href="#id_email">电子邮箱：邮箱的写法不对' in page
    assert 'id="id_email_error"' in page
    email = next(f for f in Fields(page).inputs if f.get("name") == "email")
    assert email["aria-invalid"] == "true"
    assert "id_email_error" in email["aria-describedby"]
    assert "<title>要改一下：注册" in page


def test_a_form_without_an_error_has_no_list_of_errors(client: Client) -> None:
    assert 'role="alert"' not in client.get("/accounts/signup/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/3rdparty/",
        "/accounts/social/login/cancelled/",
        "/accounts/2fa/",
        "/accounts/phone/verify/",
    ],
)
def test_what_is_not_used_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_address_without_a_page_leads_to_one(client: Client) -> None:
    assert client.get("/accounts/")["Location"] == "/accounts/login/"
