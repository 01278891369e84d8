"""The corner of the masthead, which arrives after the page."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from residents.services import mark_read, notify
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_stranger_costs_no_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/me/state/")
    assert answer.content.decode().strip() == '<a href="/accounts/login/">登录</a>'


def test_a_stranger_comes_back_to_the_page_they_are_on(client: Client) -> None:
    answer = client.get("/me/state/", {"next": "/plan/ring/?theme=green"})
    assert 'href="/accounts/login/?next=%2Fplan%2Fring%2F%3Ftheme%3Dgreen"' in answer.content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/accounts/signup/", "plan/", '"><script>'],
    ids=["other_site", "no_scheme", "script", "sign_up_itself", "relative", "markup"],
)
def test_a_way_back_that_is_no_page_of_ours_is_left_out(client: Client, elsewhere: str) -> None:
    assert (
        client.get("/me/state/", {"next": elsewhere}).content.decode().strip() == '<a href="/accounts/login/">登录</a>'
    )


def test_who_is_signed_in_sees_their_name_and_how_many_notices_wait(client: Client) -> None:
    user = make_user(display_name="<b>阿婆</b>")
    client.force_login(user)
    for number in range(2):
        notify(user=user, kind="decision", title=f"第 {number} 条", url="/plan/")
    page = client.get("/me/state/").content.decode()
    assert "&lt;b&gt;阿婆" in page
    assert '<span class="num">2</span>' in page


def test_without_a_new_notice_there_is_no_number(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    notify(user=user, kind="decision", title="一条", url="/plan/")
    mark_read(user=user)
    assert "unread" not in client.get("/me/state/").content.decode()


def test_the_corner_is_kept_by_nobody(client: Client) -> None:
    for answer in (client.get("/me/state/"), client.head("/me/state/")):
        assert "no-store" in answer["Cache-Control"]
    assert client.post("/me/state/").status_code == 405
