"""An author asks once that a return or a hiding be looked at again; another moderator decides."""

from django.db import IntegrityError, transaction

from maps.consultation.errors import AlreadyAppealed, NothingToAppeal, NotTaken, OwnDecision, WordsMissing
from maps.consultation.models import Appeal, Comment, Decision
from maps.consultation.services.log import check_reason, fingerprint, record, stale
from maps.consultation.services.own_words import lock_to_decide
from maps.consultation.services.rules import participation
from maps.consultation.services.statuses import lock_comment
from maps.consultation.tasks import tell_moderators
from residents.models import User

Verb = Decision.Verb
MAX_LENGTH = Appeal._meta.get_field("text").max_length or 0
#: Granting a hiding restores what was public. What was returned never was: it goes back into the
#: queue, where flags and the rule of two persons still hold.
GRANTED: dict[str, str] = {
    Comment.Status.HIDDEN: Comment.Status.PUBLISHED,
    Comment.Status.RETURNED: Comment.Status.WAITING,
}


@transaction.atomic
def appeal(*, comment_id: int, author: User, text: str) -> Appeal:
    """Ask that the decision which returned or hid one's own comment be looked at again.

    Raises ``NotTaken`` while the site takes no appeals, ``NothingToAppeal`` when the comment is
    neither returned nor hidden, ``AlreadyAppealed`` the second time, and ``WordsMissing``.
    """
    comment = lock_comment(comment_id, by=author)
    if not participation(comment.proposal).take_appeals:
        raise NotTaken(what="appeals")
    decision = comment.decisions.filter(to_status=comment.status).exclude(from_status=comment.status).first()
    if comment.status not in GRANTED or decision is None:
        raise NothingToAppeal(comment=comment.pk, status=comment.status, now=comment.get_status_display())
    if not text.strip() or len(text.strip()) > MAX_LENGTH:
        raise WordsMissing(maximum=MAX_LENGTH, length=len(text.strip()))
    try:
        with transaction.atomic():
            made = Appeal.objects.create(comment=comment, decision=decision, text=text.strip())
    except IntegrityError as error:
        raise AlreadyAppealed(comment=comment.pk) from error
    tell_moderators.enqueue(comment.pk)
    return made


@transaction.atomic
def decide_appeal(
    *, comment_id: int, moderator: User, verb: str, reason: str = "", note: str = "", seen: str | None = None
) -> Decision:
    """Grant or deny the appeal that is open on a comment, and tell its author.

    Raises ``StaleDecision`` when there is none (any more) or the comment is not what was seen,
    ``OwnDecision`` when it is against this moderator's decision, ``OwnWords``, and ``ReasonMissing`` for a denial without.
    """
    comment = lock_to_decide(comment_id, moderator)
    asked = Appeal.objects.open().filter(comment=comment).select_related("decision").first()
    is_there = asked is not None and comment.status in GRANTED and verb in Decision.OF_APPEALS
    if asked is None or not is_there or seen not in (None, fingerprint(comment)):
        raise stale(comment, verb)
    if asked.decision.moderator_id == moderator.pk:
        raise OwnDecision(comment=comment.pk, moderator=moderator.pk)
    check_reason(verb, reason, note)
    is_granted = verb == Verb.GRANT_APPEAL
    _become(asked, Appeal.State.GRANTED if is_granted else Appeal.State.DENIED)
    to = GRANTED[comment.status] if is_granted else comment.status
    decision = record(comment, to, moderator=moderator, verb=verb, reason=reason, note=note.strip())
    if to == Comment.Status.WAITING:
        tell_moderators.enqueue(comment.pk)
    return decision


def reopen_appeal(comment: Comment, decision: Decision) -> None:
    """Let the appeal that ``decision`` closed wait again."""
    closed = Appeal.objects.filter(comment=comment).exclude(state=Appeal.State.OPEN).first()
    if closed is None:
        raise stale(comment, Verb.UNDO)
    _become(closed, Appeal.State.OPEN)


def _become(asked: Appeal, state: str) -> None:
    asked.state = state
    asked.save(update_fields=("state",))
