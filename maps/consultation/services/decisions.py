"""What a moderator decides about a comment: let it stand in public, give it back, hide it."""

from django.db import transaction

from maps.consultation.models import Appeal, Comment, Decision, Report
from maps.consultation.services import flags, reports, two_persons
from maps.consultation.services.log import check_reason, fingerprint, record, stale
from maps.consultation.services.own_words import lock_to_decide
from residents.models import User

#: (status it has, verb) → status it gets. What is not here is refused.
TRANSITIONS: dict[tuple[str, str], str] = {
    (Comment.Status.WAITING, Decision.Verb.PUBLISH): Comment.Status.PUBLISHED,
    (Comment.Status.WAITING, Decision.Verb.RETURN): Comment.Status.RETURNED,
    (Comment.Status.PUBLISHED, Decision.Verb.HIDE): Comment.Status.HIDDEN,
    (Comment.Status.HIDDEN, Decision.Verb.PUBLISH): Comment.Status.PUBLISHED,
}


@transaction.atomic
def decide(
    *, comment_id: int, moderator: User, verb: str, reason: str = "", note: str = "", seen: str | None = None
) -> Decision:
    """Decide on a comment: status, log, counter and the author's notice together.

    The first yes to a flagged text is recorded as ``SECOND`` and changes nothing yet. Hiding upholds the
    reports that are open. ``seen`` is the ``fingerprint`` of what the moderator looked at. Raises
    ``StaleDecision`` when the comment is in a state that ``verb`` does not fit, or is not what was seen;
    ``ReasonMissing`` when something is returned or hidden without a reason from the list or own words;
    ``SecondPersonNeeded`` when the first yes was the same moderator's; ``OwnWords`` when they wrote or
    entered it and a colleague can decide.
    """
    comment = lock_to_decide(comment_id, moderator)
    to = TRANSITIONS.get((comment.status, verb))
    if to is None or seen not in (None, fingerprint(comment)):
        raise stale(comment, verb)
    check_reason(verb, reason, note)
    flags.look_at(comment)
    is_new = comment.status == Comment.Status.WAITING and verb == Decision.Verb.PUBLISH
    if is_new and not two_persons.is_enough(comment, moderator):
        verb, to = Decision.Verb.SECOND, comment.status
    if verb in (Decision.Verb.RETURN, Decision.Verb.HIDE):
        # One that was never decided speaks of an older decision; its author may appeal against this one.
        Appeal.objects.open().filter(comment=comment).delete()
    decision = record(comment, to, moderator=moderator, verb=verb, reason=reason, note=note.strip())
    if verb == Decision.Verb.HIDE:
        reports.close(comment, Report.State.UPHELD)
    return decision
