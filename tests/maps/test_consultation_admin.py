"""Consultations in the back office: the legal minimum, the right plan, the pages that must go."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, TestCase
from django.utils import timezone

from maps.consultation.models import Consultation
from maps.plan.models import Proposal
from pagecache.pages import purged
from tests import factories

pytestmark = pytest.mark.django_db

ADD = "/admin/consultations/new/"
#: A consultation that has not begun.
LATER = {"opens_at": timezone.now() + timedelta(days=2), "closes_at": timezone.now() + timedelta(days=40)}


@pytest.fixture
def proposal() -> Proposal:
    return factories.make_proposal()


def typed(proposal: Proposal, **changes: Any) -> dict[str, Any]:
    values = {
        "title": "规划草案公示",
        "plan": proposal.plan_id,
        "proposals": [proposal.pk],
        "kind": "idea_collection",
        "opens_at": "2026-03-01 09:00",
        "closes_at": "2026-03-20 17:00",
        "shapes": "point",
        "may_comment": "on",
        "place": "",
        "channels": "",
    }
    return values | changes


def test_a_planner_opens_a_consultation(as_planner: Client, proposal: Proposal) -> None:
    answer = as_planner.post(ADD, typed(proposal))
    assert answer.status_code == 302
    consultation = Consultation.objects.get()
    assert list(consultation.proposals.all()) == [proposal]
    assert (consultation.may_comment, consultation.may_support) == (True, False)


@pytest.mark.parametrize(
    ("kind", "closes_at", "accepted"),
    [
        ("draft_plan", "2026-03-31 09:00", True),
        ("draft_plan", "2026-03-31 08:59", False),
        ("building_scheme", "2026-03-11 09:00", True),
        ("building_scheme", "2026-03-11 08:59", False),
        ("idea_collection", "2026-03-01 09:01", True),
        ("idea_collection", "2026-03-01 09:00", False),
    ],
    ids=["plan-30", "plan-less", "building-10", "building-less", "idea-any", "idea-none"],
)
def test_a_notice_stands_as_long_as_the_law_asks(
    as_planner: Client, proposal: Proposal, kind: str, closes_at: str, accepted: bool
) -> None:
    answer = as_planner.post(ADD, typed(proposal, kind=kind, closes_at=closes_at))
    assert Consultation.objects.exists() is accepted
    assert answer.status_code == (302 if accepted else 200)
    if not accepted:
        assert answer.context["form"].errors["closes_at"]


def test_proposals_of_another_plan_are_refused(as_planner: Client, proposal: Proposal) -> None:
    elsewhere = factories.make_proposal(plan=factories.make_plan(site=None), title="别处的方案")
    answer = as_planner.post(ADD, typed(proposal, proposals=[proposal.pk, elsewhere.pk]))
    assert "别处的方案" in str(answer.context["form"].errors["proposals"])
    assert not Consultation.objects.exists()


def test_moving_a_consultation_purges_what_it_left_and_what_it_joined(as_planner: Client, proposal: Proposal) -> None:
    other = factories.make_proposal(plan=proposal.plan)
    consultation = factories.make_consultation(proposal, **LATER)
    heard: list[frozenset[str]] = []

    def listen(tags: frozenset[str], **kwargs: Any) -> None:
        heard.append(tags)

    purged.connect(listen)
    with TestCase.captureOnCommitCallbacks(execute=True):
        as_planner.post(f"/admin/consultations/edit/{consultation.pk}/", typed(proposal, proposals=[other.pk]))
    purged.disconnect(listen)
    assert {f"plan:{proposal.plan_id}", f"proposal:{proposal.pk}", f"proposal:{other.pk}"} in heard


@pytest.mark.parametrize("group", ["moderator", "editor"])
def test_others_cannot_open_one(client: Client, proposal: Proposal, group: str) -> None:
    client.force_login(factories.make_user("colleague", groups=(group,)))
    client.post(ADD, typed(proposal))
    assert not Consultation.objects.exists()


def test_the_list_and_the_form_are_in_chinese(as_planner: Client, proposal: Proposal) -> None:
    factories.make_consultation(proposal, title="春季意见征集")
    assert "春季意见征集" in as_planner.get("/admin/consultations/").content.decode()
    form = as_planner.get(ADD).content.decode()
    for label in ("征求意见的方案要素", "截止", "标注位置", "其他途径"):
        assert label in form
