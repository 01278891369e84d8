"""The demonstration is production without TLS, for this machine only unless told otherwise."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = (
    "from django.conf import settings as s;"
    "print(s.DEBUG, s.DEMO, s.ALLOWED_HOSTS, s.SECRET_KEY, s.EMAIL_BACKEND.split('.')[-2], s.WAGTAILADMIN_BASE_URL)"
)


def answer(var: Path, **said: str) -> list[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "config.settings.demo", "CAOYANG_VAR": str(var), **said}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ASK]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return result.stdout.split()


def test_it_answers_this_machine_only_and_its_letters_are_files(tmp_path: Path) -> None:
    debug, demo, *hosts, _, letters, address = answer(tmp_path, PORT="8123")
    assert (debug, demo) == ("False", "True")
    assert " ".join(hosts) == "['127.0.0.1', 'localhost', '[::1]']"
    assert (letters, address) == ("filebased", "http://127.0.0.1:8123")


def test_it_answers_everyone_only_when_told_so(tmp_path: Path) -> None:
    assert answer(tmp_path, DEMO_PUBLIC="yes")[2] == "['*']"
    assert answer(tmp_path, DEMO_PUBLIC="no")[2] != "['*']"


def test_its_letters_name_the_address_that_was_said(tmp_path: Path) -> None:
    assert answer(tmp_path, BASE_URL="http://demo.example.org/", PORT="8123")[-1] == "http://demo.example.org"
    assert answer(tmp_path, BASE_URL="", PORT="8123")[-1] == "http://127.0.0.1:8123"


@pytest.mark.parametrize("content", ["", " \n"])
def test_an_empty_key_is_no_key(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret-key").write_text(content)
    key = answer(tmp_path)[-3]
    assert len(key) >= 50
    assert answer(tmp_path)[-3] == key
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_its_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    first, second = answer(tmp_path)[-3], answer(tmp_path)[-3]
    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_another_folder_has_another_key(tmp_path: Path) -> None:
    assert answer(tmp_path / "a")[-3] != answer(tmp_path / "b")[-3]
