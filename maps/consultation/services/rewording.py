"""What an author does to words already sent: change them while that is fair to those who have read them."""

from django.db import transaction
from django.utils import timezone

from maps.consultation.errors import CommentingClosed, NoLongerEditable
from maps.consultation.models import Comment, CommentRevision, Consultation
from maps.consultation.services.comments import check_length
from maps.consultation.services.flags import look_again
from maps.consultation.services.looking import look
from maps.consultation.services.statuses import lock_comment, move
from residents.models import User


@transaction.atomic
def edit(*, comment_id: int, author: User, text: str) -> Comment:
    """Give a comment other words; the ones before stay in its history.

    What nobody else has read is changed at once: waiting, it goes on waiting; returned, it waits again. A published
    comment keeps its words until a moderator has let the new ones through. Raises ``NoLongerEditable`` when it is
    too late or it was taken back, ``CommentingClosed`` when its consultation is over, and ``TextTooShort`` or
    ``TextTooLong``.
    """
    comment = lock_comment(comment_id, by=author)
    if not comment.is_editable:
        raise NoLongerEditable(comment=comment.pk, status=comment.status, now=comment.get_status_display())
    consultation = Consultation.objects.select_for_update().get(pk=comment.consultation_id)
    if not (consultation.is_open() and consultation.may_comment):
        raise CommentingClosed(slug=comment.proposal.slug)
    words = text.strip()
    check_length(words)
    if words == comment.text and comment.status != Comment.Status.RETURNED:
        return comment
    if comment.status == Comment.Status.PUBLISHED:
        CommentRevision.objects.waiting().filter(comment=comment).update(state=CommentRevision.State.PAST)
        CommentRevision.objects.create(comment=comment, text=words, state=CommentRevision.State.WAITING)
    else:
        _replace(comment, words)
    look_again(comment)
    look.enqueue(comment.pk)
    return comment


def _replace(comment: Comment, words: str) -> None:
    """Put new words in the place of some that nobody else has read."""
    if words != comment.text:
        CommentRevision.objects.create(comment=comment, text=comment.text, state=CommentRevision.State.PAST)
        comment.text, comment.edited_at = words, timezone.now()
        comment.save(update_fields=("text", "search_folded", "edited_at"))
    if comment.status == Comment.Status.RETURNED:
        move(comment, Comment.Status.WAITING)
