"""The demonstration: production without TLS, with a key of its own kept in ``var/``."""

import contextlib
import os
import secrets
import tempfile

from config.settings import base
from config.settings.base import *  # noqa: F403


def _own_key() -> str:
    """Return the key kept beside the data, made up at the first start."""
    path = base.VAR / "secret-key"
    if path.exists() and not path.read_text().strip():
        path.unlink()  # the disk was full when it was made
    # Written whole beside it, then named: two first starts at once agree on one.
    with tempfile.NamedTemporaryFile("w", dir=base.VAR) as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)
    return path.read_text().strip()


SECRET_KEY = _own_key()
PHONE_KEYS = base.PHONE_KEYS or [SECRET_KEY]
# Nothing is sent: text messages are shown at /accounts/outbox/.
SMS_SENDER = "residents.sms.OutboxSender"
DEMO = True
ALLOWED_HOSTS = ["*"] if os.environ.get("DEMO_PUBLIC") == "yes" else ["127.0.0.1", "localhost", "[::1]"]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
# There is no mail server on a bare machine: letters are files to look at.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = base.VAR / "mail"
