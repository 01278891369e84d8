"""The proposals of a plan as a visitor meets them: numbered, counted, with what is open now."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from maps.consultation.models import Consultation
from maps.consultation.models.consultation import ConsultationQuerySet
from maps.explorer.moments import days_left, valid_until
from maps.plan.models import Plan, Proposal

_ASIDE = re.compile(r"（[^）]*）|\([^)]*\)")
_LEADING = re.compile(r"^.*[：:·]\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One proposal; ``number`` counts within its kind, also when only some are shown."""

    proposal: Proposal
    number: int
    comments: int
    closes_at: datetime | None
    opens_at: datetime | None
    at: datetime

    @property
    def is_open(self) -> bool:
        """Whether a comment may be sent now."""
        return self.closes_at is not None

    @property
    def days_left(self) -> int | None:
        return None if self.closes_at is None else days_left(self.closes_at, at=self.at)

    @property
    def label(self) -> str:
        return short_title(self.proposal.title)

    @property
    def mark(self) -> str:
        return mark_of(self.proposal)


def entries_of(plan: Plan, *, at: datetime | None = None) -> list[Entry]:
    """Return what is published of a plan, in its order; one query."""
    now = at or timezone.now()
    return list(_numbered(_rows(plan, now), now))


def alone(proposal: Proposal) -> Entry:
    """Return one proposal for a drawing of its own, without asking for the others: it has no number there."""
    return Entry(proposal=proposal, number=0, comments=0, closes_at=None, opens_at=None, at=timezone.now())


def valid_for(entries: Iterable[Entry], *, at: datetime) -> datetime:
    """Return when a page that shows ``entries`` stops being true."""
    return valid_until(at, [moment for entry in entries for moment in (entry.closes_at, entry.opens_at)])


def short_title(title: str) -> str:
    """Return what stands on the map: the name itself, without its rank before it and what is beside it.

    >>> short_title("三湾之一：东北湾（枫桥路旁）")
    '东北湾'
    """
    name = _ASIDE.sub("", title).strip() or title
    return _LEADING.sub("", name) or name


def mark_of(proposal: Proposal) -> str:
    """Return the symbol's id in ``maps/marks.svg``."""
    return f"culture-{proposal.culture_system}" if proposal.culture_system else proposal.kind


def consultations_here() -> ConsultationQuerySet:
    """Return where comments are taken on the proposal of an outer query."""
    return Consultation.objects.filter(proposals=OuterRef("pk"), may_comment=True)


def _rows(plan: Plan, now: datetime) -> QuerySet[Proposal]:
    here = consultations_here()
    return (
        plan.proposals.published()
        .in_order()
        .select_related("tally")
        .without_texts()
        .annotate(
            closes_at=Subquery(here.open(at=now).order_by("closes_at").values("closes_at")[:1]),
            opens_at=Subquery(here.filter(opens_at__gt=now).order_by("opens_at").values("opens_at")[:1]),
        )
    )


def _numbered(rows: Iterable[Proposal], now: datetime) -> Iterator[Entry]:
    numbers: Counter[str] = Counter()
    for proposal in rows:
        numbers[proposal.kind] += 1
        tally = getattr(proposal, "tally", None)
        yield Entry(
            proposal=proposal,
            number=numbers[proposal.kind],
            comments=tally.comments if tally else 0,
            closes_at=proposal.closes_at,
            opens_at=proposal.opens_at,
            at=now,
        )
