"""A proposal goes the way of a page: its planner submits it, a reviewer asks for changes or approves."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import TaskState

from maps.plan.models import Proposal
from tests.factories import make_proposal, make_user
from tests.maps.test_planning_admin import address, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(as_planner: Client) -> Proposal:
    """A public proposal whose new summary waits for approval."""
    proposal = make_proposal(summary="原来的一句话")
    sent = form_of(proposal, summary="新的一句话", **{"action-submit": "1"})
    assert as_planner.post(address(Proposal, "edit", proposal.pk), sent).status_code == 302
    return proposal


def as_(office: str) -> Client:
    client = Client()
    client.force_login(make_user(groups=(office,)))
    return client


def press(client: Client, proposal: Proposal, action: str) -> None:
    state = TaskState.objects.latest("pk")
    client.post(address(Proposal, "workflow_action", proposal.pk, action, state.pk), {"comment": "请写清起点"})


def summary_of(proposal: Proposal) -> str:
    return Proposal.objects.get(pk=proposal.pk).summary


def test_a_reviewer_finds_it_asks_for_changes_and_approves_what_comes_back(
    submitted: Proposal, as_planner: Client
) -> None:
    reviewer, editor = as_("reviewer"), address(Proposal, "edit", submitted.pk)
    assert editor in reviewer.get("/admin/").content.decode()
    assert reviewer.get(editor).status_code == 200
    press(reviewer, submitted, "reject")
    assert "请写清起点" in as_planner.get(editor).content.decode()
    as_planner.post(editor, form_of(submitted, summary="从武宁路起", **{"action-submit": "1"}))
    assert summary_of(submitted) == "原来的一句话"
    press(reviewer, submitted, "approve")
    assert summary_of(submitted) == "从武宁路起"


def pages_beside(proposal: Proposal) -> list[str]:
    """Return what one looks at before one decides: history, what has changed, and the ground of the map."""
    older, newer = proposal.revisions.order_by("pk").first(), proposal.latest_revision
    return [
        address(Proposal, "history", proposal.pk),
        address(Proposal, "revisions_compare", proposal.pk, older.pk, newer.pk),
        f"/admin/plan/{proposal.plan_id}/ground.json",
    ]


def test_who_approves_sees_preview_history_and_ground_and_comes_back_to_what_waits(submitted: Proposal) -> None:
    submitted.refresh_from_db()
    reviewer, preview = as_("reviewer"), address(Proposal, "preview_on_edit", submitted.pk)
    assert [reviewer.get(page).status_code for page in pages_beside(submitted)] == [200, 200, 200]
    assert reviewer.post(preview, form_of(submitted, summary="新的一句话")).json()["is_valid"]
    assert "新的一句话" in reviewer.get(preview).content.decode()
    state = TaskState.objects.latest("pk")
    said = {"action-workflow-action": "1", "workflow-action-name": "approve", "comment": ""}
    sent = form_of(submitted, summary="新的一句话", **said)
    answer = reviewer.post(address(Proposal, "edit", submitted.pk), sent)
    assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_APPROVED
    assert answer.headers["Location"] == "/admin/"
    # Once it is decided, the pages of the planners are closed again; the ground shows only what everybody sees.
    assert [reviewer.get(page).status_code for page in pages_beside(submitted)] == [302, 302, 200]
    assert reviewer.post(preview, form_of(submitted)).status_code == 302


def test_who_approves_sees_no_menu_of_planning(submitted: Proposal) -> None:
    assert as_("reviewer").get(address(Proposal, "list")).status_code == 302


@pytest.mark.parametrize("office", ["writer", "moderator", "desk"])
def test_nobody_else_approves_it_or_opens_it(submitted: Proposal, office: str) -> None:
    other = as_(office)
    press(other, submitted, "approve")
    assert summary_of(submitted) == "原来的一句话"
    assert other.get(address(Proposal, "edit", submitted.pk)).status_code == 302


def test_a_reviewer_does_not_open_what_was_not_submitted() -> None:
    assert as_("reviewer").get(address(Proposal, "edit", make_proposal().pk)).status_code == 302


@pytest.mark.parametrize(("office", "is_public"), [("reviewer", True), ("editor", True), ("planner", False)])
def test_who_only_approves_takes_no_proposal_back_from_the_public(office: str, is_public: bool) -> None:
    proposal = make_proposal()
    as_(office).post(address(Proposal, "unpublish", proposal.pk))
    proposal.refresh_from_db()
    assert proposal.live is is_public


def test_a_proposal_comes_out_and_goes_at_its_times(as_planner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal, now = make_proposal(live=False), timezone.now()
    begins, ends = now + timedelta(hours=1), now + timedelta(hours=3)

    def is_public(moment: datetime) -> bool:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        call_command("publish_scheduled")
        return Client().get(proposal.get_absolute_url()).status_code == 200

    times = {
        name: f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
        for name, at in {"go_live_at": begins, "expire_at": ends}.items()
    }
    as_planner.post(address(Proposal, "edit", proposal.pk), form_of(proposal, **times, **{"action-publish": "1"}))
    minutes = timedelta(minutes=2)
    assert [is_public(at) for at in (now, begins + minutes, ends + minutes)] == [False, True, False]
