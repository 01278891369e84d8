"""What an operator is told before the site starts: why nobody can sign in by phone, or why it would fail."""

from typing import Any

from django.conf import settings
from django.core import checks

from residents import aliyun, sms

ALIYUN = "residents.aliyun.AliyunSender"


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
    if settings.SMS_SENDER == sms.OUTBOX and not sms.has_outbox():
        return [
            checks.Error(
                "Text messages are written to files that nobody reads: set another SMS_SENDER.", id="residents.E001"
            )
        ]
    if settings.SMS_SENDER == ALIYUN and (missing := aliyun.missing()):
        return [checks.Error(f"Text messages cannot be sent: set {', '.join(missing)}.", id="residents.E002")]
    return []
