"""WeChat as another way into an account that is there already: joined and left on one's own page."""

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from residents.models import User
from tests.factories import make_user
from tests.residents.by_phone import make_phone_user, signed_in
from tests.residents.test_export import data_of
from tests.residents.test_weixin import BACK, OPEN, FakeWeixin, begin, come_in, weixin

__all__ = ["weixin"]
pytestmark = pytest.mark.django_db
DETAILS, LEAVE = "/me/details/", "/me/weixin/leave/"


@pytest.fixture(autouse=True)
def _set_up(settings: Any) -> None:
    settings.WEIXIN_APPS = {"open": OPEN}


@pytest.fixture
def resident(client: Client) -> User:
    user = make_phone_user()
    client.force_login(user)
    return user


def test_who_is_signed_in_joins_wechat_and_comes_in_by_it(client: Client, resident: User, weixin: FakeWeixin) -> None:
    assert "加上微信" in client.get(DETAILS).content.decode()
    assert come_in(client)["Location"] == DETAILS
    assert SocialAccount.objects.get().user == resident
    page = client.get(DETAILS).content.decode()
    assert "微信加上了" in page
    assert "不再用微信登录" in page
    another = Client()
    come_in(another)
    assert signed_in(another) == str(resident.pk)
    assert User.objects.count() == 1


def test_joining_leaves_name_and_session_as_they_are(client: Client, resident: User, weixin: FakeWeixin) -> None:
    come_in(client)
    assert signed_in(client) == str(resident.pk)
    name = resident.display_name
    resident.refresh_from_db()
    assert resident.display_name == name


def test_a_wechat_that_has_an_account_is_not_taken_from_it(client: Client, weixin: FakeWeixin) -> None:
    come_in(Client())
    owner = SocialAccount.objects.get().user
    client.force_login(make_phone_user())
    come_in(client)
    assert "已经有自己的账号" in client.get(DETAILS).content.decode()
    assert SocialAccount.objects.get().user == owner


def test_a_join_that_was_begun_is_nobody_elses_after_signing_out(
    client: Client, resident: User, weixin: FakeWeixin
) -> None:
    _, told = begin(client)
    client.post("/accounts/logout/")
    client.force_login(make_user())
    assert client.get(BACK, {"code": "c", "state": told["state"]}).status_code == 422
    assert not SocialAccount.objects.exists()


def test_who_has_another_way_leaves_wechat(client: Client, resident: User, weixin: FakeWeixin) -> None:
    come_in(client)
    assert client.post(LEAVE)["Location"] == DETAILS
    assert not SocialAccount.objects.exists()
    assert "加上微信" in client.get(DETAILS).content.decode()


def test_the_only_way_in_is_kept(client: Client, weixin: FakeWeixin) -> None:
    come_in(client)
    User.objects.update(display_name="环浜边的人")
    client.post(LEAVE)
    assert "请先加一个手机号" in client.get(DETAILS).content.decode()
    assert SocialAccount.objects.count() == 1


def test_a_password_is_another_way(client: Client, weixin: FakeWeixin) -> None:
    client.force_login(make_user(phone_verified=False))
    come_in(client)
    client.post(LEAVE)
    assert not SocialAccount.objects.exists()


def test_only_ones_own_is_left(client: Client, resident: User, weixin: FakeWeixin) -> None:
    come_in(Client())
    client.post(LEAVE)
    assert SocialAccount.objects.count() == 1


def test_leaving_takes_a_button_and_somebody_signed_in(client: Client) -> None:
    assert client.post(LEAVE)["Location"].startswith("/accounts/login/")
    client.force_login(make_user())
    assert client.get(LEAVE).status_code == 405


def test_where_it_is_not_set_up_nothing_is_said_of_it(client: Client, resident: User, settings: Any) -> None:
    settings.WEIXIN_APPS = {}
    assert "微信" not in client.get(DETAILS).content.decode()


def test_my_data_say_that_i_come_by_wechat(client: Client, resident: User, weixin: FakeWeixin) -> None:
    assert data_of(client)["account"][0]["weixin"] is None
    come_in(client)
    assert data_of(client)["account"][0]["weixin"] == "union-1"
