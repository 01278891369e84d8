"""The back office writes new versions, and changes none that holds."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from residents.models import Agreement
from tests.factories import make_user

pytestmark = pytest.mark.django_db

INDEX = "/admin/agreements/"
ADD = "/admin/agreements/new/"


@pytest.fixture
def as_admin(client: Client) -> Client:
    client.force_login(make_user("chief", groups=("admin",)))
    return client


def typed(**changed: str) -> dict[str, str]:
    begins = timezone.localtime() + timedelta(days=2)
    return {
        "name": "privacy",
        "version": "2",
        "body": "# 新\n第二版。",
        "in_force_from": begins.strftime("%Y-%m-%d %H:%M"),
    } | changed


def coming() -> Agreement:
    begins = timezone.now() + timedelta(days=2)
    return Agreement.objects.create(name="privacy", version="2", body="第二版。", in_force_from=begins)


def test_admin_writes_a_new_version(as_admin: Client) -> None:
    assert as_admin.get(ADD).status_code == 200
    as_admin.post(ADD, typed())
    assert Agreement.objects.get(version="2").body.replace("\r\n", "\n") == "# 新\n第二版。"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        pytest.param({"version": "1"}, None, id="version_there_already"),
        pytest.param({"in_force_from": "2020-01-01 00:00"}, "in_force_from", id="began_long_ago"),
        pytest.param({"body": ""}, "body", id="empty"),
        pytest.param({"name": "cookies"}, "name", id="no_such_text"),
    ],
)
def test_a_version_is_refused_beside_its_field(as_admin: Client, changed: dict[str, str], field: str | None) -> None:
    answer = as_admin.post(ADD, typed(**changed))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field or "__all__"}
    assert Agreement.objects.count() == 2


def test_a_new_version_may_begin_with_the_words_of_another(as_admin: Client) -> None:
    first = Agreement.objects.get(name="terms")
    form = as_admin.get(f"{INDEX}copy/{first.pk}/").context["form"]
    assert form["body"].value() == first.body
    as_admin.post(f"{INDEX}copy/{first.pk}/", typed(name="terms"))
    assert Agreement.objects.filter(name="terms").count() == 2


def test_one_that_is_to_come_is_corrected(as_admin: Client) -> None:
    text = coming()
    as_admin.post(f"{INDEX}edit/{text.pk}/", typed(body="改过。"))
    text.refresh_from_db()
    assert text.body == "改过。"


@pytest.mark.parametrize("action", ["edit", "delete"])
def test_one_that_holds_leads_back_with_a_sentence(as_admin: Client, action: str) -> None:
    text = Agreement.objects.get(name="privacy")
    for answer in (
        as_admin.get(f"{INDEX}{action}/{text.pk}/", follow=True),
        as_admin.post(f"{INDEX}{action}/{text.pk}/", typed(body="什么都可以。"), follow=True),
    ):
        assert answer.redirect_chain == [(INDEX, 302)]
        assert "已经生效" in answer.content.decode()
    text.refresh_from_db()
    assert "什么都可以" not in text.body


@pytest.mark.parametrize("group", ["writer", "editor", "moderator", "planner", "desk"])
def test_nobody_else_writes_one(client: Client, group: str) -> None:
    client.force_login(make_user("colleague", groups=(group,)))
    text = coming()
    for path in (INDEX, ADD, f"{INDEX}edit/{text.pk}/", f"{INDEX}delete/{text.pk}/"):
        assert client.get(path).status_code in (302, 403)
    client.post(ADD, typed(version="9"))
    client.post(f"{INDEX}edit/{text.pk}/", typed(body="改过。"))
    client.post(f"{INDEX}delete/{text.pk}/")
    assert list(Agreement.objects.filter(name="privacy").order_by("pk").values_list("body", flat=True))[1:] == [
        "第二版。"
    ]


def test_the_list_shows_every_version(as_admin: Client) -> None:
    coming()
    page = as_admin.get(INDEX).content.decode()
    assert "个人信息说明 2" in page
    assert "用户协议 1" in page
