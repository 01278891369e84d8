"""The list beside the map: groups by kind, and the switches that choose what both show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from maps.explorer.entries import Entry
from maps.explorer.filters import Filters
from maps.plan.models import Proposal


@dataclass(frozen=True, slots=True)
class Group:
    """The shown proposals of one kind."""

    kind: str
    label: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Switch:
    """One link or checkbox of the filters: where it leads, how many it would show, and whether it is on."""

    value: str
    label: str
    query: str
    count: int
    on: bool


def listing_of(entries: list[Entry], chosen: Filters, *, at: str = "") -> dict[str, Any]:
    """Return what the list and its filters show; ``at`` is the slug of the proposal that is selected."""
    shown = chosen.among(entries)
    return {
        "filters": chosen,
        "shown": shown,
        "groups": groups_of(shown),
        "themes": _themes(entries, chosen),
        "kinds": _kinds(entries, chosen),
        "open_switch": _open(entries, chosen),
        "selected": next((entry for entry in shown if entry.proposal.slug == at), None),
    }


def groups_of(entries: Iterable[Entry]) -> list[Group]:
    """Group by kind in the kinds' own order; inside a group the plan's order stays."""
    by_kind: dict[str, list[Entry]] = {kind: [] for kind in Proposal.Kind.values}
    for entry in entries:
        by_kind[entry.proposal.kind].append(entry)
    return [Group(kind, str(Proposal.Kind(kind).label), found) for kind, found in by_kind.items() if found]


def _themes(entries: list[Entry], chosen: Filters) -> list[Switch]:
    choices = [("", ""), *Proposal.Theme.choices]
    return [
        Switch(
            value=value,
            label=str(label),
            query=(narrowed := chosen.but(theme=value)).query,
            count=len(narrowed.among(entries)),
            on=chosen.theme == value,
        )
        for value, label in choices
    ]


def _kinds(entries: list[Entry], chosen: Filters) -> list[Switch]:
    """Return the legend: each kind that the plan has, with the address that shows it alone."""
    used = {entry.proposal.kind for entry in entries}
    return [
        Switch(
            value=kind,
            label=str(Proposal.Kind(kind).label),
            query=(alone := chosen.but(kinds=frozenset({kind}))).query,
            count=len(alone.among(entries)),
            on=kind in chosen.kinds,
        )
        for kind in Proposal.Kind.values
        if kind in used
    ]


def _open(entries: list[Entry], chosen: Filters) -> Switch:
    other = chosen.but(open_only=not chosen.open_only)
    count = len(chosen.but(open_only=True).among(entries))
    return Switch(value="1", label="", query=other.query, count=count, on=chosen.open_only)
