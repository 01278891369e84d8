"""How many text messages may leave: per number, per address and for the site; counted in the database, exactly."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from residents import phones
from residents.models import TextMessage

_MINUTE, _HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PER_NUMBER = ((1, _MINUTE), (5, _HOUR), (10, DAY))
PER_ADDRESS = 20
#: One household's IPv6 network; who has one has all its addresses.
_IPV6_PREFIX = 64
#: Any number, as long as nobody else takes it: names the lock on PostgreSQL.
_LOCK = 0x73_6D_73_31


@dataclass
class TooManyTexts(Exception):
    """Another message may not leave before ``until``."""

    until: datetime

    @property
    def seconds(self) -> int:
        """How long to wait, rounded up."""
        return max(1, -int((timezone.now() - self.until).total_seconds() // 1))


@transaction.atomic
def take(*, phone: str, address: str) -> None:
    """Record that a message leaves now for ``phone``, asked for from ``address``. Raises ``TooManyTexts``.

    It is counted before it is sent: a provider that fails or is slow lets nobody try more often.
    """
    _one_at_a_time()
    now = timezone.now()
    numbers = phones.fingerprints(phone)
    addresses = phones.fingerprints(household(address), of="address")
    to_number = TextMessage.objects.filter(phone_hash__in=numbers)
    waits = [_full_until(to_number, amount, window, now) for amount, window in PER_NUMBER]
    waits.append(_full_until(TextMessage.objects.filter(address_hash__in=addresses), PER_ADDRESS, DAY, now))
    waits.append(_full_until(TextMessage.objects.all(), settings.SMS_PER_DAY, DAY, now))
    if until := max((wait for wait in waits if wait), default=None):
        raise TooManyTexts(until)
    TextMessage.objects.create(phone_hash=numbers[0], address_hash=addresses[0])


@transaction.atomic
def take_for_news() -> None:
    """Record that a message with news leaves now. Raises ``TooManyTexts`` when they are half of the day's messages.

    It counts for the site alone: hearing of an answer takes nobody's next code, and the other half is for codes.
    """
    _one_at_a_time()
    news = TextMessage.objects.filter(phone_hash="")
    now = timezone.now()
    waits = (
        _full_until(news, settings.SMS_PER_DAY // 2, DAY, now),
        _full_until(TextMessage.objects.all(), settings.SMS_PER_DAY, DAY, now),
    )
    if until := max((wait for wait in waits if wait), default=None):
        raise TooManyTexts(until)
    TextMessage.objects.create()


def next_for(phone: str) -> int:
    """Return after how many seconds the same number may be written to again, as far as a minute goes."""
    to_number = TextMessage.objects.filter(phone_hash__in=phones.fingerprints(phone))
    until = _full_until(to_number, *PER_NUMBER[0], timezone.now())
    return TooManyTexts(until).seconds if until else 0


def household(address: str) -> str:
    """Return what an address is counted as: itself, or its /64 network when it is of version 6."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip.packed, _IPV6_PREFIX), strict=False))


def forget_old(*, now: datetime | None = None) -> int:
    """Remove what no limit counts any more, and return how many rows."""
    return TextMessage.objects.filter(sent_at__lte=(now or timezone.now()) - DAY).delete()[0]


def _one_at_a_time() -> None:
    """Let the others wait until this transaction ends. On SQLite they do: it began as IMMEDIATE."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _full_until(sent: QuerySet[TextMessage], amount: int, window: timedelta, now: datetime) -> datetime | None:
    """Return when the oldest of the newest ``amount`` leaves the window, if that many are in it."""
    if amount < 1:
        return now + window
    newest = sent.filter(sent_at__gt=now - window).order_by("-sent_at", "-pk").values_list("sent_at", flat=True)
    last = list(newest[amount - 1 : amount])
    return last[0] + window if last else None
