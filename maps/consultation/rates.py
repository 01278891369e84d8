"""How many comments one person may send in how much time."""

import re
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class Rate(NamedTuple):
    amount: int
    window: timedelta

    @property
    def minutes(self) -> int:
        return max(1, round(self.window.total_seconds() / 60))


def comment_rate() -> Rate:
    """Return what ``COMMENT_RATE`` says, for example ``10/10m``: ten in ten minutes."""
    found = re.fullmatch(r"(\d+)/(\d+)([smhd])", settings.COMMENT_RATE)
    if not found:
        raise ImproperlyConfigured(f"COMMENT_RATE {settings.COMMENT_RATE!r} is not like '10/10m'")
    amount, number, unit = found.groups()
    return Rate(int(amount), timedelta(**{_UNITS[unit]: int(number)}))
