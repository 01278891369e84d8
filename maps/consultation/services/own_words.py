"""Nobody decides about their own words, or what they entered for a neighbour, while another moderator can."""

from maps.consultation.errors import OwnWords
from maps.consultation.models import Comment
from maps.consultation.permissions import moderators
from maps.consultation.services.statuses import lock_comment
from residents.models import User


def lock_to_decide(comment_id: int, moderator: User) -> Comment:
    """Return the comment locked for a decision of ``moderator``; raises ``OwnWords``."""
    comment = lock_comment(comment_id)
    if is_own(comment, moderator) and has_colleague(moderator):
        raise OwnWords(comment=comment.pk, moderator=moderator.pk)
    return comment


def is_own(comment: Comment, moderator: User) -> bool:
    return moderator.pk in (comment.author_id, comment.entered_by_id)


def has_colleague(moderator: User) -> bool:
    """Whether somebody else may moderate: an office of one decides about its own words too, and the log says so."""
    return moderators().exclude(pk=moderator.pk).exists()
