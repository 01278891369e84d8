"""Removed texts: out of every page at once, kept apart until their date, then gone."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone

import pagecache
from maps.consultation.models import Appeal, Comment, CommentRevision, Evidence, Flag, ParticipationSettings
from maps.consultation.models.participation import LEAST_EVIDENCE_DAYS
from maps.plan.models import Proposal
from media.models import Upload

#: Status that removes a text from public → why it is kept apart.
WHY_OF = {
    Comment.Status.WITHDRAWN: Evidence.Why.WITHDRAWN,
    Comment.Status.HIDDEN: Evidence.Why.HIDDEN,
}
#: These take the text out of the comment's own row too. What was hidden stays there: an appeal may restore it.
EMPTIES = (Evidence.Why.WITHDRAWN, Evidence.Why.ERASED)
#: A row without its words: all that the words and the place stood in.
_EMPTY = dict.fromkeys(("shape", "tile_key", "west", "south", "east", "north")) | {"text": "", "search_folded": ""}
_AT_A_TIME = 500


def evidence_days() -> int:
    """Return how long removed texts are kept: the longest that any site asks for, and never less than the law does."""
    asked = ParticipationSettings.objects.aggregate(longest=models.Max("evidence_days"))["longest"]
    return max(asked or 0, LEAST_EVIDENCE_DAYS)


@transaction.atomic
def keep(comment: Comment, why: str) -> None:
    """Keep the words and the place of a removed comment until their date; see ``keep_all``."""
    keep_all([comment], why)


@transaction.atomic
def keep_all(comments: Sequence[Comment], why: str) -> None:
    """Keep what was removed, each wording once, and empty the rows where ``why`` says so.

    Keeping the same words again moves their date on and makes no second copy.
    """
    goes_on = timezone.localdate() + timedelta(days=evidence_days())
    revisions = CommentRevision.objects.filter(comment__in=comments).exclude(text="").order_by("pk")
    said: list[tuple[int, str, Any]] = [(c.pk, c.text, c.shape) for c in comments if c.text or c.shape]
    said += [(revision.comment_id, revision.text, None) for revision in revisions]
    known = {_identity(e.comment_id, e.text, e.shape): e.pk for e in Evidence.objects.filter(comment__in=comments)}
    again = [known[i] for item in said if (i := _identity(*item)) in known]
    Evidence.objects.filter(pk__in=again).update(why=why)
    Evidence.objects.filter(pk__in=again, goes_on__lt=goes_on).update(goes_on=goes_on)
    new = {i: item for item in said if (i := _identity(*item)) not in known}
    Evidence.objects.bulk_create(
        Evidence(comment_id=pk, why=why, text=text, shape=shape, goes_on=goes_on) for pk, text, shape in new.values()
    )
    if why in EMPTIES:
        _empty(comments)


def take_back_edits(comments: Iterable[Comment]) -> None:
    """Keep apart the wordings that wait for review; the words that are published stay."""
    waiting = list(CommentRevision.objects.waiting().filter(comment__in=comments))
    goes_on = timezone.localdate() + timedelta(days=evidence_days())
    Evidence.objects.bulk_create(
        Evidence(comment_id=edit.comment_id, why=Evidence.Why.WITHDRAWN, text=edit.text, goes_on=goes_on)
        for edit in waiting
    )
    keys = [edit.pk for edit in waiting]
    CommentRevision.objects.filter(pk__in=keys).update(text="", state=CommentRevision.State.RETURNED)


def _identity(comment_id: int, text: str, shape: Any) -> tuple[int, str, str]:
    return comment_id, text, json.dumps(shape, sort_keys=True)


def _empty(comments: Sequence[Comment]) -> None:
    """Take words, place, earlier wordings and what flags quote out of the rows; photos are shown to nobody."""
    keys = [comment.pk for comment in comments]
    Comment.objects.filter(pk__in=keys).update(**_EMPTY)
    for comment in comments:
        comment.text = ""
        comment.shape = None  # type: ignore[assignment]
    revisions = CommentRevision.objects.filter(comment__in=keys)
    revisions.update(text="")
    revisions.waiting().update(state=CommentRevision.State.RETURNED)
    Flag.objects.filter(comment__in=keys).update(found="")
    Upload.objects.filter(photo__comment__in=keys).update(status=Upload.Status.REFUSED)
    _purge(keys)


def _purge(keys: Sequence[int]) -> None:
    where = Proposal.objects.filter(comments__in=keys).distinct().values_list("pk", "plan_id")
    tags = {tag for proposal, plan in where for tag in (f"proposal:{proposal}", f"plan:{plan}")}
    if tags:
        pagecache.purge(*sorted(tags), "tiles")


# ── letting go ──────────────────────────────────────────────────────────────────


@dataclass
class LetGo:
    """How much went."""

    texts: int = 0
    photos: int = 0


def let_go(*, on: date | None = None) -> LetGo:
    """Delete what is due. Doing it twice, or two at once, deletes the same."""
    gone = LetGo()
    while rows := _let_some_go(on or timezone.localdate(), gone):
        gone.texts += rows
    return gone


@transaction.atomic
def _let_some_go(on: date, gone: LetGo) -> int:
    # What is being appealed stays: the other moderator has to read it.
    appealed = Appeal.objects.open().filter(comment=models.OuterRef("comment"))
    due = Evidence.objects.due(on=on).exclude(models.Exists(appealed)).select_for_update(of=("self",))
    rows = list(due.order_by("pk")[:_AT_A_TIME])
    keys = {row.comment_id for row in rows}
    Evidence.objects.filter(pk__in=[row.pk for row in rows]).delete()
    hidden = Comment.objects.filter(pk__in=keys, status=Comment.Status.HIDDEN, evidence=None)
    _empty(list(hidden))
    gone.photos += _delete_photos(Comment.objects.filter(pk__in=keys, text="", evidence=None))
    return len(rows)


def _delete_photos(comments: models.QuerySet[Comment]) -> int:
    """Delete the files of comments whose words are gone; that there was a photo stays in the log."""
    uploads = list(Upload.objects.filter(photo__comment__in=comments).exclude(file=""))
    for upload in uploads:
        # After commit: a file cannot be put back when the transaction fails.
        transaction.on_commit(partial(upload.file.storage.delete, upload.file.name))
    Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).update(file="", sha256="")
    return len(uploads)
