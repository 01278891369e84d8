"""Every decision can be taken back, with a row of its own, while it is the last and still stands."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from maps.consultation.models import Comment, Decision
from maps.consultation.services.appeals import reopen_appeal
from maps.consultation.services.edits import undo_edit
from maps.consultation.services.log import record, stale
from maps.consultation.services.own_words import lock_to_decide
from maps.consultation.services.photos import undo_photo
from maps.consultation.services.reports import reopen
from residents.models import User

Verb = Decision.Verb


def _nothing_else(comment: Comment, decision: Decision) -> None:
    """The status alone goes back."""


#: What goes back beside the status. A verb that is not here cannot be undone.
UNDOING: dict[str, Callable[[Comment, Decision], None]] = {
    Verb.PUBLISH: _nothing_else,
    Verb.RETURN: _nothing_else,
    Verb.SECOND: _nothing_else,
    Verb.HIDE: reopen,
    Verb.DISMISS_REPORTS: reopen,
    Verb.ACCEPT_EDIT: undo_edit,
    Verb.RETURN_EDIT: undo_edit,
    Verb.SHOW_PHOTO: undo_photo,
    Verb.REFUSE_PHOTO: undo_photo,
    Verb.GRANT_APPEAL: reopen_appeal,
    Verb.DENY_APPEAL: reopen_appeal,
}


@transaction.atomic
def undo(*, decision_id: int, moderator: User) -> Decision:
    """Put back what a decision changed, if it is the comment's last and still stands.

    Raises ``StaleDecision`` when something happened since, or when the decision is itself an undoing; ``OwnWords``.
    """
    decision = Decision.objects.get(pk=decision_id)
    comment = lock_to_decide(decision.comment_id, moderator)
    if last_undoable(comment) != decision:
        raise stale(comment, Verb.UNDO)
    UNDOING[decision.verb](comment, decision)
    facts: dict[str, Any] = {"undoes": decision, "revision": decision.revision, "photo": decision.photo}
    return record(comment, decision.from_status, moderator=moderator, verb=Verb.UNDO, **facts)


def last_undoable(comment: Comment) -> Decision | None:
    """Return the decision on a comment that can be taken back now, or None."""
    last = comment.decisions.order_by("-pk").first()
    return last if last and last.verb in UNDOING and last.to_status == comment.status else None
