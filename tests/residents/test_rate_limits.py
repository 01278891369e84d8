"""Too many tries are answered with 429 and a page that helps; all processes count together."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories import make_user
from tests.residents.forms_typed import login_typed, signup_typed

ROOT = Path(__file__).resolve().parents[2]
LOGIN = "/accounts/login/"


def fail(times: int, login: str = "apo", *, address: str = "127.0.0.1") -> Any:
    for _ in range(times):
        answer = Client().post(LOGIN, login_typed(login, "wrong"), REMOTE_ADDR=address)
    return answer


@pytest.mark.django_db
def test_the_sixth_wrong_password_meets_a_page_that_helps() -> None:
    make_user("apo")
    assert fail(5).status_code == 200
    answer = fail(1)
    assert answer.status_code == 429
    assert "/accounts/password/reset/" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert answer["Retry-After"] == "300"  # the five minutes that the page names


@pytest.mark.django_db
def test_the_right_password_waits_too_once_there_were_too_many() -> None:
    make_user("apo")
    fail(5)
    assert Client().post(LOGIN, login_typed("apo")).status_code == 429


@pytest.mark.django_db
def test_right_passwords_are_not_counted() -> None:
    make_user("apo")
    assert [Client().post(LOGIN, login_typed("apo")).status_code for _ in range(7)] == [302] * 7


@pytest.mark.django_db
def test_one_persons_limit_is_not_anothers() -> None:
    make_user("apo")
    make_user("agong")
    fail(5)
    assert Client().post(LOGIN, login_typed("agong"), REMOTE_ADDR="203.0.113.9").status_code == 302


@pytest.mark.django_db
def test_one_address_cannot_try_many_names() -> None:
    assert fail(1, "name-0").status_code == 200
    answers = [fail(1, f"name-{number}").status_code for number in range(1, 12)]
    assert answers[-1] == 429
    assert fail(1, "name-99", address="203.0.113.9").status_code == 200


@pytest.mark.django_db
def test_registrations_from_one_address_are_limited() -> None:
    answers = [Client().post("/accounts/signup/", signup_typed(email=f"a{n}@example.org")) for n in range(21)]
    assert [a.status_code for a in answers] == [302] * 20 + [429]


@pytest.mark.django_db
def test_letters_to_one_address_are_limited(mailoutbox: list[object]) -> None:
    make_user("apo")
    answers = [Client().post("/accounts/password/reset/", {"email": "apo@example.org"}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert len(mailoutbox) == 5


COUNT = """
import django; django.setup()
from allauth.core import context
from allauth.core.internal.ratelimit import consume
from django.test import RequestFactory
request = RequestFactory().post("/")
tries = [bool(consume(request, app="allauth.account", action="login_failed", key="apo")) for _ in range(3)]
print(tries.count(True))
"""


def test_two_processes_count_in_the_same_files(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "CAOYANG_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
    }
    counted = [
        subprocess.run(
            [sys.executable, "-c", COUNT], env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    ]
    assert counted == ["3", "2"]  # five in five minutes, whoever counts
