"""For a server behind TLS. What must be said is read from the environment, and missing it stops the start."""

import os

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403


def _said(name: str, what: str) -> str:
    """Return what the environment says, or refuse to start with a sentence that says what to set."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}: {what}")
    return value


SECRET_KEY = _said("SECRET_KEY", "50 or more random characters, kept secret and kept the same from start to start.")
ALLOWED_HOSTS = [
    host.strip()
    for host in _said(
        "ALLOWED_HOSTS", "the site's host names, separated by commas; .example.org for subdomains."
    ).split(",")
    if host.strip()
]
if not _said("BASE_URL", "the site's address, for letters and feeds, e.g. https://example.org.").startswith("https://"):
    raise ImproperlyConfigured("Set the environment variable BASE_URL: an address that begins with https://")
CSRF_TRUSTED_ORIGINS = [f"https://{'*' if host.startswith('.') else ''}{host}" for host in ALLOWED_HOSTS]

SMS_SENDER = SMS_SENDER or ("residents.aliyun.AliyunSender" if os.environ.get("ALIYUN_SMS_SIGN_NAME") else "")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies stand in front: without it all residents would share the proxy's address and its rate limits.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "1"))
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
# A promise for the whole domain, which cannot be taken back for months: its owner makes it, not this site.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = os.environ.get("HSTS_WHOLE_DOMAIN", "") == "yes"
SILENCED_SYSTEM_CHECKS = [] if SECURE_HSTS_PRELOAD else ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
