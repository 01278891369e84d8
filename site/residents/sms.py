"""Text messages with a code or with news: a small interface, the sender the settings name, and one that writes files."""

import json
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from residents import phones

logger = logging.getLogger(__name__)

#: How many messages the outbox keeps.
KEPT = 50


class SmsNotSent(Exception):
    """The provider did not take the message; the reason is for the log and names no number."""


class SmsSender(Protocol):
    def send(self, phone: str, code: str) -> None:
        """Send ``code`` to a number in E.164, or raise ``SmsNotSent``."""

    def can_tell(self) -> bool:
        """Whether it sends news, too: a provider wants a template of its own for them."""

    def tell(self, phone: str, what: str) -> None:
        """Send one line of news to a number in E.164, or raise ``SmsNotSent``."""


def enabled() -> bool:
    """Whether one can sign in by phone: there is a sender and a key to keep numbers with."""
    return bool(settings.SMS_SENDER) and phones.available()


def has_outbox() -> bool:
    """Whether messages are files to look at: in the demonstration and in development only."""
    return bool(settings.DEMO or settings.DEBUG) and settings.SMS_SENDER == OUTBOX


def can_tell() -> bool:
    """Whether news are sent as text messages."""
    return enabled() and _sender().can_tell()


def send_code(phone: str, code: str) -> None:
    """Send by the sender of the settings. Raises ``SmsNotSent``, which the log has with the number in part."""
    with _logged(phone):
        _sender().send(phone, code)


def send_news(phone: str, what: str) -> None:
    """Send one line of news, never a word of a comment. Raises as ``send_code`` does."""
    with _logged(phone):
        _sender().tell(phone, what)


def _sender() -> SmsSender:
    sender: SmsSender = import_string(settings.SMS_SENDER)()
    return sender


@contextmanager
def _logged(phone: str) -> Iterator[None]:
    try:
        yield
    except SmsNotSent as error:
        logger.warning("text message to %s not sent: %s", phones.mask(phone), error)
        raise


class OutboxSender:
    """Writes each message to a file; the outbox page shows them. The number stands there in part only."""

    def send(self, phone: str, code: str) -> None:
        self._write(phone, code=code)

    def can_tell(self) -> bool:
        return True

    def tell(self, phone: str, what: str) -> None:
        self._write(phone, what=what)

    def _write(self, phone: str, **said: str) -> None:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        now = timezone.now()
        path = folder / f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}.json"
        part = path.with_suffix(".part")
        part.write_text(json.dumps({"phone": phones.mask(phone), "sent_at": now.isoformat()} | said))
        part.rename(path)  # whole or not at all: somebody may be reading
        for old in sorted(folder.glob("*.json"))[:-KEPT]:
            old.unlink(missing_ok=True)


OUTBOX = f"{OutboxSender.__module__}.{OutboxSender.__qualname__}"


def outbox() -> Iterator[dict[str, Any]]:
    """Yield what the outbox holds, the newest first."""
    for path in sorted(_folder().glob("*.json"), reverse=True):
        message = json.loads(path.read_text())
        yield message | {"sent_at": datetime.fromisoformat(message["sent_at"])}


def _folder() -> Path:
    return Path(settings.VAR) / "sms"
