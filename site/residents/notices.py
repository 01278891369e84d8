"""Telling a person: a notice in the site, and what leaves it."""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from residents.gone import still_standing
from residents.letters import send_digest, send_notice
from residents.models import Notice, User
from residents.preferences import CATEGORY_OF, Ways, is_at_once, reachable, ways_of

#: What is older than this is no news any more, and is only in the site.
REACH = timedelta(days=7)
_WAITING_KINDS = [kind for kind in CATEGORY_OF if not is_at_once(kind)]


@transaction.atomic
def notify(*, user: User, kind: str, title: str, url: str) -> Notice:
    """Record a notice for ``user``; what it says of their own words leaves at once, the rest with the day's message.

    ``title`` names what happened and never quotes a text. Nothing is recorded for who has closed their account.
    """
    notice = Notice(user=user, kind=kind, title=title, url=url)
    if user.closed_at:
        return notice
    notice.save()
    if is_at_once(kind) and any(reachable(user, ways_of(user)[CATEGORY_OF[kind]])):
        send_notice.enqueue(notice.pk)
    return notice


def mark_read(*, user: User, pk: int | None = None) -> int:
    """Mark one notice of ``user`` as read, or all of them, and return how many were unread."""
    unread = user.notices.unread()
    return (unread if pk is None else unread.filter(pk=pk)).update(read_at=timezone.now())


def send_digests(*, at: datetime | None = None) -> int:
    """Send everybody's message of the day, and return to how many; twice in a day, or two at once, send one."""
    now = at or timezone.now()
    waiting = Notice.objects.filter(_is_waiting(now)).order_by("user").values_list("user", flat=True).distinct()
    return sum(send_digest_to(user_id, now) for user_id in list(waiting))


@transaction.atomic
def send_digest_to(user_id: int, now: datetime) -> bool:
    """Claim what waits for one person and hand it to the worker. Return whether there was something to send."""
    # Locked, so that two runs at once cannot both find the same notices. (SQLite serialises by IMMEDIATE.)
    user = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    if user.notices.filter(kind__in=_WAITING_KINDS, sent_at__gte=midnight).exists():
        return False
    ways = ways_of(user)
    wanted = [notice for notice in user.notices.filter(_is_waiting(now)) if _leaves(user, ways, notice)]
    keys = [notice.pk for notice in still_standing(wanted)]
    if keys:
        Notice.objects.filter(pk__in=keys).update(sent_at=now)
        send_digest.enqueue(user_id, keys)
    return bool(keys)


def _is_waiting(now: datetime) -> models.Q:
    return models.Q(kind__in=_WAITING_KINDS, sent_at=None, read_at=None, created_at__gt=now - REACH)


def _leaves(user: User, ways: dict[str, Ways], notice: Notice) -> bool:
    return any(reachable(user, ways[CATEGORY_OF[notice.kind]]))
