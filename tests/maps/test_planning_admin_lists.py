"""The planners' lists: what they filter, find and show; who gets in; what a form refuses in words."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maps.plan.admin.shapes import draw_words
from maps.plan.models import Layer, Plan, Proposal
from tests.factories import LINE_INSIDE, SQUARE, make_plan, make_proposal, make_user

pytestmark = pytest.mark.django_db

Kind = Proposal.Kind


def address(model: type[Any], verb: str, *args: object) -> str:
    return reverse(model.snippet_viewset.get_url_name(verb), args=args)


def listed(client: Client, model: type[Any], **query: str | int) -> list[str]:
    answer = client.get(address(model, "list"), query)
    assert answer.status_code == 200
    return [str(row) for row in answer.context["object_list"]]


def new_proposal(plan: Plan, **fields: Any) -> dict[str, Any]:
    body = json.dumps({"entityMap": {}, "blocks": []})
    values = {
        "title": "小步桥", "summary": "走得过河。", "kind": "project", "culture_system": "", "theme": "open",
        "status": "idea", "code": "X-1", "slug": "bridge", "order": "7", "plan": plan.pk,
        "shape": json.dumps(LINE_INSIDE), "body": body,
    }  # fmt: skip
    return values | fields


@pytest.fixture
def three() -> list[Proposal]:
    plan = make_plan()
    other = make_plan(site=None)
    return [
        make_proposal(plan=plan, title="一环", code="RING-1", kind=Kind.RING, theme="green", status="approved"),
        make_proposal(plan=plan, title="东北湾", code="BAY-1", kind=Kind.BAY, theme="culture", live=False),
        make_proposal(plan=other, title="别处的湾", code="BAY-9", kind=Kind.BAY, theme="green"),
    ]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, {"一环", "东北湾", "别处的湾"}),
        ({"kind": "bay"}, {"东北湾", "别处的湾"}),
        ({"theme": "green"}, {"一环", "别处的湾"}),
        ({"status": "approved"}, {"一环"}),
        ({"live": "false"}, {"东北湾"}),
        ({"kind": "bay", "theme": "green"}, {"别处的湾"}),
        ({"q": "BAY-1"}, {"东北湾"}),
        ({"q": "湾", "live": "true"}, {"别处的湾"}),
        ({"q": "没有这样的"}, set()),
    ],
    ids=lambda value: str(sorted(value)) if isinstance(value, set) else str(value),
)
def test_proposals_are_narrowed_by_what_planners_ask(
    as_planner: Client, three: list[Proposal], query: dict[str, str], titles: set[str]
) -> None:
    assert set(listed(as_planner, Proposal, **query)) == titles


def test_proposals_are_narrowed_to_a_plan(as_planner: Client, three: list[Proposal]) -> None:
    assert listed(as_planner, Proposal, plan=str(three[2].plan_id)) == ["别处的湾"]


def test_the_list_comes_in_pages_of_fifty(as_planner: Client) -> None:
    plan = make_plan()
    for number in range(51):
        make_proposal(plan=plan, title=f"方案第{number}", order=number)
    assert (len(listed(as_planner, Proposal)), listed(as_planner, Proposal, p="2")) == (50, ["方案第50"])


def test_plans_are_found_by_name(as_planner: Client) -> None:
    make_plan(name="一环双轴线")
    make_plan(name="别的规划")
    assert listed(as_planner, Plan, q="双轴") == ["一环双轴线"]


def test_layers_are_narrowed_by_style_and_whether_they_show(as_planner: Client) -> None:
    plan = make_plan()
    for name, style, visible in (("河", "water", True), ("路", "streets", True), ("旧路", "streets", False)):
        Layer.objects.create(plan=plan, name=name, style=style, visible=visible)
    assert listed(as_planner, Layer, style="streets") == ["路", "旧路"]
    assert listed(as_planner, Layer, style="streets", visible="true") == ["路"]
    assert listed(as_planner, Layer, q="河") == ["河"]


# ── writing ─────────────────────────────────────────────────────────────────────


def test_a_new_proposal_is_a_draft_until_it_is_published(as_planner: Client) -> None:
    plan = make_plan()
    assert as_planner.post(address(Proposal, "add"), new_proposal(plan)).status_code == 302
    proposal = Proposal.objects.get()
    assert (proposal.title, proposal.live) == ("小步桥", False)
    as_planner.post(address(Proposal, "edit", proposal.pk), new_proposal(plan, **{"action-publish": "1"}))
    assert as_planner.get("/plan/bridge/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "tiles"}, "slug"),
        ({"kind": "culture"}, "culture_system"),
        ({"culture_system": "market"}, "culture_system"),
        ({"title": ""}, "title"),
        ({"title": "字" * 81}, "title"),
        ({"summary": "字" * 201}, "summary"),
        ({"kind": "palace"}, "kind"),
        ({"order": "-1"}, "order"),
        ({"shape": ""}, "shape"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_what_cannot_be_published_is_refused_at_its_field(
    as_planner: Client, changes: dict[str, str], field: str
) -> None:
    sent = new_proposal(make_plan(), **changes, **{"action-publish": "1"})
    answer = as_planner.post(address(Proposal, "add"), sent)
    assert answer.context["form"].errors[field]
    assert not Proposal.objects.exists()


def test_a_slug_that_is_taken_in_this_plan_is_refused(as_planner: Client) -> None:
    taken = make_proposal(slug="bridge")
    answer = as_planner.post(address(Proposal, "add"), new_proposal(taken.plan))
    assert answer.status_code == 200
    assert list(Proposal.objects.all()) == [taken]


def test_a_second_plan_for_the_same_site_is_refused(as_planner: Client) -> None:
    first = make_plan()
    sent = {"name": "第二个", "slug": "second", "outline": json.dumps(SQUARE), "site": first.site_id}
    answer = as_planner.post(address(Plan, "add"), sent)
    assert answer.context["form"].errors["site"]
    assert as_planner.post(address(Plan, "add"), sent | {"site": ""}).status_code == 302
    assert Plan.objects.filter(name="第二个", site=None).exists()


def test_an_outline_that_is_none_is_refused(as_planner: Client) -> None:
    answer = as_planner.post(address(Plan, "add"), {"name": "空的", "slug": "empty", "outline": ""})
    assert answer.context["form"].errors["outline"]
    assert not Plan.objects.exists()


# ── who gets in ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("group", ["moderator", "desk"])
@pytest.mark.parametrize("model", [Proposal, Plan, Layer], ids=["proposals", "plans", "layers"])
def test_others_of_the_back_office_do_not_get_in(model: type[Any], group: str) -> None:
    client = Client()
    client.force_login(make_user("colleague", groups=(group,)))
    answer = client.get(address(model, "list"))
    assert answer.status_code in (302, 403)
    assert not client.get("/admin/").content.decode().count(address(Layer, "list"))


@pytest.mark.parametrize("model", [Proposal, Plan, Layer], ids=["proposals", "plans", "layers"])
def test_a_stranger_is_sent_to_sign_in(client: Client, model: type[Any]) -> None:
    assert client.get(address(model, "list"))["Location"].startswith("/admin/login/")


# ── words on the drawing tools ──────────────────────────────────────────────────


def test_every_tool_speaks_chinese(as_planner: Client) -> None:
    words = draw_words()
    assert {path for path in words if path.startswith("draw.toolbar.buttons.")} >= {
        "draw.toolbar.buttons.polyline",
        "draw.toolbar.buttons.polygon",
        "draw.toolbar.buttons.marker",
    }
    assert [path for path, word in words.items() if word.isascii()] == []
