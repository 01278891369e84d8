"""What every answer says to browsers: strict for residents, looser only in the back office."""

import pytest
from django.http import HttpResponseBase
from django.test import Client

from tests.factories import make_user

pytestmark = pytest.mark.django_db

#: One address of each kind that everyone may ask for; kinds that answer 404 in an empty database say so, too.
PUBLIC = [
    "/", "/news/", "/election/", "/lectures/", "/glossary/", "/plan/", "/plan/ring/", "/plan/ring/comment/", "/search/?q=曹杨",
    "/me/", "/me/state/", "/accounts/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/feed/",
    "/sitemap.xml", "/robots.txt", "/plan/proposals.geojson", "/plan/tiles/0/0/0.json",
    "/no/such/page/", "/media/images/nothing.png", "/documents/1/nothing.pdf",
]  # fmt: skip
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def directives(answer: HttpResponseBase) -> dict[str, list[str]]:
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";") if part.strip())
    return {part[0]: part[1:] for part in parts}


@pytest.mark.parametrize("path", PUBLIC)
def test_an_answer_for_everyone_carries_the_strict_policy(client: Client, path: str) -> None:
    policy = directives(client.get(path))
    allowed = {source for sources in policy.values() for source in sources}
    assert allowed <= {"'self'", "'none'", "data:"}
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["object-src"] == ["'none'"]
    assert policy["base-uri"] == policy["form-action"] == ["'self'"]


@pytest.mark.parametrize("path", PUBLIC)
def test_an_answer_for_everyone_carries_the_other_headers(client: Client, path: str) -> None:
    answer = client.get(path)
    assert {name: answer[name] for name in FIXED} == FIXED


def test_the_back_office_may_run_its_own_inline_code_and_only_its_own(client: Client) -> None:
    client.force_login(make_user(groups=("editor",)))
    policy = directives(client.get("/admin/"))
    assert "'unsafe-inline'" in policy["script-src"]
    assert policy["frame-ancestors"] == ["'self'"]
    assert not {s for sources in policy.values() for s in sources if "//" in s or s == "*"}


@pytest.mark.parametrize("path", ["/administration/", "/adminx/", "/news/admin/"])
def test_no_other_address_is_taken_for_the_back_office(client: Client, path: str) -> None:
    assert directives(client.get(path))["script-src"] == ["'self'"]


def test_an_error_of_the_server_carries_the_strict_policy(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("residents.views.render", broken)
    client.raise_request_exception = False
    answer = client.get("/me/state/")
    assert answer.status_code == 500
    assert directives(answer)["script-src"] == ["'self'"]
    assert "no-store" in answer["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    make_user("apo")
    client.post("/accounts/login/", {"login": "apo", "password": "a-password-for-tests-7"})
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
