"""One choice for the list, the map, the address and the data."""

import itertools

import pytest
from django.http import QueryDict
from django.utils import timezone

from maps.explorer.entries import entries_of
from maps.explorer.filters import ALL_KINDS, Filters
from maps.plan.models import Plan, Proposal
from tests.factories import make_consultation, make_plan, make_proposal

Kind, Theme = Proposal.Kind, Proposal.Theme


def chosen(query: str) -> Filters:
    return Filters.from_query(QueryDict(query))


@pytest.fixture
def plan(db: None) -> Plan:
    """Two themes, three kinds, and one of them open for comments."""
    plan = make_plan()
    make_proposal(plan=plan, slug="ring", kind=Kind.RING, theme=Theme.GREEN)
    axis = make_proposal(plan=plan, slug="axis", kind=Kind.AXIS, theme=Theme.GREEN)
    make_proposal(plan=plan, slug="bay", kind=Kind.BAY, theme=Theme.CULTURE)
    make_consultation(axis)
    return plan


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        pytest.param("", ["ring", "axis", "bay"], id="nothing_said_shows_all"),
        pytest.param("theme=green", ["ring", "axis"], id="a_theme"),
        pytest.param("kind=ring&kind=bay", ["ring", "bay"], id="several_kinds"),
        pytest.param("open=1", ["axis"], id="open_for_comments"),
        pytest.param("theme=green&kind=ring&open=1", [], id="all_must_hold"),
        pytest.param("kind=none", [], id="every_kind_off"),
        pytest.param("kind=none&kind=bay", ["bay"], id="the_form_s_empty_value_beside_a_kind"),
        pytest.param("kind=palace&theme=blue&open=maybe", ["ring", "axis", "bay"], id="unknown_values"),
    ],
)
def test_the_query_chooses(plan: Plan, query: str, slugs: list[str]) -> None:
    assert [entry.proposal.slug for entry in chosen(query).among(entries_of(plan))] == slugs


def test_the_database_chooses_what_the_list_chooses(plan: Plan) -> None:
    themes, kinds, opens = (
        ("", "theme=green", "theme=open"),
        ("", "kind=ring", "kind=none", "kind=bay&kind=axis"),
        ("", "open=1"),
    )
    now = timezone.now()
    entries = entries_of(plan, at=now)
    for parts in itertools.product(themes, kinds, opens):
        filters = chosen("&".join(filter(None, parts)))
        listed = {entry.proposal.pk for entry in filters.among(entries)}
        assert set(filters.narrow(plan.proposals.published(), at=now).values_list("pk", flat=True)) == listed, parts


@pytest.mark.parametrize(
    ("query", "written"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param(
            "open=1&kind=ring&kind=axis&theme=green", "?theme=green&kind=ring&kind=axis&open=1", id="in_one_order"
        ),
        pytest.param("kind=none&kind=ring", "?kind=ring", id="without_the_form_s_empty_value"),
        pytest.param("&".join(f"kind={kind}" for kind in Kind.values), "", id="all_kinds_are_no_choice"),
        pytest.param("kind=none", "?kind=none", id="no_kind_is_a_choice"),
        pytest.param("theme=blue&open=0", "", id="unknown_values_are_dropped"),
    ],
)
def test_a_choice_is_written_in_one_way(query: str, written: str) -> None:
    assert chosen(query).query == written


def test_what_is_written_is_read_as_the_same_choice() -> None:
    for theme, kinds, is_open in itertools.product(
        ("", "green"), (ALL_KINDS, frozenset(), frozenset({"bay", "ring"})), (True, False)
    ):
        filters = Filters(theme=theme, kinds=kinds, open_only=is_open)
        assert chosen(filters.query.removeprefix("?")) == filters


def test_only_a_choice_that_leaves_something_out_counts_as_narrowed() -> None:
    assert not chosen("theme=").narrowed
    assert not chosen("theme=blue").narrowed
    assert chosen("theme=green").narrowed


def test_unknown_values_are_told_apart_from_known_ones() -> None:
    assert chosen("theme=green&kind=ring&kind=none&open=1").unknown == ()
    assert chosen("theme=blue&kind=palace&open=yes").unknown == ("theme=blue", "kind=palace", "open=yes")
