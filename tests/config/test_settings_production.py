"""Production refuses to start half-configured, and Django's own checklist finds nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAID = {
    "SECRET_KEY": "a-key-of-many-different-characters-0123456789-for-this-test-only",
    "ALLOWED_HOSTS": "caoyang.example.org, .caoyang.example",
}

TEXTS = {
    "PHONE_KEYS": "a-key-for-numbers-of-this-test-only",
    "ALIYUN_ACCESS_KEY_ID": "id",
    "ALIYUN_ACCESS_KEY_SECRET": "secret",
    "ALIYUN_SMS_SIGN_NAME": "示例",
    "ALIYUN_SMS_TEMPLATE_CODE": "SMS_1",
}


def manage(tmp_path: Path, *arguments: str, **said: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings.production", "CAOYANG_VAR": str(tmp_path), **said},
        capture_output=True,
        text=True,
        check=False,
    )


def test_djangos_checklist_for_deployment_finds_nothing(tmp_path: Path) -> None:
    result = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **SAID, **TEXTS)
    assert (result.returncode, result.stdout.strip()) == (0, "System check identified no issues (0 silenced).")


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("value", [None, "", "  "], ids=["missing", "empty", "blank"])
def test_it_does_not_start_without_and_says_what_to_set(tmp_path: Path, name: str, value: str | None) -> None:
    said = {key: text for key, text in SAID.items() if key != name}
    result = manage(tmp_path, "check", **said, **({} if value is None else {name: value}))
    assert result.returncode != 0
    assert f"Set the environment variable {name}: " in result.stderr.splitlines()[-1]


SETTINGS = (
    "from django.conf import settings as s;"
    "print(s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS, s.ALLAUTH_TRUSTED_PROXY_COUNT, s.DEBUG, s.DEMO, s.SESSION_COOKIE_SECURE)"
)


def test_host_names_are_read_with_blanks_and_subdomains(tmp_path: Path) -> None:
    result = manage(tmp_path, "shell", "--no-imports", "-c", SETTINGS, TRUSTED_PROXIES="2", **SAID)
    assert result.stdout.strip() == (
        "['caoyang.example.org', '.caoyang.example'] "
        "['https://caoyang.example.org', 'https://*.caoyang.example'] 2 False False True"
    )


PROBES = """
from django.test import Client
for path in ("/healthz/", "/me/"):
    print(Client(headers={"host": "caoyang.example.org"}).get(path).status_code, end=" ")
"""


def test_probes_are_answered_without_tls_and_people_are_sent_to_it(tmp_path: Path) -> None:
    result = manage(tmp_path, "shell", "--no-imports", "-c", PROBES, **SAID)
    assert result.stdout.split() == ["200", "301"]


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        ("ALIYUN_SMS_SIGN_NAME", "residents.W001"),
        ("PHONE_KEYS", "residents.W002"),
        ("ALIYUN_ACCESS_KEY_ID", "residents.E002"),
    ],
)
def test_without_text_messages_it_says_what_is_missing(tmp_path: Path, lacking: str, told: str) -> None:
    result = manage(tmp_path, "check", **SAID, **{name: value for name, value in TEXTS.items() if name != lacking})
    assert told in result.stderr
    assert (result.returncode == 0) is (".W" in told)
