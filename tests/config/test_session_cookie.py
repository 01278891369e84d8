"""A cookie that cannot be a session's: nobody's page changes, and only who asks for the session loses it."""

import logging

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
NO_SESSION = ("short", "%00", "-", ";;;=")


@pytest.mark.parametrize("value", NO_SESSION)
@pytest.mark.parametrize("path", ["/robots.txt", "/search/", "/glossary/"])
def test_a_public_page_stays_public_and_sets_no_cookie(
    client: Client, path: str, value: str, caplog: pytest.LogCaptureFixture
) -> None:
    plain = client.get(path)
    client.cookies["sessionid"] = value
    with caplog.at_level(logging.ERROR):
        answer = client.get(path)
    assert answer.content == plain.content
    assert answer["Cache-Control"] == plain["Cache-Control"]
    assert answer["Cache-Control"].startswith("public")
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
    assert caplog.records == []


def test_a_personal_answer_takes_such_a_cookie_away(client: Client) -> None:
    client.cookies["sessionid"] = "short"
    answer = client.get("/me/state/")
    assert answer.cookies["sessionid"]["max-age"] == 0
    assert "no-store" in answer["Cache-Control"]
