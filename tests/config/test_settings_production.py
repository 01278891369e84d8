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
    "BASE_URL": "https://caoyang.example.org/",
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


@pytest.mark.parametrize(("whole_domain", "silenced"), [("", 2), ("yes", 0)])
def test_djangos_checklist_for_deployment_finds_nothing(tmp_path: Path, whole_domain: str, silenced: int) -> None:
    """The two that are silenced ask for the promise that only the domain's owner can make."""
    said = SAID | TEXTS | {"SMS_SENDER": "example.Sender", "HSTS_WHOLE_DOMAIN": whole_domain}
    result = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **said)
    assert (result.returncode, result.stdout.strip()) == (
        0,
        f"System check identified no issues ({silenced} silenced).",
    )


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


def test_letters_name_the_address_and_never_one_without_tls(tmp_path: Path) -> None:
    asked = "from django.conf import settings as s; print(s.WAGTAILADMIN_BASE_URL)"
    result = manage(tmp_path, "shell", "--no-imports", "-c", asked, **SAID)
    assert result.stdout.strip() == "https://caoyang.example.org"
    result = manage(tmp_path, "check", **SAID | {"BASE_URL": "http://caoyang.example.org"})
    assert result.returncode != 0
    assert result.stderr.splitlines()[-1].endswith("BASE_URL: an address that begins with https://")


PROMISE = """
from django.test import Client
answer = Client(headers={"host": "caoyang.example.org", "x-forwarded-proto": "https"}).get("/accounts/login/")
print(answer["Strict-Transport-Security"])
"""


@pytest.mark.parametrize(
    ("said", "promise"),
    [
        ({}, "max-age=31536000"),
        ({"HSTS_WHOLE_DOMAIN": "yes"}, "max-age=31536000; includeSubDomains; preload"),
    ],
    ids=["this_host", "whole_domain"],
)
def test_tls_is_promised_for_this_host_and_for_the_domain_only_when_told(
    tmp_path: Path, said: dict[str, str], promise: str
) -> None:
    assert manage(tmp_path, "migrate", **SAID).returncode == 0
    assert manage(tmp_path, "collectstatic", "--no-input", **SAID).returncode == 0
    assert manage(tmp_path, "shell", "--no-imports", "-c", PROMISE, **SAID, **said).stdout.strip() == promise


PROBES = """
from django.test import Client
for host in ("caoyang.example.org", "127.0.0.1:8000", "10.0.0.7"):
    for path in ("/healthz/", "/readyz/"):
        print(Client(headers={"host": host}).get(path).status_code, end=" ")
print(Client(headers={"host": "caoyang.example.org"}).get("/me/").status_code)
"""


def test_probes_are_answered_by_number_and_without_tls_and_people_are_sent_to_it(tmp_path: Path) -> None:
    """Whoever watches asks the process by its address; 503: there is no database yet."""
    result = manage(tmp_path, "shell", "--no-imports", "-c", PROBES, **SAID)
    assert result.stdout.split() == ["200", "503"] * 3 + ["301"]


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
