"""Everything at the very same moment: real processes on one real database count and judge as one."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client

from tests.maps.test_comment_at_once import rows, shared_database
from tests.residents.by_phone import ASK

# Committed, so that other processes see it; afterwards the rows that migrations made are put back.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

CHILD = """
import sys, time
from pathlib import Path
import django
django.setup()
from django.test import Client
from residents import text_limits
folder, number, act, what = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
(folder / f"ready-{number}").touch()
while not (folder / "go").exists():
    time.sleep(0.005)
try:
    if act == "take":
        text_limits.take(phone=what, address=f"203.0.113.{number}")
        print("taken")
    elif act == "ask":
        print(Client().post("/accounts/login/code/", {"phone": what}).status_code)
    elif act == "guess":
        client = Client()
        client.cookies["sessionid"] = what
        print(client.post("/accounts/login/code/confirm/", {"code": f"00000{number}"}).status_code)
except Exception as error:
    print(type(error).__name__)
"""


def run_at_once(folder: Path, act: str, whats: list[str]) -> list[str]:
    """Let one process for each of ``whats`` do ``act``, all released together, and return what they said, sorted."""
    environment = os.environ | {
        "DATABASE_URL": shared_database(folder),
        "CACHE_URL": "",
        "PYTHONPATH": os.pathsep.join((str(settings.ROOT), str(settings.ROOT / "site"))),
    }
    command = [sys.executable, "-c", CHILD, str(folder)]
    children = [
        subprocess.Popen([*command, str(n), act, what], env=environment, stdout=subprocess.PIPE, text=True)
        for n, what in enumerate(whats)
    ]
    deadline = time.monotonic() + 120
    while len(list(folder.glob("ready-*"))) < len(whats) and time.monotonic() < deadline:
        time.sleep(0.02)
    (folder / "go").touch()
    return sorted(child.communicate(timeout=120)[0].strip() for child in children)


def test_one_number_gets_one_message_however_many_ask_at_once(tmp_path: Path) -> None:
    said = run_at_once(tmp_path, "take", ["+8613911112222"] * 5)
    assert said == ["TooManyTexts"] * 4 + ["taken"]
    assert rows(tmp_path, "SELECT count(*) FROM residents_textmessage") == 1


def test_the_last_messages_of_a_day_are_given_away_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMS_PER_DAY", "2")
    said = run_at_once(tmp_path, "take", [f"+861391111333{n}" for n in range(5)])
    assert said == ["TooManyTexts"] * 3 + ["taken"] * 2
    assert rows(tmp_path, "SELECT count(*) FROM residents_textmessage") == 2


def test_an_unknown_number_that_asks_at_once_is_one_person(tmp_path: Path) -> None:
    said = run_at_once(tmp_path, "ask", ["13911112222"] * 4)
    assert said == ["302", "429", "429", "429"]
    assert rows(tmp_path, "SELECT count(*) FROM residents_user") == 1


def session_data(folder: Path) -> dict[str, Any]:
    """Return what the one session of the shared database holds."""
    query = "SELECT session_data FROM django_session"
    if connection.vendor == "sqlite":
        with sqlite3.connect(folder / "db.sqlite3") as copy:
            [data] = copy.execute(query).fetchone()
    else:
        with connection.cursor() as cursor:
            cursor.execute(query)
            [data] = cursor.fetchone()
    return SessionStore().decode(data)


def test_six_wrong_codes_at_once_are_three_tries_and_the_code_is_void(tmp_path: Path) -> None:
    """Each would find tries left if it judged the session as it stood when it came."""
    client = Client()
    client.post(ASK, {"phone": "13911112222"})
    key = client.cookies["sessionid"].value
    assert "account_login" in SessionStore(key).load()
    assert run_at_once(tmp_path, "guess", [key] * 6) == ["422"] * 6
    assert "account_login" not in session_data(tmp_path)


def test_two_wrong_codes_at_once_are_two_tries(tmp_path: Path) -> None:
    client = Client()
    client.post(ASK, {"phone": "13911112222"})
    run_at_once(tmp_path, "guess", [client.cookies["sessionid"].value] * 2)
    stages = session_data(tmp_path)["account_login"]["state"]["stages"]
    assert stages["login_by_code"]["data"]["failed_attempts"] == 2
