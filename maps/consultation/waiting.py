"""What waits for a moderator: new texts, edits, reports, appeals, photographs; since when, and how many."""

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


#: Kind → the states of a comment in which it is due.
STATES: dict[str, tuple[str, ...]] = {
    Waits.NEW: (_Status.WAITING,),
    Waits.EDIT: (_Status.PUBLISHED,),
    Waits.REPORT: (_Status.PUBLISHED,),
    Waits.APPEAL: (_Status.RETURNED, _Status.HIDDEN),
    Waits.PHOTO: (_Status.WAITING, _Status.PUBLISHED),
}
#: Kind → the rows that wait; what is new is the comment itself.
_BESIDE: dict[str, Any] = {
    Waits.EDIT: CommentRevision.objects.waiting,
    Waits.REPORT: Report.objects.open,
    Waits.APPEAL: Appeal.objects.open,
    Waits.PHOTO: Photo.objects.waiting,
}


def to_decide(kind: str = "") -> CommentQuerySet:
    """Return the comments about which something waits for a decision, or only those of one kind."""
    return Comment.objects.filter(waits(kind))


def waits(kind: str = "") -> Q:
    """Return the condition; each part of it is answered from an index of its own."""
    if kind == Waits.NEW:
        return Q(status=_Status.WAITING)
    if kind:
        return Q(pk__in=_BESIDE[kind]().values("comment")) & ~Q(status__in=_others(kind))
    return functools.reduce(operator.or_, (waits(each) for each in Waits))


def oldest_first(comments: CommentQuerySet) -> CommentQuerySet:
    """Add ``since``, when the first of what waits came; what does not wait at all is last."""
    now = Value(timezone.now(), output_field=models.DateTimeField())
    moments = [Case(When(status=_Status.WAITING, then=F("created_at")), default=now)]
    for kind, rows in _BESIDE.items():
        of_this = rows().filter(comment=OuterRef("pk")).order_by("created_at").values("created_at")[:1]
        moments.append(Case(When(status__in=STATES[kind], then=Coalesce(Subquery(of_this), now)), default=now))
    return comments.annotate(since=Least(*moments)).order_by("since", "created_at", "pk")


def counts() -> list[Count]:
    """Return how many wait of each kind and since when the oldest; kinds of which none waits are left out."""
    found = [_count(kind) for kind in Waits]
    return [count for count in found if count.number]


def _count(kind: Waits) -> Count:
    if kind == Waits.NEW:
        rows: models.QuerySet[Any] = to_decide(kind)
    else:
        rows = _BESIDE[kind]().exclude(comment__status__in=_others(kind))
    facts = rows.aggregate(number=models.Count("pk"), oldest=Min("created_at"))
    return Count(kind, facts["number"], facts["oldest"])


def _others(kind: str) -> list[str]:
    """Return the states to exclude: asked for those in which it is due, SQLite would walk through all that is published."""
    return [status for status in _Status if status not in STATES[kind]]
