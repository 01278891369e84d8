"""Two persons for what is flagged: the first yes is noted, only another moderator's yes makes it public."""

from collections.abc import Iterable

from maps.consultation.errors import SecondPersonNeeded
from maps.consultation.models import Comment, CommentRevision, Decision, Flag
from maps.consultation.services.log import sha256
from maps.consultation.services.rules import participation
from residents.models import User


def is_enough(comment: Comment, moderator: User, *, revision: CommentRevision | None = None) -> bool:
    """Return whether this moderator's yes makes the text public, or is the first of two.

    Raises ``SecondPersonNeeded`` when the first was their own.
    """
    if not needs_two(comment):
        return True
    first = first_yes(comment, comment.decisions.order_by("-pk"), revision=revision)
    if first and first.moderator_id == moderator.pk:
        raise SecondPersonNeeded(comment=comment.pk, moderator=moderator.pk)
    return first is not None


def needs_two(comment: Comment) -> bool:
    """Whether the settings ask for two, and something but the author's being new was found."""
    return is_flagged(comment.flags.all()) and participation(comment.proposal).two_person_rule


def is_flagged(flags: Iterable[Flag]) -> bool:
    return any(flag.kind != Flag.Kind.FIRST_COMMENT for flag in flags)


def first_yes(comment: Comment, log: Iterable[Decision], *, revision: CommentRevision | None = None) -> Decision | None:
    """Return the yes that waits for a second one, from the comment's log, newest row first.

    It counts for the text it was given to, and until the comment has moved since or it was taken back.
    """
    undone: set[int | None] = set()
    for decision in log:
        if decision.from_status != decision.to_status:
            return None
        undone.add(decision.undoes_id)
        if decision.verb == Decision.Verb.SECOND and decision.revision_id == (revision and revision.pk):
            is_of_this_text = decision.text_sha256 == sha256((revision or comment).text)
            return decision if is_of_this_text and decision.pk not in undone else None
    return None
