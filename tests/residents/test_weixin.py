"""Signing in by WeChat: two apps, one account; nothing of it where it is not set up. WeChat itself is not asked here."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from residents.models import User
from tests.residents.forms_typed import BOX

pytestmark = pytest.mark.django_db
BEGIN, BACK = "/accounts/weixin/login/", "/accounts/weixin/login/callback/"
INSIDE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50 Mobile"}
OPEN = {
    "app_id": "wx-open",
    "secret": "open-secret",
    "authorize_url": "https://open.weixin.qq.com/connect/qrconnect",
    "scope": "snsapi_login",
}
MP = {
    "app_id": "wx-mp",
    "secret": "mp-secret",
    "authorize_url": "https://open.weixin.qq.com/connect/oauth2/authorize",
    "scope": "snsapi_userinfo",
}


@pytest.fixture(autouse=True)
def _set_up(settings: Any) -> None:
    settings.WEIXIN_APPS = {"open": OPEN, "mp": MP}


class FakeWeixin:
    """What WeChat answers, in its own way: JSON as text/plain, errors with status 200."""

    def __init__(self) -> None:
        self.token: dict[str, Any] = {"access_token": "t", "openid": "open-1", "unionid": "union-1", "expires_in": 7200}
        self.person: dict[str, Any] = {
            "openid": "open-1",
            "unionid": "union-1",
            "nickname": "环浜🌸",
            "headimgurl": "x",
        }
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def answer(self, told: dict[str, Any]) -> Any:
        content = json.dumps(told, ensure_ascii=False).encode()
        return SimpleNamespace(
            status_code=200, content=content, json=lambda: json.loads(content), raise_for_status=lambda: None
        )

    def request(self, method: str, url: str, params: Any = None, data: Any = None, **kwargs: Any) -> Any:
        self.asked.append((url, params or data))
        return self.answer(self.token)

    def get(self, url: str, params: Any = None, **kwargs: Any) -> Any:
        self.asked.append((url, params))
        return self.answer(self.person)

    def __enter__(self) -> "FakeWeixin":
        return self

    def __exit__(self, *error: object) -> None: ...


@pytest.fixture
def weixin() -> Iterator[FakeWeixin]:
    fake = FakeWeixin()
    with mock.patch("residents.weixin.SocialAdapter.get_requests_session", return_value=fake):
        yield fake


def begin(client: Client, **more: str) -> tuple[str, dict[str, str]]:
    """Start, and return where WeChat is and what it is told."""
    there = urlsplit(client.post(BEGIN, more)["Location"])
    assert there.fragment == "wechat_redirect"
    return f"{there.scheme}://{there.netloc}{there.path}", {k: v[0] for k, v in parse_qs(there.query).items()}


def come_in(client: Client, **more: str) -> Any:
    _, told = begin(client, **more)
    return client.get(BACK, {"code": "c", "state": told["state"]})


# ── the way there ───────────────────────────────────────────────────────────────


def test_on_a_desktop_it_is_the_code_to_scan(client: Client) -> None:
    address, told = begin(client)
    assert address == "https://open.weixin.qq.com/connect/qrconnect"
    assert (told["appid"], told["scope"], told["response_type"]) == ("wx-open", "snsapi_login", "code")
    assert told["redirect_uri"] == f"http://testserver{BACK}"
    assert "secret" not in str(told)


def test_inside_wechat_it_is_the_public_account() -> None:
    address, told = begin(Client(headers=INSIDE))
    assert address == "https://open.weixin.qq.com/connect/oauth2/authorize"
    assert (told["appid"], told["scope"]) == ("wx-mp", "snsapi_userinfo")


def test_what_is_asked_for_is_not_in_the_address_to_change(client: Client) -> None:
    answer = client.post(f"{BEGIN}?scope=snsapi_base&process=connect&auth_params=appid%3Dother", {"process": "connect"})
    told = parse_qs(urlsplit(answer["Location"]).query)
    assert (told["scope"], told["appid"]) == (["snsapi_login"], ["wx-open"])


def test_it_takes_a_button(client: Client) -> None:
    assert client.get(BEGIN).status_code == 405
    page = client.get("/accounts/login/").content.decode()
    assert f'action="{BEGIN}"' in page
    assert "用微信登录" in page


def test_the_button_may_lead_there_under_our_policy() -> None:
    """The form's answer is a redirect to WeChat, which browsers hold against form-action."""
    code = "from config.settings import dev as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'], list(s.WEIXIN_APPS))"
    keys = {"WEIXIN_MP_APP_ID": "a", "WEIXIN_MP_SECRET": "b", "WEIXIN_OPEN_APP_ID": "half"}
    environment = os.environ | {"PYTHONPATH": "site:."} | keys
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == """["'self'", 'https://open.weixin.qq.com'] ['mp']"""


@pytest.mark.parametrize(("apps", "headers"), [({}, {}), ({"open": OPEN}, INSIDE), ({"mp": MP}, {})])
def test_where_it_is_not_set_up_there_is_nothing_of_it(settings: Any, apps: Any, headers: dict[str, str]) -> None:
    settings.WEIXIN_APPS = apps
    client = Client(headers=headers)
    assert "用微信登录" not in client.get("/accounts/login/").content.decode()
    assert client.post(BEGIN).status_code == 404
    assert client.get(BACK, {"code": "c", "state": "s"}).status_code == 404


@pytest.mark.parametrize("path", ["/accounts/3rdparty/", "/accounts/3rdparty/signup/", "/accounts/social/signup/"])
def test_other_pages_of_allauths_are_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


# ── and back ────────────────────────────────────────────────────────────────────


