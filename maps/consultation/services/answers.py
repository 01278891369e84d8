"""What an office does: answer."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

import pagecache
from maps.consultation.models import Answer, Comment
from maps.consultation.services.following import tell_followers
from maps.consultation.services.telling import tell_author, who_hears
from maps.plan.models import Proposal
from residents.models import Notice, User


@transaction.atomic
def publish_answer(*, answer: Answer, by: User, comments: Iterable[Comment] = ()) -> Answer:
    """Save an answer with the published comments it answers, and tell their authors, each of them once.

    Who was told before is not told again; what is not published is not answered anew, and keeps an answer it has.
    """
    is_new = answer.pk is None
    before = set(answer.comments.values_list("pk", flat=True)) if answer.pk else set()
    touched = list(Proposal.objects.filter(comments__answers=answer).distinct()) if answer.pk else []
    if answer.answered_by is None:
        answer.answered_by = by
    answer.save()
    wanted = [comment.pk for comment in comments]
    chosen = list(
        Comment.objects.published()
        .filter(pk__in=wanted)
        .select_related("proposal", "author", "entered_by")
        .order_by("pk")
    )
    # What is hidden now keeps its answer: the hiding may be undone.
    unseen = answer.comments.exclude(status=Comment.Status.PUBLISHED) if before else Comment.objects.none()
    answer.comments.set([*chosen, *unseen])
    _tell_authors([comment for comment in chosen if comment.pk not in before])
    if is_new and answer.proposal:
        title = _("“%(proposal)s”有了官方答复") % {"proposal": answer.proposal.title}
        tell_followers.enqueue(answer.proposal.pk, title, [who_hears(comment).pk for comment in chosen])
    touched += [comment.proposal for comment in chosen]
    _purge([*touched, answer.proposal] if answer.proposal else touched)
    return answer


@transaction.atomic
def retract_answer(*, answer: Answer) -> None:
    """Remove an answer given by mistake, from every page that shows it."""
    touched = list(Proposal.objects.filter(comments__answers=answer).distinct())
    _purge([*touched, answer.proposal] if answer.proposal else touched)
    answer.delete()


def _tell_authors(comments: list[Comment]) -> None:
    told: set[tuple[int, int]] = set()
    for comment in comments:
        # The desk is told for each neighbour; of one neighbour, everybody of the desk who entered something.
        pair = comment.author_id, who_hears(comment).pk
        if pair not in told:
            told.add(pair)
            title = _("您对“%(proposal)s”的意见有了答复") % {"proposal": comment.proposal.title}
            tell_author(comment, kind=Notice.Kind.ANSWER, title=title, url=comment.get_absolute_url())


def _purge(proposals: list[Proposal]) -> None:
    tags = {f"proposal:{proposal.pk}" for proposal in proposals} | {
        f"plan:{proposal.plan_id}" for proposal in proposals
    }
    if tags:
        pagecache.purge(*sorted(tags))
