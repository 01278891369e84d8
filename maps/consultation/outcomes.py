"""What became of what was said in a consultation: the table 意见采纳情况 and the rows behind each of its numbers.

One rule counts: every published comment that is not an office's own, once, under the newest answer to it. Numbers and
rows come from the same query, so they cannot disagree; nothing is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from maps.consultation.models import Answer, Comment, Consultation
from maps.plan.models import Proposal

#: What stands in the place of an answer's kind where there is none.
UNANSWERED = "none"
KINDS: tuple[str, ...] = (*Answer.Kind.values, UNANSWERED)


def counted(consultation: Consultation) -> Any:
    """Return the comments of the table, a CommentQuerySet, each with its ``outcome``: a kind of answer, or ``UNANSWERED``."""
    newest = Answer.objects.filter(comments=OuterRef("pk")).order_by("-answered_at", "-pk").values("kind")[:1]
    outcome = Coalesce(Subquery(newest), Value(UNANSWERED), output_field=CharField())
    return Comment.objects.filter(consultation=consultation, office="").published().annotate(outcome=outcome)


@dataclass(frozen=True)
class Line:
    """One proposal's numbers, in the order of ``KINDS``, and their sum."""

    proposal: Proposal | None
    numbers: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.numbers)

    @property
    def cells(self) -> list[tuple[str, int]]:
        return list(zip(KINDS, self.numbers, strict=True))


@dataclass(frozen=True)
class Table:
    lines: Sequence[Line]
    sums: Line


def table(consultation: Consultation) -> Table:
    """Return a line for each proposal of a consultation, and their sums."""
    rows = counted(consultation).order_by().values_list("proposal", "outcome").annotate(number=Count("pk"))
    numbers = {(proposal, outcome): number for proposal, outcome, number in rows}
    of_comments = {proposal for proposal, _outcome in numbers}
    proposals = consultation.proposals.published() | Proposal.objects.published().filter(pk__in=of_comments)
    lines = [
        Line(proposal, [numbers.get((proposal.pk, kind), 0) for kind in KINDS])
        for proposal in proposals.distinct().in_order()
    ]
    return Table(lines, Line(None, [sum(column) for column in zip(*(line.numbers for line in lines), strict=True)]))
