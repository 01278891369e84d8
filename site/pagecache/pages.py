"""Declare an answer public, and forget what is stored of it when its subject changes."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.dispatch import Signal
from django.http import HttpResponseBase

logger = logging.getLogger(__name__)

R = TypeVar("R", bound=HttpResponseBase)

#: Sent after commit with ``tags``; the server-side cache and a CDN listen here.
purged = Signal()


@dataclass(frozen=True)
class Publicity:
    """What makes an answer shareable: its tags, and the moment after which it is no longer true."""

    tags: tuple[str, ...]
    until: datetime | None


def public(response: R, *, tags: Iterable[str] = (), until: datetime | None = None) -> R:
    """Mark ``response`` as the same bytes for everyone.

    ``until`` is the next known boundary (a consultation opens or closes, an expiry); no copy lives longer.
    """
    response.publicity = Publicity(tuple(tags), until)  # type: ignore[attr-defined]
    return response


def purge(*tags: str) -> None:
    """Forget every stored page with one of ``tags``, after the present transaction commits.

    A listener that fails is logged: what was committed is not to be answered with an error.
    """

    def announce() -> None:
        logger.debug("purge %s", " ".join(tags))
        purged.send(sender=None, tags=frozenset(tags))

    transaction.on_commit(announce, robust=True)
