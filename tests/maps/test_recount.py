"""``manage.py recount`` finds what is derived and wrong, says it, and repairs it."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import models

from maps.consultation.models import Comment, Tally
from maps.plan.models import Feature, Layer, Plan, Proposal
from tests import factories

pytestmark = pytest.mark.django_db


def recount(*flags: str) -> tuple[int, str]:
    """Return the exit status and what was said."""
    said = StringIO()
    try:
        call_command("recount", *flags, stdout=said)
    except SystemExit as end:
        return int(end.code or 0), said.getvalue()
    return 0, said.getvalue()


def spoil(row: models.Model, **columns: Any) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**columns)


def test_where_all_agrees_it_says_so() -> None:
    factories.make_comment(status="waiting", shape=factories.INSIDE)
    assert recount("--check") == (0, "全部一致。\n")


@pytest.mark.parametrize(("kept", "says"), [(None, "tally 0 → 2"), (0, "tally 0 → 2"), (5, "tally 5 → 2")])
def test_a_wrong_or_missing_counter_is_found_and_repaired(kept: int | None, says: str) -> None:
    proposal = factories.make_proposal()
    for status in ("published", "published", "waiting", "hidden", "returned", "withdrawn"):
        factories.make_comment(proposal=proposal, status=status)
    if kept is not None:
        Tally.objects.create(proposal=proposal, comments=kept)
    ended, said = recount()
    assert (ended, f"plan.Proposal {proposal.pk}: {says}" in said) == (0, True)
    assert Tally.objects.get(proposal=proposal).comments == 2
    assert recount("--check")[0] == 0


def test_checking_reports_with_status_one_and_repairs_nothing() -> None:
    comment = factories.make_comment(shape=factories.INSIDE)
    Tally.objects.create(proposal=comment.proposal, comments=1)
    spoil(comment, tile_key=7)
    status, said = recount("--check")
    assert status == 1
    assert f"consultation.Comment {comment.pk}: tile_key 7 → " in said
    assert "发现 1 处不一致，没有改动。" in said
    assert Comment.objects.get(pk=comment.pk).tile_key == 7


def make_feature() -> Feature:
    layer = Layer.objects.create(plan=factories.make_plan(), name="道路")
    return Feature.objects.create(layer=layer, shape=factories.LINE_INSIDE)


#: The square is (121.40, 31.24, 121.41, 31.25), the line (121.402, 31.242, 121.408, 31.248).
@pytest.mark.parametrize(
    ("make", "envelope"),
    [
        (factories.make_plan, (121.40, 31.24, 121.41, 31.25)),
        (factories.make_proposal, (121.402, 31.242, 121.408, 31.248)),
        (make_feature, (121.402, 31.242, 121.408, 31.248)),
        (lambda: factories.make_comment(status="waiting", shape=factories.INSIDE), (121.405, 31.245, 121.405, 31.245)),
    ],
    ids=["plan", "proposal", "feature", "comment"],
)
def test_a_wrong_envelope_is_repaired_from_the_shape(make: Any, envelope: tuple[float, ...]) -> None:
    row: Plan | Proposal | Feature | Comment = make()
    spoil(row, west=0.0, north=None)
    _status, said = recount()
    row.refresh_from_db()
    assert (row.west, row.south, row.east, row.north) == envelope
    assert "west 0.0 → " in said
    assert "north None → " in said
    assert "修复了 2 处。" in said


def test_a_wrong_tile_key_is_repaired() -> None:
    comment = factories.make_comment(status="waiting", shape=factories.INSIDE)
    right = comment.tile_key
    spoil(comment, tile_key=1)
    recount()
    comment.refresh_from_db()
    assert comment.tile_key == right


def test_an_envelope_without_a_shape_is_taken_away() -> None:
    comment = factories.make_comment(status="waiting")
    spoil(comment, west=121.4)
    recount()
    comment.refresh_from_db()
    assert comment.west is None


@pytest.mark.parametrize("flags", [(), ("--check",)], ids=["repair", "check"])
def test_a_shape_that_is_none_is_reported_and_the_rest_still_repaired(flags: tuple[str, ...]) -> None:
    broken, wrong = factories.make_proposal(), factories.make_proposal()
    spoil(broken, shape={"type": "Point", "coordinates": ["x", "y"]})
    spoil(wrong, west=0.0)
    status, said = recount(*flags)
    assert status == 1
    assert f"plan.Proposal {broken.pk}: not_a_number" in said
    assert "1 个图形读不出来" in said
    wrong.refresh_from_db()
    assert (wrong.west == 0.0) is bool(flags)


def test_a_last_digit_is_no_drift() -> None:
    proposal = factories.make_proposal()
    spoil(proposal, west=121.402 + 1e-12)
    assert recount("--check")[0] == 0
