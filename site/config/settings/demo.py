"""The demonstration: production without TLS, with a key of its own kept in ``var/``."""

import os
import secrets

from config.kept_secrets import kept_secret
from config.settings import base
from config.settings.base import *  # noqa: F403

SECRET_KEY = kept_secret(base.VAR / "secret-key", lambda: secrets.token_urlsafe(48))
PHONE_KEYS = base.PHONE_KEYS or [SECRET_KEY]
# Nothing is sent: text messages are shown at /accounts/outbox/.
SMS_SENDER = "residents.sms.OutboxSender"
DEMO = True
ALLOWED_HOSTS = ["*"] if os.environ.get("DEMO_PUBLIC") == "yes" else ["127.0.0.1", "localhost", "[::1]"]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
# There is no mail server on a bare machine: letters are files to look at.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = base.VAR / "mail"
