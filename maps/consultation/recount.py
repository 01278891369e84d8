"""Find what is derived and no longer agrees with what it is derived from: counters, envelopes, tile keys."""

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models.functions import Coalesce

from maps.consultation.models import Comment, Support, Tally
from maps.consultation.services.statuses import count_comments, update_tally
from maps.errors import GeoError
from maps.plan.fields import derived_columns
from maps.plan.models import Feature, Plan, Proposal

#: Where a shape stands, and in which column.
SHAPES: tuple[tuple[type[models.Model], str], ...] = (
    (Plan, "outline"),
    (Proposal, "shape"),
    (Feature, "shape"),
    (Comment, "shape"),
)
_SAME_DEGREES = 1e-9


class Drift(NamedTuple):
    """One column of one row that says something else than what it is derived from."""

    row: models.Model
    column: str
    found: object
    expected: object

    def __str__(self) -> str:
        return f"{self.row._meta.label} {self.row.pk}: {self.column} {self.found} → {self.expected}"


class Unreadable(NamedTuple):
    """A row whose shape is not one, so that nothing can be derived from it."""

    row: models.Model
    reason: str

    def __str__(self) -> str:
        return f"{self.row._meta.label} {self.row.pk}: {self.reason}"


def find_drift() -> Iterator[Drift | Unreadable]:
    yield from counters()
    yield from counts("support_count", Support, "comment")
    yield from counts("reply_count", Comment.objects.published(), "parent")
    for model, column in SHAPES:
        yield from derived(model, column)


def counters() -> Iterator[Drift]:
    """Yield each proposal whose counter is not its number of published comments; no counter counts as zero."""
    kept = dict(Tally.objects.values_list("proposal", "comments"))
    for proposal in Proposal.objects.order_by("pk"):
        found, expected = kept.get(proposal.pk, 0), count_comments(proposal)
        if found != expected:
            yield Drift(proposal, "tally", found, expected)


def counts(column: str, counted: type[models.Model] | models.QuerySet[Any], by: str) -> Iterator[Drift]:
    """Yield each comment whose ``column`` is not the number of ``counted`` rows that point at it."""
    rows = counted if isinstance(counted, models.QuerySet) else counted._default_manager.all()
    number = rows.filter(**{by: models.OuterRef("pk")}).order_by().values(by).annotate(n=models.Count("pk")).values("n")
    expected = Coalesce(models.Subquery(number), 0)
    for comment in Comment.objects.annotate(expected=expected).exclude(**{column: models.F("expected")}).order_by("pk"):
        yield Drift(comment, column, getattr(comment, column), comment.expected)  # type: ignore[attr-defined]


def derived(model: type[models.Model], column: str) -> Iterator[Drift | Unreadable]:
    """Yield what does not fit the shape of each row of a model."""
    for row in model._default_manager.order_by("pk").iterator(chunk_size=500):
        try:
            expected = derived_columns(getattr(row, column))
        except GeoError as error:
            yield Unreadable(row, str(error))
            continue
        for name, value in expected.items():
            if hasattr(row, name) and not _same(getattr(row, name), value):
                yield Drift(row, name, getattr(row, name), value)


def _same(found: float | int | None, expected: float | int | None) -> bool:
    if isinstance(found, float) and isinstance(expected, float):
        return math.isclose(found, expected, rel_tol=0, abs_tol=_SAME_DEGREES)
    return found == expected


@transaction.atomic
def repair(drift: Drift) -> None:
    """Write the one column again."""
    if drift.column == "tally":
        update_tally(Proposal.objects.get(pk=drift.row.pk))
        return
    # update(), not save(): it is this column that is wrong, and only it.
    type(drift.row)._default_manager.filter(pk=drift.row.pk).update(**{drift.column: drift.expected})
