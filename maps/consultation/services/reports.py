"""Readers say that a comment should not stand; a moderator hides it or dismisses them; they hear which."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from languages import in_the_first
from maps.consultation.errors import (
    AlreadyReported,
    NotPublished,
    NotTaken,
    OwnComment,
    TooManyReports,
)
from maps.consultation.models import Comment, Decision, Report
from maps.consultation.services.log import record, reports_fingerprint, stale
from maps.consultation.services.own_words import lock_to_decide
from maps.consultation.services.rules import participation
from maps.consultation.services.statuses import lock_comment
from maps.consultation.tasks import tell_moderators
from residents.models import Notice, User
from residents.services import notify

DAY = timedelta(days=1)
A_DAY = 10
#: A hiding closes the open reports as well as a dismissal does.
_CLOSING = (Decision.Verb.HIDE, Decision.Verb.DISMISS_REPORTS)


@transaction.atomic
def report(*, comment_id: int, reporter: User, reason: str, note: str = "") -> Report:
    """Record a reader's report of a published comment, and tell the moderators.

    Raises ``NotTaken`` while the site takes no reports, ``NotPublished``, ``OwnComment``,
    ``AlreadyReported`` the second time, and ``TooManyReports`` after ``A_DAY``.
    """
    comment = lock_comment(comment_id)
    if not participation(comment.proposal).take_reports:
        raise NotTaken(what="reports")
    if comment.status != Comment.Status.PUBLISHED:
        raise NotPublished(comment=comment.pk, status=comment.status)
    if comment.author_id == reporter.pk:
        raise OwnComment(comment=comment.pk, reporter=reporter.pk)
    if comment.reports.filter(reporter=reporter).exists():
        raise AlreadyReported(comment=comment.pk, reporter=reporter.pk)
    today = Report.objects.filter(reporter=reporter, created_at__gt=timezone.now() - DAY).count()
    if today >= A_DAY:
        raise TooManyReports(reporter=reporter.pk, amount=today)
    made = Report.objects.create(comment=comment, reporter=reporter, reason=reason, note=note.strip())
    tell_moderators.enqueue(comment.pk)
    return made


@transaction.atomic
def dismiss(*, comment_id: int, moderator: User, note: str = "", seen: str | None = None) -> Decision:
    """Let a reported comment stand, and tell all who reported it.

    ``seen`` is the ``reports_fingerprint``. Raises ``StaleDecision`` when nothing is open, or another
    report came since; ``OwnWords``.
    """
    comment = lock_to_decide(comment_id, moderator)
    newest = comment.reports.open().order_by("-pk").values_list("pk", flat=True).first()
    is_there = newest is not None and comment.status == Comment.Status.PUBLISHED
    if not is_there or seen not in (None, reports_fingerprint(comment, newest or 0)):
        raise stale(comment, Decision.Verb.DISMISS_REPORTS)
    facts = {"verb": Decision.Verb.DISMISS_REPORTS, "note": note.strip()}
    decision = record(comment, comment.status, moderator=moderator, **facts)
    close(comment, Report.State.DISMISSED)
    return decision


def close(comment: Comment, state: str) -> None:
    """Close the open reports of a locked comment, and tell those who made them what became of it.

    Also for a comment that its author withdrew while it was reported: then as upheld.
    """
    is_public = comment.status == Comment.Status.PUBLISHED
    with in_the_first():  # an author may have taken it back on an English page
        sentence = _("您举报的意见已审核，没有发现违规") if is_public else _("您举报的意见已不再公开")
        url = comment.get_absolute_url() if is_public else comment.proposal.get_absolute_url()
    for open_report in comment.reports.open().select_related("reporter"):
        open_report.state = state
        open_report.save(update_fields=("state",))
        notify(user=open_report.reporter, kind=Notice.Kind.REPORT, title=sentence, url=url)


def reopen(comment: Comment, decision: Decision) -> None:
    """Open again the reports that ``decision`` closed: those made since the one that closed some before it."""
    earlier = comment.decisions.filter(verb__in=_CLOSING, pk__lt=decision.pk, undone_by=None)
    since = earlier.order_by("-pk").values_list("decided_at", flat=True).first()
    closed = comment.reports.filter(created_at__lte=decision.decided_at)
    (closed.filter(created_at__gt=since) if since else closed).update(state=Report.State.OPEN)
