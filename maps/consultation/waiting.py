"""What waits for a moderator: new texts, edits, reports, appeals; since when, and how many."""

import functools
import operator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Case, F, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maps.consultation.models import Appeal, Comment, CommentRevision, Photo, Report
from maps.consultation.models.comment import CommentQuerySet

#: What waits longer is marked.
LATE = timedelta(hours=24)
_Status = Comment.Status


class Waits(models.TextChoices):
    """Kinds of entries in the queue. One comment may wait for several reasons; it is one entry then."""

    NEW = "new", _("新意见")
    EDIT = "edit", _("修改")
    REPORT = "report", _("举报")
    APPEAL = "appeal", _("申诉")
    PHOTO = "photo", _("照片")


class Count(NamedTuple):
    kind: Waits
    number: int
    oldest: datetime | None


#: Kind → the rows that wait, and in which states of their comment they do.
_BESIDE: dict[str, tuple[Any, tuple[str, ...]]] = {
    Waits.EDIT: (CommentRevision.objects.waiting, (_Status.PUBLISHED,)),
    Waits.REPORT: (Report.objects.open, (_Status.PUBLISHED,)),
    Waits.APPEAL: (Appeal.objects.open, (_Status.RETURNED, _Status.HIDDEN)),
    Waits.PHOTO: (Photo.objects.waiting, (_Status.WAITING, _Status.PUBLISHED)),
}


def to_decide(kind: str = "") -> CommentQuerySet:
    """Return the comments about which something waits for a decision, or only those of one kind."""
    return Comment.objects.filter(waits(kind))


def waits(kind: str = "") -> Q:
    """Return the condition; each part of it is answered from an index of its own."""
    if kind == Waits.NEW:
        return Q(status=_Status.WAITING)
    if kind:
        rows, states = _BESIDE[kind]
        return Q(pk__in=rows().values("comment")) & ~Q(status__in=_others(states))
    return functools.reduce(operator.or_, (waits(each) for each in Waits))


def oldest_first(comments: CommentQuerySet) -> CommentQuerySet:
    """Add ``since``, when the first of what waits came; what does not wait at all is last."""
    now = Value(timezone.now(), output_field=models.DateTimeField())
    moments = [Case(When(status=_Status.WAITING, then=F("created_at")), default=now)]
    for rows, states in _BESIDE.values():
        of_this = rows().filter(comment=OuterRef("pk")).order_by("created_at").values("created_at")[:1]
        moments.append(Case(When(status__in=states, then=Coalesce(Subquery(of_this), now)), default=now))
    return comments.annotate(since=Least(*moments)).order_by("since", "created_at", "pk")


def counts() -> list[Count]:
    """Return how many wait of each kind and since when the oldest; kinds of which none waits are left out."""
    found = [_count(kind) for kind in Waits]
    return [count for count in found if count.number]


def _count(kind: Waits) -> Count:
    if kind == Waits.NEW:
        rows: models.QuerySet[Any] = to_decide(kind)
    else:
        waiting, states = _BESIDE[kind]
        rows = waiting().exclude(comment__status__in=_others(states))
    facts = rows.aggregate(number=models.Count("pk"), oldest=Min("created_at"))
    return Count(kind, facts["number"], facts["oldest"])


def _others(states: tuple[str, ...]) -> list[str]:
    """Return the states to exclude: asked for ``states``, SQLite would walk through all that is published."""
    return [status for status in _Status if status not in states]
