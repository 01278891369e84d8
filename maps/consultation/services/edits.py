"""What a moderator decides about another wording of a published comment."""

from typing import Any

from django.db import transaction

import pagecache
from maps.consultation.models import Comment, CommentRevision, Decision
from maps.consultation.services import flags, two_persons
from maps.consultation.services.log import check_reason, edit_fingerprint, record, stale
from maps.consultation.services.own_words import lock_to_decide
from residents.models import User

Verb = Decision.Verb
State = CommentRevision.State


@transaction.atomic
def decide_edit(
    *, revision_id: int, moderator: User, verb: str, reason: str = "", note: str = "", seen: str | None = None
) -> Decision:
    """Let the new wording take the place of the published one, or give it back while that stays.

    Accepted, the two change places: the row keeps the old text as past. ``seen`` is the
    ``edit_fingerprint`` of what the moderator looked at. Raises what ``decide`` raises.
    """
    comment = lock_to_decide(CommentRevision.objects.values_list("comment", flat=True).get(pk=revision_id), moderator)
    revision = comment.revisions.get(pk=revision_id)
    is_waiting = revision.state == State.WAITING and comment.status == Comment.Status.PUBLISHED
    if verb not in Decision.OF_EDITS or not is_waiting or seen not in (None, edit_fingerprint(revision)):
        raise stale(comment, verb)
    check_reason(verb, reason, note)
    flags.look_at(comment)
    if verb == Verb.ACCEPT_EDIT and not two_persons.is_enough(comment, moderator, revision=revision):
        verb = Verb.SECOND
    decided = revision.text
    if verb == Verb.ACCEPT_EDIT:
        _change_places(comment, revision, State.PAST)
    elif verb == Verb.RETURN_EDIT:
        _give(revision, State.RETURNED)
        flags.flag(comment)
    facts: dict[str, Any] = {"reason": reason, "note": note.strip(), "revision": revision}
    return record(comment, comment.status, moderator=moderator, verb=verb, text=decided, **facts)


def undo_edit(comment: Comment, decision: Decision) -> None:
    """Let the wording wait again, unless its author sent another one since."""
    revision = decision.revision
    if revision is None or comment.revisions.waiting().exists():
        raise stale(comment, Verb.UNDO)
    if decision.verb == Verb.ACCEPT_EDIT:
        _change_places(comment, revision, State.WAITING)
    else:
        _give(revision, State.WAITING)
    flags.flag(comment, text=revision.text)


def _change_places(comment: Comment, revision: CommentRevision, state: str) -> None:
    comment.text, revision.text = revision.text, comment.text
    others = comment.revisions.filter(state=State.PAST).exclude(pk=revision.pk)
    before = others.order_by("-pk").values_list("created_at", flat=True).first()
    comment.edited_at = revision.created_at if state == State.PAST else before
    comment.save(update_fields=("text", "search_folded", "edited_at"))
    revision.state = state
    revision.save(update_fields=("text", "state"))
    pagecache.purge(f"proposal:{comment.proposal_id}", f"plan:{comment.proposal.plan_id}")


def _give(revision: CommentRevision, state: str) -> None:
    revision.state = state
    revision.save(update_fields=("state",))
