"""How long something is still open, and when a page that says so stops being true."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from maps.consultation.models.consultation import last_day


def days_left(closes_at: datetime, *, at: datetime) -> int:
    """Return the whole days after today; 0 on the last one."""
    return (last_day(closes_at) - timezone.localdate(at)).days


def valid_until(at: datetime, moments: Iterable[datetime | None]) -> datetime:
    """Return the first of ``moments`` that is still to come, or the next midnight if that is sooner."""
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time.min))
    return min([midnight, *(moment for moment in moments if moment is not None and moment > at)])
