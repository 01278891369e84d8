"""What an operator is told before the site starts: why nobody can sign in by phone, or why it would fail."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core import checks

from residents import aliyun, sms

ALIYUN = "residents.aliyun.AliyunSender"
SHORTEST_KEY = 32


def check_text_messages(**kwargs: Any) -> list[checks.CheckMessage]:
    if not settings.SMS_SENDER:
        hint = "Set ALIYUN_ACCESS_KEY_ID, ALIYUN_ACCESS_KEY_SECRET, ALIYUN_SMS_SIGN_NAME and ALIYUN_SMS_TEMPLATE_CODE, or SMS_SENDER."
        return [
            checks.Warning(
                "Nobody can sign in by phone: no sender of text messages is set.", hint=hint, id="residents.W001"
            )
        ]
    if not settings.PHONE_KEYS:
        hint = "Set PHONE_KEYS to a long random text, and keep it: without it stored numbers cannot be read."
        return [
            checks.Warning(
                "Nobody can sign in by phone: there is no key to keep numbers with.", hint=hint, id="residents.W002"
            )
        ]
    if settings.SMS_SENDER == sms.OUTBOX:
        said = "Text messages are written to files that nobody reads: set another SMS_SENDER."
        return [] if sms.has_outbox() else [checks.Error(said, id="residents.E001")]
    return [*_weak_keys(), *(_half_a_provider() if settings.SMS_SENDER == ALIYUN else ())]


def _weak_keys() -> Iterator[checks.CheckMessage]:
    # There are few enough numbers to try them all: only the keys keep the hashes.
    if any(len(key) < SHORTEST_KEY for key in settings.PHONE_KEYS):
        yield checks.Error(f"Each of PHONE_KEYS needs {SHORTEST_KEY} random characters or more.", id="residents.E004")


def _half_a_provider() -> Iterator[checks.CheckMessage]:
    if missing := aliyun.missing():
        yield checks.Error(f"Text messages cannot be sent: set {', '.join(missing)}.", id="residents.E002")
    if not aliyun.is_installed():
        hint = "pip install --require-hashes -r requirements-aliyun.lock"
        yield checks.Error(
            "Text messages cannot be sent: the provider's SDK is missing.", hint=hint, id="residents.E003"
        )
