"""What a visitor chose to see: one choice for the list, the map, the address and the data."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self
from urllib.parse import urlencode

from django.db.models import Exists
from django.http import QueryDict

from maps.explorer.entries import Entry, consultations_here
from maps.plan.models import Proposal
from maps.plan.models.proposal import ProposalQuerySet

#: Said in an address when every kind is switched off; none at all means all of them.
NO_KIND = "none"
ALL_KINDS = frozenset(Proposal.Kind.values)


@dataclass(frozen=True)
class Filters:
    """``unknown`` keeps what was asked for and does not exist: a page ignores it, data refuses it."""

    theme: str = ""
    kinds: frozenset[str] = ALL_KINDS
    open_only: bool = False
    unknown: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        theme, kinds, open_only = query.get("theme", ""), query.getlist("kind"), query.get("open", "")
        known = frozenset(kinds) & ALL_KINDS
        unknown = [f"theme={theme}"] if theme and theme not in Proposal.Theme else []
        unknown += [f"kind={kind}" for kind in kinds if kind not in ALL_KINDS | {NO_KIND}]
        unknown += [f"open={open_only}"] if open_only not in ("", "0", "1") else []
        return cls(
            theme=theme if theme in Proposal.Theme else "",
            kinds=known if known or NO_KIND in kinds else ALL_KINDS,
            open_only=open_only == "1",
            unknown=tuple(unknown),
        )

    @property
    def narrowed(self) -> bool:
        return self != Filters()

    def keeps(self, entry: Entry) -> bool:
        proposal = entry.proposal
        if self.theme and proposal.theme != self.theme:
            return False
        return proposal.kind in self.kinds and (entry.is_open or not self.open_only)

    def among(self, entries: Iterable[Entry]) -> list[Entry]:
        return [entry for entry in entries if self.keeps(entry)]

    def narrow(self, proposals: ProposalQuerySet, *, at: datetime) -> ProposalQuerySet:
        """Make the same choice as ``keeps`` in the database."""
        if self.theme:
            proposals = proposals.filter(theme=self.theme)
        if self.kinds != ALL_KINDS:
            proposals = proposals.filter(kind__in=self.kinds)
        return proposals.filter(Exists(consultations_here().open(at=at))) if self.open_only else proposals

    def but(self, **changes: object) -> Self:
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def query(self) -> str:
        """The one way to write this choice: ``?theme=green&kind=axis&kind=ring&open=1``, or nothing."""
        pairs = [("theme", self.theme)] if self.theme else []
        if not self.kinds:
            pairs.append(("kind", NO_KIND))
        elif self.kinds != ALL_KINDS:
            pairs += [("kind", kind) for kind in Proposal.Kind.values if kind in self.kinds]
        if self.open_only:
            pairs.append(("open", "1"))
        return f"?{urlencode(pairs)}" if pairs else ""
