from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

#: How long a day's counts are kept: a year, and the same weeks of the year before to compare with.
KEPT = timedelta(days=400)
LONGEST_PATH = 255


def first_day(of: int) -> Any:
    """Return the first of the last ``of`` days, today among them."""
    return timezone.localdate() - timedelta(days=of - 1)


class ReadCountQuerySet(models.QuerySet["ReadCount"]):
    def over(self) -> Self:
        """What has been kept long enough."""
        return self.filter(day__lt=timezone.localdate() - KEPT)

    def most_read(self, number: int) -> Any:
        """Return the paths read most in the last seven days: dicts with ``path``, ``week`` and ``month`` (30 days)."""
        week = Coalesce(Sum("number", filter=Q(day__gte=first_day(7))), 0)
        rows = self.filter(day__gte=first_day(30)).order_by().values("path")
        return rows.annotate(week=week, month=Sum("number")).order_by("-week", "-month", "path")[:number]


class ReadCount(models.Model):
    """How often a public page was read on one day. Nothing is kept of who read it; see ``pagecache.reads``."""

    day = models.DateField()
    path = models.CharField(max_length=LONGEST_PATH)
    number = models.PositiveIntegerField(default=0)

    objects = ReadCountQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("day", "path"), name="read_count_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.path} on {self.day}: {self.number}"
