"""One row of the log for one decision: with it the comment moves, and its author is told."""

import hashlib
from typing import Any

from django.utils import timezone

from maps.consultation.errors import ReasonMissing, StaleDecision
from maps.consultation.models import Comment, CommentRevision, Decision
from maps.consultation.services.news import news
from maps.consultation.services.statuses import move
from maps.consultation.services.telling import tell_author
from residents.models import Notice, User


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(comment: Comment) -> str:
    """Name the state and the text that a moderator has before their eyes; see ``decide``."""
    return f"{comment.status}-{sha256(comment.text)}"


def edit_fingerprint(revision: CommentRevision) -> str:
    return f"edit-{revision.pk}-{revision.state}-{sha256(revision.text)}"


def reports_fingerprint(comment: Comment, newest_report: int) -> str:
    """Name what a moderator dismisses: a report that came since is not among it."""
    return f"{fingerprint(comment)}-report-{newest_report}"


def check_reason(verb: str, reason: str, note: str) -> None:
    """Refuse what its author would be told of without a reason from the list or own words."""
    if verb in Decision.NEEDS_REASON and reason in ("", Decision.Reason.OTHER) and not note.strip():
        raise ReasonMissing(verb=verb)


def record(comment: Comment, to: str, *, moderator: User, verb: str, text: str | None = None, **facts: Any) -> Decision:
    """Write the log, move the comment if its status changes, and tell its author what concerns them.

    ``text`` is what was decided about, if it is not the comment's own.
    """
    decision = Decision.objects.create(
        comment=comment,
        moderator=moderator,
        verb=verb,
        from_status=comment.status,
        to_status=to,
        text_sha256=sha256(comment.text if text is None else text),
        **facts,
    )
    if to != comment.status:
        move(comment, to)
    if told := news(comment, decision):
        tell_author(comment, kind=told.kind, title=told.title, url=told.url)
    # Whoever decides has seen the queue: the next comment is worth telling them again.
    if verb != Decision.Verb.UNDO:
        queue_notices = Notice.objects.filter(user=moderator, kind=Notice.Kind.QUEUE).unread()
        queue_notices.update(read_at=timezone.now())
    return decision


def stale(comment: Comment, verb: str) -> StaleDecision:
    return StaleDecision(verb=verb, comment=comment.pk, status=comment.status, now=comment.get_status_display())
