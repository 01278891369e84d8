"""A form that was open too long gives back what was written in it, and never a secret."""

import re
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

TEXT = "沿河多放几把椅子，靠近桥的地方要有灯。\n晚上 <b>不要</b> 太亮。"
COMMENT = {
    "csrfmiddlewaretoken": "x" * 64,
    "text": TEXT,
    "phone": "021-6254",
    "key": "6d1cb6b3-6b5d-4b0e-9f2c-0a2a4b6c8d10",
    "shape": '{"type": "Point", "coordinates": [121.4, 31.24]}',
    "next": "/plan/ring/#my-comments",
}
OWN_PAGE = {"sec-fetch-site": "same-origin"}
HTMX = {"hx-request": "true"}


@pytest.fixture
def late() -> Client:
    """Someone whose token is no longer good; the cookie is gone, too."""
    return Client(enforce_csrf_checks=True)


def send(late: Client, typed: dict[str, str], **headers: str) -> Any:
    return late.post("/me/details/", typed, headers=headers)


def page_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_every_text_comes_back_in_a_page_that_nobody_keeps(late: Client) -> None:
    answer = send(late, COMMENT)
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    page = page_of(answer)
    assert "沿河多放几把椅子，靠近桥的地方要有灯。\n晚上 &lt;b&gt;不要&lt;/b&gt; 太亮。" in page
    assert 'value="021-6254"' in page


def test_a_token_that_does_not_fit_the_cookie_keeps_the_text_too(late: Client) -> None:
    late.get("/accounts/login/")
    assert "csrftoken" in late.cookies
    assert "沿河多放几把椅子" in page_of(send(late, COMMENT))


def test_what_no_person_wrote_is_not_shown(late: Client) -> None:
    page = page_of(send(late, COMMENT))
    assert COMMENT["key"] not in page
    assert "coordinates" not in page


@pytest.mark.parametrize("text", ["5", "12345", "０７", "-3", "１２３４５６７"])
def test_a_text_of_nothing_but_digits_comes_back_too(late: Client, text: str) -> None:
    assert f'value="{text}"' in page_of(send(late, {"text": text}))
    again = page_of(send(late, {"text": text}, **OWN_PAGE))
    assert f'<input name="text" value="{text}"' in again


@pytest.mark.parametrize(
    "name",
    [
        *("topic", "parent", "neighbourhood", "kept", "undo", "anyway", "privacy", "old_enough", "whose", "action"),
        *("agree_terms", "version_terms", "agreed"),
    ],
)
def test_the_number_of_something_picked_from_a_list_is_not_shown_and_goes_back_with_the_rest(
    late: Client, name: str
) -> None:
    assert 'value="4711"' not in page_of(send(late, {"text": TEXT, name: "4711"}))
    again = page_of(send(late, {"text": TEXT, name: "4711"}, **OWN_PAGE))
    assert f'<input type="hidden" name="{name}" value="4711">' in again


@pytest.mark.parametrize(
    "name", ["password", "password1", "oldpassword", "csrfmiddlewaretoken", "api_token", "Client-Secret"]
)
def test_a_secret_is_never_echoed(late: Client, name: str) -> None:
    for headers in ({}, OWN_PAGE, HTMX):
        assert "hush-hush-hush" not in page_of(send(late, {"text": TEXT, name: "hush-hush-hush"}, **headers))


def test_a_form_of_our_own_page_can_be_sent_again_with_everything_in_it(late: Client) -> None:
    page = page_of(send(late, COMMENT, **OWN_PAGE))
    assert '<form method="post" action="/me/details/">' in page
    assert f'<input type="hidden" name="key" value="{COMMENT["key"]}">' in page
    fresh = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
    again = late.post("/me/details/", COMMENT | {"csrfmiddlewaretoken": fresh})
    assert again.status_code == 302


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_a_text_from_another_site_is_shown_and_cannot_be_sent(late: Client, site: str) -> None:
    page = page_of(send(late, COMMENT, **{"sec-fetch-site": site}))
    assert "沿河多放几把椅子" in page
    assert page.count('<form method="post"') == 0
    assert "readonly" in page


def test_a_form_with_a_password_is_filled_in_anew(late: Client) -> None:
    page = page_of(late.post("/accounts/login/", {"login": "apo", "password": "hush-hush-hush"}, headers=OWN_PAGE))
    assert page.count('<form method="post"') == 0
    assert 'value="apo"' in page


def test_htmx_gets_a_fragment_that_takes_the_forms_place(late: Client) -> None:
    answer = send(late, COMMENT, **HTMX, **OWN_PAGE)
    assert answer.status_code == 403
    page = page_of(answer)
    assert "<html" not in page
    assert "沿河多放几把椅子" in page
    assert 'hx-post="/me/details/"' in page


def test_a_script_gets_a_problem(late: Client) -> None:
    answer = late.post("/me/details/", data={"text": TEXT}, content_type="application/json")
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 403


@pytest.mark.parametrize(
    ("referer", "link"),
    [
        pytest.param("http://testserver/plan/ring/", "http://testserver/plan/ring/", id="our_page"),
        pytest.param("https://evil.example/", "/me/details/", id="another_site"),
        pytest.param("", "/me/details/", id="unknown"),
    ],
)
def test_the_way_back_leads_to_the_page_of_ours_where_it_was_written(late: Client, referer: str, link: str) -> None:
    assert f'href="{link}">回到原来的页面' in page_of(send(late, COMMENT, referer=referer))


@pytest.mark.parametrize("bracket", ["[", '{"a":'], ids=["lists", "objects"])
def test_a_text_of_nothing_but_opening_brackets_is_a_text(late: Client, bracket: str) -> None:
    answer = send(late, {"text": bracket * 5_000})
    assert answer.status_code == 403
    assert "您写的都在下面" in page_of(answer)


def test_an_empty_form_says_only_what_to_do(late: Client) -> None:
    page = page_of(send(late, {}))
    assert "再提交一次" in page
    assert "<textarea" not in page
