"""An operator is told before the start why nobody can sign in by phone, or why it would fail."""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import pytest

from residents.aliyun import NEEDED, SDK
from residents.checks import ALIYUN, check_text_messages


def said() -> list[str]:
    return [str(message.id) for message in check_text_messages()]


@pytest.fixture
def production(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Everything set, the SDK installed."""
    settings.SMS_SENDER, settings.PHONE_KEYS = ALIYUN, ["k" * 50]
    library = ModuleType(SDK)
    library.__spec__ = ModuleSpec(SDK, None)
    monkeypatch.setitem(sys.modules, SDK, library)
    for name in NEEDED:
        monkeypatch.setenv(name, "x")
    return settings


def test_where_everything_is_set_nothing_is_said(production: Any) -> None:
    assert said() == []


def test_without_a_sender_it_warns_and_starts(production: Any) -> None:
    production.SMS_SENDER = ""
    assert said() == ["residents.W001"]


def test_without_a_key_it_warns_and_starts(production: Any) -> None:
    production.PHONE_KEYS = []
    assert said() == ["residents.W002"]


def test_an_outbox_in_production_is_an_error(production: Any) -> None:
    production.SMS_SENDER = "residents.sms.OutboxSender"
    assert said() == ["residents.E001"]
    production.DEMO = True
    assert said() == []


@pytest.mark.parametrize("name", NEEDED)
def test_half_a_provider_is_an_error_that_names_what_is_missing(
    production: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv(name)
    [message] = check_text_messages()
    assert message.id == "residents.E002"
    assert name in message.msg


def test_a_provider_without_its_library_is_an_error_that_says_where_it_is(
    production: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, SDK, None)
    [message] = check_text_messages()
    assert message.id == "residents.E003"
    assert "requirements-aliyun.lock" in str(message.hint)


@pytest.mark.parametrize("keys", [["short"], ["k" * 50, "x" * 31]])
def test_a_key_that_can_be_guessed_is_an_error(production: Any, keys: list[str]) -> None:
    """There are few enough numbers to try them all: only the key keeps the hashes."""
    production.PHONE_KEYS = keys
    assert said() == ["residents.E004"]
