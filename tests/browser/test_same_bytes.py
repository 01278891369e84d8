"""One page, the same bytes for everyone: a stranger, a resident and an editor, over the wire of the real server."""

import pytest
from playwright.sync_api import APIRequestContext, Page

from tests.browser.conftest import OpenPage, sign_in

#: Every type of public page, and the public data.
PUBLIC = (
    "/",
    "/news/",
    "/news/?section=design",
    "/news/2021-01-04-1/",
    "/election/",
    "/lectures/",
    "/lectures/lecture-1/",
    "/about/",
    "/moderation/",
    "/glossary/",
    "/search/?q=曹杨",
    "/search/",
    "/plan/",
    "/plan/?kind=bay&theme=culture",
    "/plan/ring/",
    "/plan/culture-cinema/",
    "/plan/ring/comments/6/",
    "/plan/ring/place.json",
    "/plan/answers/1/",
    "/plan/proposals.geojson",
    "/plan/tiles/15/27434/13388.json",
    "/feed/",
    "/sitemap.xml",
    "/robots.txt",
    "/share/qr.svg?page=3",
    "/me/agreements/privacy/",
    "/me/agreements/terms/",
)
PERSONAL = ("/me/", "/me/state/", "/plan/ring/mine/", "/plan/ring/comment/", "/accounts/login/")


@pytest.fixture
def readers(open_page: OpenPage) -> dict[str, APIRequestContext]:
    people: dict[str, Page] = {"stranger": open_page("/healthz/")}
    for name in ("resident", "editor"):
        people[name] = open_page("/healthz/")
        sign_in(people[name], name)
    return {name: page.request for name, page in people.items()}


def test_everyone_gets_the_same_bytes(readers: dict[str, APIRequestContext]) -> None:
    for path in PUBLIC:
        answers = {name: reader.get(path) for name, reader in readers.items()}
        assert {a.status for a in answers.values()} == {200}, path
        assert len({a.body() for a in answers.values()}) == 1, f"{path} depends on who reads it"


def test_public_pages_can_be_shared_and_set_nothing(readers: dict[str, APIRequestContext]) -> None:
    for path in PUBLIC:
        headers = readers["resident"].get(path).headers
        assert "public" in headers["cache-control"], path
        assert "set-cookie" not in headers, path
        assert "cookie" not in headers.get("vary", "").lower(), path
        assert "etag" in headers, path


def test_a_second_visit_costs_no_body(readers: dict[str, APIRequestContext]) -> None:
    for path in PUBLIC:
        first = readers["stranger"].get(path)
        again = readers["stranger"].get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status, again.body()) == (304, b""), path


def test_what_is_personal_is_never_stored(readers: dict[str, APIRequestContext]) -> None:
    for path in PERSONAL:
        headers = readers["resident"].get(path).headers
        assert "no-store" in headers["cache-control"], path
        assert "private" in headers["cache-control"], path


def test_what_is_personal_differs(readers: dict[str, APIRequestContext]) -> None:
    states = {name: reader.get("/me/state/").body() for name, reader in readers.items()}
    assert len(set(states.values())) == len(states)


def test_nothing_in_a_public_page_names_its_reader(readers: dict[str, APIRequestContext]) -> None:
    for path in PUBLIC:
        body = readers["editor"].get(path).text()
        assert "编辑（示例）" not in body, path
        assert "csrfmiddlewaretoken" not in body, path
