"""The demonstration: production without TLS, with a key of its own kept in ``var/``."""

import os
import secrets

from config.settings import base
from config.settings.base import *  # noqa: F403


def _own_key() -> str:
    """Return the key kept beside the data, made up at the first start."""
    path = base.VAR / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(key := secrets.token_urlsafe(48))
    return key


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
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