def test_who_comes_first_is_asked_for_a_name_and_returns_to_the_comment_box(client: Client, weixin: FakeWeixin) -> None:
    answer = come_in(client, next=BOX)
    assert answer["Location"] == "/me/welcome/?next=%2Fplan%2Fring%2F%3Ftheme%3Dgreen%23my-comments"
    user = User.objects.get()
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.display_name, user.has_usable_password()) == ("环浜🌸", False)
    assert user.username.startswith("u")


def test_both_apps_lead_to_one_account(weixin: FakeWeixin) -> None:
    come_in(Client())
    weixin.token["openid"] = weixin.person["openid"] = "mp-77"  # each app calls the same person otherwise
    come_in(Client(headers=INSIDE))
    assert User.objects.count() == 1
    assert SocialAccount.objects.get().uid == "union-1"


def test_two_persons_are_two_accounts(weixin: FakeWeixin) -> None:
    come_in(Client())
    weixin.person |= {"openid": "open-2", "unionid": "union-2"}
    come_in(Client())
    assert User.objects.count() == 2


def test_without_a_common_name_the_apps_own_is_used(client: Client, weixin: FakeWeixin) -> None:
    del weixin.person["unionid"]
    come_in(client)
    assert SocialAccount.objects.get().uid == "open-1"


def test_no_more_is_kept_than_who_it_is(client: Client, weixin: FakeWeixin) -> None:
    come_in(client)
    assert SocialAccount.objects.get().extra_data == {"openid": "open-1", "unionid": "union-1"}


@pytest.mark.parametrize("nickname", ["曹杨街道办", "管理员", "a", "", "\u200b\u200b", "派 出 所"])
def test_a_nickname_that_may_not_be_shown_is_not_taken(client: Client, weixin: FakeWeixin, nickname: str) -> None:
    weixin.person["nickname"] = nickname
    come_in(client)
    assert User.objects.get().display_name == ""


def test_a_long_nickname_is_cut(client: Client, weixin: FakeWeixin) -> None:
    weixin.person["nickname"] = "长" * 60
    come_in(client)
    assert User.objects.get().display_name == "长" * 30


def test_a_closed_account_does_not_get_in(weixin: FakeWeixin) -> None:
    come_in(Client())
    User.objects.update(is_active=False)
    client = Client()
    assert come_in(client)["Location"] == "/accounts/inactive/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/accounts/logout/"])
def test_nobody_is_sent_to_another_site(client: Client, weixin: FakeWeixin, elsewhere: str) -> None:
    assert come_in(client, next=elsewhere)["Location"] == "/me/welcome/?next=%2Fme%2F"


# ── what goes wrong ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "query",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"code": "c"}, id="no_state"),
        pytest.param({"code": "c", "state": "somebody-elses"}, id="foreign_state"),
        pytest.param({"error": "access_denied"}, id="cancelled"),
    ],
)
def test_a_callback_nobody_asked_for_signs_nobody_in(client: Client, weixin: FakeWeixin, query: dict[str, str]) -> None:
    answer = client.get(BACK, query)
    assert answer.status_code == 422
    assert "微信登录没有成功" in answer.content.decode()
    assert not User.objects.exists()
    assert weixin.asked == []


def test_who_changes_their_mind_finds_the_other_doors_and_the_way_back(client: Client, weixin: FakeWeixin) -> None:
    _, told = begin(client, next="/plan/")
    page = client.get(BACK, {"state": told["state"]}).content.decode()
    assert 'href="/accounts/login/?next=/plan/"' in page


@pytest.mark.parametrize(
    ("token", "person"),
    [
        pytest.param({"errcode": 40029, "errmsg": "invalid code"}, None, id="no_token"),
        pytest.param(None, {"errcode": 40001, "errmsg": "invalid credential"}, id="no_person"),
        pytest.param(None, {"openid": 5}, id="odd_person"),
        pytest.param(None, ["openid"], id="no_object"),
    ],
)
def test_when_wechat_does_not_say_who_it_is_nobody_comes_in(
    client: Client, weixin: FakeWeixin, token: Any, person: Any
) -> None:
    weixin.token, weixin.person = token or weixin.token, person or weixin.person
    answer = come_in(client)
    assert answer.status_code == 422
    assert "微信登录没有成功" in answer.content.decode()
    assert not User.objects.exists()


def test_a_state_is_good_once(client: Client, weixin: FakeWeixin) -> None:
    _, told = begin(client)
    query = {"code": "c", "state": told["state"]}
    client.get(BACK, query)
    client.post("/accounts/logout/")
    assert client.get(BACK, query).status_code == 422
    assert "_auth_user_id" not in client.session


# ── joined later ────────────────────────────────────────────────────────────────


def test_who_came_before_the_apps_were_joined_is_the_same_afterwards(weixin: FakeWeixin) -> None:
    del weixin.person["unionid"]
    come_in(Client())
    weixin.person["unionid"] = "union-1"
    come_in(Client())
    assert User.objects.count() == 1
    assert SocialAccount.objects.get().uid == "union-1"


def test_a_common_name_that_is_known_already_stays_whose_it_is(weixin: FakeWeixin) -> None:
    come_in(Client())
    weixin.person |= {"openid": "mp-7"}
    del weixin.person["unionid"]
    come_in(Client(headers=INSIDE))
    weixin.person["unionid"] = "union-1"
    client = Client(headers=INSIDE)
    come_in(client)
    assert client.session["_auth_user_id"] == str(SocialAccount.objects.get(uid="union-1").user_id)
    assert {account.uid for account in SocialAccount.objects.all()} == {"union-1", "mp-7"}
