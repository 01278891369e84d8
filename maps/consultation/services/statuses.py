"""The one place that writes a comment's status, and the one rule by which comments are counted."""

from django.utils import timezone

import pagecache
from maps.consultation import evidence
from maps.consultation.models import Comment, Tally
from maps.plan.models import Proposal
from residents.models import User


def count_comments(proposal: Proposal) -> int:
    """Return how many comments on ``proposal`` everyone may read: the one counting rule."""
    return Comment.objects.filter(proposal=proposal).published().count()


def count_replies(comment: Comment) -> int:
    """Return how many replies to ``comment`` everyone may read: the one counting rule."""
    return Comment.objects.filter(parent=comment).published().count()


def lock_comment(comment_id: int, *, by: User | None = None) -> Comment:
    """Return the comment with its row locked for this transaction; only if it is in the hands of ``by``, if given."""
    rows = Comment.objects.in_hands_of(by) if by else Comment.objects.all()
    locked = rows.select_for_update(of=("self",)).select_related("proposal", "author", "entered_by")
    return locked.get(pk=comment_id)


def move(comment: Comment, to: str) -> None:
    """Give a locked comment another status, and bring what depends on it along: counter and public pages."""
    was, comment.status = comment.status, to
    if to == Comment.Status.WAITING:
        comment.published_at = None
    elif to == Comment.Status.PUBLISHED and comment.published_at is None:
        comment.published_at = timezone.now()
    comment.save(update_fields=("status", "published_at"))
    if why := evidence.WHY_OF.get(Comment.Status(to)):
        evidence.keep(comment, why)
    if Comment.Status.PUBLISHED in (was, to):
        if comment.parent_id is not None:
            update_reply_count(comment.parent_id)
        update_tally(comment.proposal)
        pagecache.purge(f"proposal:{comment.proposal_id}", f"plan:{comment.proposal.plan_id}", "tiles")


def update_tally(proposal: Proposal) -> None:
    # Locked before counting: two decisions at once would both count without the other's.
    tally, _created = Tally.objects.select_for_update().get_or_create(proposal=proposal)
    tally.comments = count_comments(proposal)
    tally.save(update_fields=("comments",))


def update_reply_count(parent_id: int) -> None:
    # Locked before counting, and child before parent: two decisions on replies wait for each other here.
    parent = Comment.objects.select_for_update().get(pk=parent_id)
    parent.reply_count = count_replies(parent)
    parent.save(update_fields=("reply_count",))
