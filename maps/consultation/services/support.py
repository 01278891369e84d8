"""What a reader does: agree with what somebody else said, or no longer."""

from django.db import transaction

import pagecache
from maps.consultation.errors import OwnSupport, SupportClosed
from maps.consultation.models import Comment, Consultation, Support
from maps.consultation.services.hindrances import must_be_ready
from maps.consultation.services.statuses import lock_comment
from residents.models import User


@transaction.atomic
def support(*, comment_id: int, user: User) -> Comment:
    """Count ``user`` among those who agree, once; doing it again changes nothing.

    Raises ``SupportClosed`` when the comment is not published or its consultation takes no support (any more),
    ``OwnSupport``, and ``NotReady``: a row of the database is not yet somebody who counts.
    """
    comment = lock_comment(comment_id)
    if comment.author_id == user.pk:
        raise OwnSupport(comment=comment.pk)
    consultation = Consultation.objects.get(pk=comment.consultation_id)
    if comment.status != Comment.Status.PUBLISHED or not (consultation.is_open() and consultation.may_support):
        raise SupportClosed(comment=comment.pk)
    must_be_ready(user)
    _row, made = Support.objects.get_or_create(comment=comment, user=user)
    if made:
        _count(comment)
    return comment


@transaction.atomic
def take_back_support(*, comment_id: int, user: User) -> Comment:
    """No longer count ``user``, also after the consultation has closed."""
    comment = lock_comment(comment_id)
    gone, _by_model = Support.objects.filter(comment=comment, user=user).delete()
    if gone:
        _count(comment)
    return comment


def count_supports(comment: Comment) -> int:
    """Return how many agree with a comment: the one counting rule."""
    return Support.objects.filter(comment=comment).count()


def _count(comment: Comment) -> None:
    """Write the count anew into the locked row."""
    comment.support_count = count_supports(comment)
    comment.save(update_fields=("support_count",))
    pagecache.purge(f"proposal:{comment.proposal_id}")
