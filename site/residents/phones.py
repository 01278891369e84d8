"""Phone numbers: read as people type them, kept encrypted, found by a keyed hash, shown only in part."""

import hashlib
import hmac
import re
import unicodedata
from base64 import urlsafe_b64encode
from functools import lru_cache

import phonenumbers
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

HOME = "CN"
HIDDEN = "****"
#: Longer than any way of writing a number; what is longer is not read at all.
LONGEST = 40
#: Where a text message arrives. Some countries do not tell the two apart.
_GETS_TEXTS = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
#: Letters would be read as the keys they stand on, and a semicolon begins an extension.
_WRITTEN = re.compile(r"[0-9 ().+-]+")
_LAST = 4


class NotAPhone(Exception):
    """What was typed cannot be a number that takes text messages."""


class UnknownKey(Exception):
    """A number was encrypted with a key that is not among ``settings.PHONE_KEYS``."""


def parse(typed: str) -> str:
    """Return the number in E.164: without a country's code it is one of mainland China. Raises ``NotAPhone``."""
    folded = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFKC", typed[: LONGEST + 1]))
    folded = "".join("-" if unicodedata.category(c) == "Pd" else c for c in folded).strip()
    if len(folded) > LONGEST or not _WRITTEN.fullmatch(folded):
        raise NotAPhone("not written as a phone number")
    try:
        number = phonenumbers.parse(folded, HOME)
    except NumberParseException as error:
        raise NotAPhone("not a phone number") from error
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in _GETS_TEXTS:
        raise NotAPhone("no number that takes text messages")
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def mask(phone: str) -> str:
    """Return what staff, and over their shoulder others, may see of a number in E.164: ``139****2222``."""
    number = phonenumbers.parse(phone)
    digits = phonenumbers.national_significant_number(number)
    if _at_home(number):
        return f"{digits[:3]}{HIDDEN}{digits[-_LAST:]}"
    # Never more than all but four digits, however short the numbers of a country are.
    shown = min(_LAST, max(0, len(digits) - 4))
    return f"+{number.country_code} {HIDDEN}{digits[len(digits) - shown :]}"


def local(phone: str) -> str:
    """Return a number in E.164 as one would type it here, to be put back into a field."""
    number = phonenumbers.parse(phone)
    return phonenumbers.national_significant_number(number) if _at_home(number) else phone


def _at_home(number: PhoneNumber) -> bool:
    return bool(phonenumbers.region_code_for_number(number) == HOME)


# ── keeping them ────────────────────────────────────────────────────────────────


def available() -> bool:
    """Whether there is a key to keep numbers with."""
    return bool(settings.PHONE_KEYS)


def seal(phone: str) -> str:
    """Return ``phone`` encrypted with the newest key; twice the same number never looks the same."""
    return _cipher(tuple(settings.PHONE_KEYS)).encrypt(phone.encode()).decode()


def unseal(cipher: str) -> str:
    """Return the number behind ``cipher``, whichever of the keys it was sealed with. Raises ``UnknownKey``."""
    try:
        return _cipher(tuple(settings.PHONE_KEYS)).decrypt(cipher.encode()).decode()
    except InvalidToken as error:
        raise UnknownKey("no key of PHONE_KEYS opens this number") from error


def fingerprint(phone: str) -> str:
    """Return the hash that a number is stored under: with the newest key."""
    return fingerprints(phone)[0]


def fingerprints(text: str, *, of: str = "phone") -> list[str]:
    """Return the hashes something may be stored under, the newest key's first."""
    return [hmac.new(_derive(key, f"{of} hash"), text.encode(), hashlib.sha256).hexdigest() for key in _keys()]


def _keys() -> tuple[str, ...]:
    if not settings.PHONE_KEYS:
        raise UnknownKey("PHONE_KEYS is empty")
    return tuple(settings.PHONE_KEYS)


@lru_cache(maxsize=8)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise UnknownKey("PHONE_KEYS is empty")
    return MultiFernet([Fernet(urlsafe_b64encode(_derive(key, "phone cipher"))) for key in keys])


@lru_cache(maxsize=64)
def _derive(key: str, purpose: str) -> bytes:
    """Return a key of its own for each purpose, so that one tells nothing of another."""
    return HKDF(algorithm=SHA256(), length=32, salt=b"caoyang", info=purpose.encode()).derive(key.encode())
