"""What is due by the clock. Every command here is safe to run twice; of several servers the first one does it."""

import logging
import time as clock
from dataclasses import dataclass
from datetime import datetime, time

from django.core.cache import cache
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone

logger = logging.getLogger(__name__)

#: A daily command that failed is tried again this much later.
RETRY_SECONDS = 600
DAY_SECONDS = 24 * 60 * 60
#: A little less than the minute after which the next look comes.
MINUTELY_SECONDS = 50


@dataclass(frozen=True)
class Chore:
    """A management command and when it is due: every minute, or once a day from ``since`` until ``until`` (local)."""

    command: str
    since: time | None = None
    until: time = time.max


CHORES = (
    Chore("publish_scheduled"),
    Chore("resume_slides"),
    Chore("let_go", since=time(3, 40)),
    Chore("prune_unverified", since=time(3, 45)),
    Chore("clearsessions", since=time(3, 50)),
    Chore("trim_reads", since=time(3, 55)),
    # Nobody is woken. What a stopped server missed is caught up with on the day of the lecture.
    Chore("tend_lectures", since=time(9, 0), until=time(20, 0)),
    # What a stopped server missed by the evening waits for the next morning.
    Chore("send_digests", since=time(9, 15), until=time(20, 0)),
)


def run_due(now: datetime) -> list[str]:
    """Run what is due and nobody did yet, and return the commands that were tried; a failing one stops no other."""
    return [chore.command for chore in CHORES if _run(chore, timezone.localtime(now))]


def _run(chore: Chore, now: datetime) -> bool:
    if chore.since is None:
        key, seconds = f"clock:{chore.command}", MINUTELY_SECONDS
    elif chore.since <= now.time() <= chore.until:
        key, seconds = f"clock:{chore.command}:{now:%Y-%m-%d}", DAY_SECONDS
    else:
        return False
    if not cache.add(key, True, seconds):
        return False
    try:
        call_command(chore.command)
    except Exception:
        logger.exception("%s failed; it will be tried again", chore.command)
        cache.set(key, True, min(seconds, RETRY_SECONDS))
    return True


def run() -> None:
    """Look once a minute, for ever."""
    while True:
        close_old_connections()
        try:
            run_due(timezone.now())
        except Exception:
            logger.exception("the clock could not look what is due")
        clock.sleep(60 - clock.time() % 60)
