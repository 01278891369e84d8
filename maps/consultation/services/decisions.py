"""What a moderator does: let a comment stand in public, give it back, hide it, and take a decision back."""

import hashlib

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from maps.consultation.errors import ReasonMissing, StaleDecision
from maps.consultation.models import Comment, Decision
from maps.consultation.services.statuses import lock_comment, move
from residents.models import Notice, User
from residents.services import notify

#: (status it has, verb) → status it gets. What is not here is refused.
TRANSITIONS: dict[tuple[str, str], str] = {
    (Comment.Status.WAITING, Decision.Verb.PUBLISH): Comment.Status.PUBLISHED,
    (Comment.Status.WAITING, Decision.Verb.RETURN): Comment.Status.RETURNED,
    (Comment.Status.PUBLISHED, Decision.Verb.HIDE): Comment.Status.HIDDEN,
    (Comment.Status.HIDDEN, Decision.Verb.PUBLISH): Comment.Status.PUBLISHED,
}


def text_sha256(comment: Comment) -> str:
    return hashlib.sha256(comment.text.encode()).hexdigest()


def fingerprint(comment: Comment) -> str:
    """Name the state and the text that a moderator has before their eyes; see ``decide``."""
    return f"{comment.status}-{text_sha256(comment)}"


@transaction.atomic
def decide(
    *, comment_id: int, moderator: User, verb: str, reason: str = "", note: str = "", seen: str | None = None
) -> Decision:
    """Decide on a comment: status, log, counter and the author's notice together.

    ``seen`` is the ``fingerprint`` of what the moderator looked at. Raises ``StaleDecision`` when the
    comment is in a state that ``verb`` does not fit, or is not what was seen; ``ReasonMissing`` when
    something is returned or hidden without a reason from the list or own words.
    """
    comment = lock_comment(comment_id)
    to = TRANSITIONS.get((comment.status, verb))
    if to is None or seen not in (None, fingerprint(comment)):
        raise _stale(comment, verb)
    if verb in Decision.NEEDS_REASON and reason in ("", Decision.Reason.OTHER) and not note.strip():
        raise ReasonMissing(verb=verb)
    decision = _record(comment, to, verb=verb, moderator=moderator, reason=reason, note=note.strip())
    # Whoever decides has seen the queue: the next comment is worth telling them again.
    queue_notices = Notice.objects.filter(user=moderator, kind=Notice.Kind.QUEUE).unread()
    queue_notices.update(read_at=timezone.now())
    return decision


@transaction.atomic
def undo(*, decision_id: int, moderator: User) -> Decision:
    """Put back the status that a decision changed, if it is the comment's last and still stands.

    Raises ``StaleDecision`` when something happened since, or when the decision is itself an undoing.
    """
    decision = Decision.objects.get(pk=decision_id)
    comment = lock_comment(decision.comment_id)
    last = comment.decisions.order_by("-pk").values_list("pk", flat=True).first()
    stands = last == decision.pk and comment.status == decision.to_status
    if not stands or decision.verb == Decision.Verb.UNDO:
        raise _stale(comment, Decision.Verb.UNDO)
    return _record(comment, decision.from_status, verb=Decision.Verb.UNDO, moderator=moderator, undoes=decision)


def _record(comment: Comment, to: str, *, moderator: User, **facts: object) -> Decision:
    """Write the log, move the comment and tell its author."""
    decision = Decision.objects.create(
        comment=comment,
        moderator=moderator,
        from_status=comment.status,
        to_status=to,
        text_sha256=text_sha256(comment),
        **facts,
    )
    move(comment, to)
    title, url = _news(comment, decision)
    notify(user=comment.author, kind=Notice.Kind.DECISION, title=title, url=url)
    return decision


def _news(comment: Comment, decision: Decision) -> tuple[str, str]:
    """Return the title and the address of the author's notice; neither holds a word of the comment."""
    own_page = f"{reverse('maps:comment', args=(comment.proposal.slug,))}#mine-{comment.pk}"
    facts = {"proposal": comment.proposal.title, "reason": decision.get_reason_display() if decision.reason else ""}
    if comment.status == Comment.Status.PUBLISHED:
        return _("您对“%(proposal)s”的意见已发布") % facts, comment.get_absolute_url()
    if comment.status == Comment.Status.WAITING:
        return _("您对“%(proposal)s”的意见重新进入审核") % facts, own_page
    sentence = {
        Comment.Status.RETURNED: _("您对“%(proposal)s”的意见已退回"),
        Comment.Status.HIDDEN: _("您对“%(proposal)s”的意见已隐藏"),
    }[Comment.Status(comment.status)]
    reason = _("（%(reason)s）") if facts["reason"] else ""
    return (sentence + reason) % facts, own_page


def _stale(comment: Comment, verb: str) -> StaleDecision:
    return StaleDecision(verb=verb, comment=comment.pk, status=comment.status, now=comment.get_status_display())
