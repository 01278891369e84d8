"""What is written down when something breaks names no number; and the same work is done for every number."""

from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_user
from tests.residents.by_phone import CONFIRM, NUMBER, OTHER_SAME, SAME, ask, make_phone_user, newest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]


def broken() -> Client:
    client = Client()
    client.raise_request_exception = False
    return client


@pytest.fixture
def letters(settings: Any, mailoutbox: list[Any]) -> list[Any]:
    settings.ADMINS = [("运维", "ops@example.org")]
    return mailoutbox


@pytest.mark.parametrize(("path", "who"), [("/accounts/login/code/", ""), ("/me/phone/", "apo")], ids=["door", "mine"])
def test_the_letter_about_an_error_names_no_number(letters: list[Any], path: str, who: str) -> None:
    client = broken()
    if who:
        client.force_login(make_user(who))
    with mock.patch("residents.code_requests.try_to_send", side_effect=RuntimeError("broken")):
        assert client.post(path, {"phone": NUMBER}).status_code == 500
    [letter] = letters
    assert "RuntimeError" in letter.body
    assert "1391111" not in letter.body + letter.subject


def test_the_letter_about_an_error_names_no_code(letters: list[Any]) -> None:
    client = broken()
    ask(client)
    with mock.patch("residents.sign_in_views._verify", side_effect=RuntimeError("broken")):
        assert client.post(CONFIRM, {"code": newest()}).status_code == 500
    assert newest() not in letters[0].body


def test_a_known_number_saves_no_more_than_one_row_of_work() -> None:
    make_phone_user(SAME)
    ask(Client(), "13911114444")  # warms what the first one warms
    counted = []
    for phone in (SAME, OTHER_SAME):
        with CaptureQueriesContext(connection) as queries:
            ask(Client(), phone)
        counted.append([q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])
    known, unknown = counted
    new = [sql for sql in unknown if sql.startswith('INSERT INTO "residents_user"')]
    assert len(new) == 1
    assert len(unknown) == len(known) + 1
