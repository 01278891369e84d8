"""A proposal's way from an idea to done, as a line of steps."""

from dataclasses import dataclass

from maps.plan.models import Proposal


@dataclass(frozen=True)
class Step:
    label: str
    state: str  # "past", "current" or "ahead"


def steps_of(proposal: Proposal) -> list[Step]:
    """Return every status in its order; one of them is current."""
    statuses = list(Proposal.Status)
    here = statuses.index(Proposal.Status(proposal.status))
    states = ["past"] * here + ["current"] + ["ahead"] * (len(statuses) - here - 1)
    return [Step(str(status.label), state) for status, state in zip(statuses, states, strict=True)]
