"""What the tests of people share: text messages in a list instead of on a phone."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.residents.by_phone import RecordingSender


@pytest.fixture
def sent(settings: Any) -> Iterator[list[tuple[str, str]]]:
    """Number and code of every message that left, the newest last."""
    settings.SMS_SENDER = "tests.residents.by_phone.RecordingSender"
    RecordingSender.begin()
    yield RecordingSender.messages
    RecordingSender.begin()


@pytest.fixture
def texts(sent: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Number and line of every message with news that left, the newest last."""
    return RecordingSender.news
