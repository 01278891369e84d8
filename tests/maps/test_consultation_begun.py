"""What was announced is kept: once a consultation has begun, its end moves only in public and with a reason."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maps.consultation.models import ClosingChange, Consultation
from maps.consultation.models.append_only import AppendOnly
from maps.plan.models import Proposal
from tests import factories

pytestmark = pytest.mark.django_db

REASON = "台风停办现场展示，顺延一周。"


@pytest.fixture
def ring() -> Proposal:
    return factories.make_proposal(slug="ring", title="环浜步道")


@pytest.fixture
def begun(ring: Proposal) -> Consultation:
    """A notice of a draft plan that began ten days ago and stands for forty."""
    now = timezone.now().replace(second=0, microsecond=0)
    times = {"opens_at": now - timedelta(days=10), "closes_at": now + timedelta(days=30)}
    return factories.make_consultation(ring, kind="draft_plan", title="草案公示", **times)


def minutes(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def save(client: Client, consultation: Consultation, **changes: Any) -> Any:
    """Press save on the edit page, with everything as it is but ``changes``."""
    values = {
        "title": consultation.title,
        "plan": consultation.plan_id,
        "proposals": [proposal.pk for proposal in consultation.proposals.all()],
        "kind": consultation.kind,
        "opens_at": minutes(consultation.opens_at),
        "closes_at": minutes(consultation.closes_at),
        "shapes": consultation.shapes,
        "may_comment": "on",
    }
    sent = {name: value for name, value in (values | changes).items() if value is not None}
    return client.post(f"/admin/consultations/edit/{consultation.pk}/", sent)


def closes(consultation: Consultation) -> datetime:
    return Consultation.objects.get(pk=consultation.pk).closes_at


@pytest.mark.parametrize("days", [-2, 7], ids=["earlier", "later"])
def test_the_end_moves_with_a_reason_that_everyone_reads(
    as_planner: Client, client: Client, begun: Consultation, days: int
) -> None:
    becomes = begun.closes_at + timedelta(days=days)
    answer = save(as_planner, begun, closes_at=minutes(becomes), closing_reason=REASON)
    assert answer.status_code == 302
    assert closes(begun) == becomes
    page = client.get("/plan/ring/").content.decode()
    assert REASON in page
    for moment in (begun.closes_at, becomes):
        assert timezone.localtime(moment).strftime("%Y年%-m月%-d日 %H:%M") in page


@pytest.mark.parametrize("days", [-2, 7], ids=["earlier", "later"])
@pytest.mark.parametrize("reason", ["", "   "], ids=["none", "blank"])
def test_without_a_reason_it_does_not_move(as_planner: Client, begun: Consultation, days: int, reason: str) -> None:
    moved = minutes(begun.closes_at + timedelta(days=days))
    answer = save(as_planner, begun, closes_at=moved, closing_reason=reason)
    assert answer.context["form"].errors["closing_reason"]
    assert closes(begun) == begun.closes_at
    assert not ClosingChange.objects.exists()


def test_no_reason_makes_it_shorter_than_the_law_asks(as_planner: Client, begun: Consultation) -> None:
    answer = save(as_planner, begun, closes_at=minutes(begun.opens_at + timedelta(days=29)), closing_reason=REASON)
    assert answer.context["form"].errors["closes_at"]
    assert closes(begun) == begun.closes_at


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("opens_at", "2026-01-01 00:00"),
        ("kind", "idea_collection"),
        ("may_comment", None),
    ],
    ids=["opening", "kind", "commenting"],
)
def test_what_was_announced_is_not_taken_away(
    as_planner: Client, begun: Consultation, field: str, value: str | None
) -> None:
    before = Consultation.objects.values(field).get()
    answer = save(as_planner, begun, **{field: value, "closing_reason": REASON})
    assert answer.context["form"].errors[field]
    assert Consultation.objects.values(field).get() == before


def test_no_proposal_drops_out_but_one_may_join(as_planner: Client, begun: Consultation, ring: Proposal) -> None:
    other = factories.make_proposal(plan=ring.plan)
    answer = save(as_planner, begun, proposals=[other.pk])
    assert "环浜步道" in str(answer.context["form"].errors["proposals"])
    assert save(as_planner, begun, proposals=[ring.pk, other.pk]).status_code == 302
    assert set(begun.proposals.all()) == {ring, other}


def test_before_it_begins_everything_may_change_without_a_reason(as_planner: Client, ring: Proposal) -> None:
    soon = timezone.now().replace(second=0, microsecond=0) + timedelta(days=2)
    coming = factories.make_consultation(ring, opens_at=soon, closes_at=soon + timedelta(days=40))
    changes = {"opens_at": minutes(soon + timedelta(days=1)), "closes_at": minutes(soon + timedelta(days=20))}
    assert save(as_planner, coming, kind="building_scheme", **changes).status_code == 302
    assert closes(coming) == soon + timedelta(days=20)
    assert not ClosingChange.objects.exists()


def test_saving_it_as_it_is_announces_nothing(as_planner: Client, begun: Consultation) -> None:
    Consultation.objects.update(closes_at=begun.closes_at + timedelta(seconds=31))  # a form shows minutes
    begun.refresh_from_db()
    assert save(as_planner, begun, title="草案公示（第二次）").status_code == 302
    assert not ClosingChange.objects.exists()


def test_once_begun_it_cannot_be_deleted(as_planner: Client, begun: Consultation) -> None:
    answer = as_planner.post(f"/admin/consultations/delete/{begun.pk}/", follow=True)
    assert "已经开始，不能删除" in answer.content.decode()
    assert Consultation.objects.filter(pk=begun.pk).exists()


def test_before_it_begins_it_can(as_planner: Client, ring: Proposal) -> None:
    soon = timezone.now() + timedelta(days=2)
    coming = factories.make_consultation(ring, opens_at=soon, closes_at=soon + timedelta(days=40))
    as_planner.post(f"/admin/consultations/delete/{coming.pk}/")
    assert not Consultation.objects.exists()


def test_what_was_announced_of_a_change_stays(begun: Consultation) -> None:
    times = {"was": begun.closes_at, "becomes": begun.closes_at}
    change = ClosingChange.objects.create(consultation=begun, reason=REASON, changed_by=factories.make_user(), **times)
    with pytest.raises(AppendOnly):
        change.save()
    with pytest.raises(AppendOnly):
        change.delete()


@pytest.mark.parametrize(
    ("allowed", "said"),
    [
        ({"shapes": "none", "may_attach": False}, "可以：提意见、回复、支持别人的意见"),
        ({"shapes": "all", "may_support": False}, "可以：提意见、在地图上标点、画线、画片区、附照片、回复"),
    ],
    ids=["words", "everything-but-support"],
)
def test_the_page_lists_what_one_may_do(client: Client, ring: Proposal, allowed: dict[str, Any], said: str) -> None:
    factories.make_consultation(ring, **allowed)
    assert said in client.get("/plan/ring/").content.decode()
