"""How often each public page is read: counted in this process's memory, written now and then, nothing kept of who read.

A read is a GET of a public page that reaches the application and is answered with 200 or 304. Left out is what says of
itself that nobody reads: a robot, a page fetched ahead, a part of a page. What a cache in front answers is not seen.
"""

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from pagecache.models import LONGEST_PATH, ReadCount

logger = logging.getLogger(__name__)

#: Words by which machines name themselves. A Cubot is a telephone.
ROBOT = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|archiver|externalhit|preview|monitor|headless|curl|wget|python|httpclient",
    re.IGNORECASE,
)
#: Headers by which a browser says that it only fetches ahead.
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


class _Reads:
    """What was read since it was last written."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.counts: Counter[tuple[date, str]] = Counter()
        self.written_at = time.monotonic()

    def add(self, counts: dict[tuple[date, str], int]) -> None:
        with self.lock:
            self.counts.update(counts)

    def take(self) -> Counter[tuple[date, str]]:
        """Return all there is and begin anew."""
        with self.lock:
            taken, self.counts, self.written_at = self.counts, Counter(), time.monotonic()
        return taken


_reads = _Reads()


def count_reads(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Stands inside ConditionalGetMiddleware: what becomes a 304 there is still whole here."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if _is_a_read(request, response):
            _reads.add({(timezone.localdate(), request.path): 1})
        return response

    return middleware


def _is_a_read(request: HttpRequest, response: HttpResponseBase) -> bool:
    is_page = (
        request.method == "GET"
        and response.status_code == 200
        and response.get("Cache-Control", "").startswith("public")
        and response.get("Content-Type", "").startswith("text/html")
        and len(request.path) <= LONGEST_PATH
    )
    return is_page and _is_by_somebody(request)


def _is_by_somebody(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "")
    if not agent or ROBOT.search(agent) or "HX-Request" in request.headers:
        return False
    return not any(re.match("prefetch|prerender|preview", request.headers.get(name, "")) for name in AHEAD)


def write_if_due(**kwargs: Any) -> None:
    """Write what was counted, if that was not done for a while; a receiver of ``request_finished``: nobody waits."""
    seconds = settings.READS_WRITTEN_SECONDS
    if seconds is not None and _reads.counts and time.monotonic() - _reads.written_at >= seconds:
        write()


def write() -> None:
    """Add what was counted to the database; what cannot be written is kept for the next time."""
    counts = _reads.take()
    if not counts:
        return
    keys = sorted(counts)  # several processes take the rows in the same order
    try:
        with transaction.atomic():
            ReadCount.objects.bulk_create([ReadCount(day=d, path=p) for d, p in keys], ignore_conflicts=True)
            for day, path in keys:
                number = F("number") + counts[day, path]
                ReadCount.objects.filter(day=day, path=path).update(number=number)
    except DatabaseError:
        logger.exception("%s counts of reads could not be written; tried again later", len(keys))
        _reads.add(counts)
