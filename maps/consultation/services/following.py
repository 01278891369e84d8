"""Who hears of a proposal's progress: they said so themselves, and take it back as easily."""

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from maps.consultation.models import Follow, Progress
from maps.plan.models import Proposal
from residents.models import Notice, User
from residents.services import notify


def follow(*, proposal: Proposal, user: User) -> None:
    Follow.objects.get_or_create(proposal=proposal, user=user)


def unfollow(*, proposal: Proposal, user: User) -> None:
    Follow.objects.filter(proposal=proposal, user=user).delete()


@transaction.atomic
def record_progress(*, proposal: Proposal) -> Progress | None:
    """Write down that a published proposal has come to another status, and tell who follows it.

    Its first status is written down without telling anybody; the same status again is no progress.
    """
    last = Progress.objects.select_for_update().filter(proposal=proposal).order_by("-pk").first()
    if last and last.status == proposal.status:
        return None
    step = Progress.objects.create(proposal=proposal, status=proposal.status)
    if last:
        title = _("“%(proposal)s”有了进展：%(status)s")
        facts = {"proposal": proposal.title, "status": proposal.get_status_display()}
        tell_followers.enqueue(proposal.pk, title % facts)
    return step


@task()
def tell_followers(proposal_id: int, title: str, told_already: list[int] | None = None) -> None:
    """Tell everyone who follows a proposal, but for those who were told of the same thing as its authors."""
    proposal = Proposal.objects.published().filter(pk=proposal_id).first()
    if proposal is None:
        return
    followers = User.objects.filter(follows__proposal=proposal, is_active=True).exclude(pk__in=told_already or [])
    for user in followers.order_by("pk"):
        notify(user=user, kind=Notice.Kind.PROGRESS, title=title, url=proposal.get_absolute_url())
