"""The planners' part of the back office: proposals with drafts and shapes, the plan, layers that come by import."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maps.plan.models import Layer, Plan, Proposal
from tests.factories import LINE_INSIDE, SQUARE, make_moderator, make_plan, make_proposal

pytestmark = pytest.mark.django_db

OTHER_LINE = {"type": "LineString", "coordinates": [[121.403, 31.243], [121.407, 31.247]]}


def address(model: type[Any], verb: str, *args: object) -> str:
    return reverse(model.snippet_viewset.get_url_name(verb), args=args)


def form_of(proposal: Proposal, **fields: Any) -> dict[str, Any]:
    """Return what the browser sends for a proposal."""
    names = ("title", "summary", "kind", "culture_system", "theme", "status", "code", "slug", "order")
    sent = {name: getattr(proposal, name) for name in names}
    body = json.dumps({"entityMap": {}, "blocks": []})
    return sent | {"plan": proposal.plan_id, "shape": json.dumps(proposal.shape), "body": body} | fields


def test_the_editor_of_a_proposal_carries_the_map_to_draw_on(as_planner: Client) -> None:
    text = as_planner.get(address(Proposal, "edit", make_proposal().pk)).content.decode()
    assert "leaflet/leaflet.js" in text
    assert "maps/shape-widget.js" in text
    assert "画线" in json.loads('"' + text.split('"draw.toolbar.buttons.polyline": "')[1].split('"')[0] + '"')
    assert "121.402" in text


def test_a_saved_draft_changes_nothing_that_is_published(as_planner: Client) -> None:
    proposal = make_proposal(title="原来的名字")
    sent = form_of(proposal, title="改过的名字", shape=json.dumps(OTHER_LINE))
    response = as_planner.post(address(Proposal, "edit", proposal.pk), sent)
    assert response.status_code in (200, 302)
    stored = Proposal.objects.get(pk=proposal.pk)
    assert (stored.title, stored.shape) == ("原来的名字", LINE_INSIDE)
    draft = stored.get_latest_revision_as_object()
    assert (draft.title, draft.shape) == ("改过的名字", OTHER_LINE)


def test_publishing_puts_the_drawn_shape_on_the_map(as_planner: Client) -> None:
    proposal = make_proposal()
    as_planner.post(
        address(Proposal, "edit", proposal.pk),
        form_of(proposal, shape=json.dumps(OTHER_LINE), **{"action-publish": "1"}),
    )
    stored = Proposal.objects.get(pk=proposal.pk)
    assert stored.shape == OTHER_LINE
    assert (stored.west, stored.north) == (121.403, 31.247)


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param("", id="nothing_drawn"),
        pytest.param("{", id="broken"),
        pytest.param('{"type": "LineString", "coordinates": [[121.4, 31.2]]}', id="one_point_is_no_line"),
    ],
)
def test_a_shape_that_is_none_is_refused(shape: str, as_planner: Client) -> None:
    proposal = make_proposal()
    sent = form_of(proposal, shape=shape, title="改过的名字", **{"action-publish": "1"})
    as_planner.post(address(Proposal, "edit", proposal.pk), sent)
    assert Proposal.objects.get(pk=proposal.pk).title == proposal.title


def test_a_moderator_may_not_edit_a_proposal() -> None:
    client = Client()
    client.force_login(make_moderator())
    proposal = make_proposal()
    client.post(address(Proposal, "edit", proposal.pk), form_of(proposal, title="改过", **{"action-publish": "1"}))
    assert Proposal.objects.get(pk=proposal.pk).title == proposal.title


def test_proposals_are_found_by_two_characters(as_planner: Client) -> None:
    make_proposal(title="环浜步道的夜灯")
    make_proposal(title="口袋花园")
    listed = as_planner.get(address(Proposal, "list"), {"q": "夜灯"}).content.decode()
    assert "环浜步道的夜灯" in listed
    assert "口袋花园" not in listed


def test_a_planner_edits_the_plan_and_its_outline(as_planner: Client) -> None:
    plan = make_plan(name="原来的规划")
    text = as_planner.get(address(Plan, "edit", plan.pk)).content.decode()
    assert "leaflet/leaflet.js" in text
    sent = {"name": "改过的规划", "slug": plan.slug, "outline": json.dumps(SQUARE), "site": plan.site_id or ""}
    assert as_planner.post(address(Plan, "edit", plan.pk), sent).status_code == 302
    assert Plan.objects.get(pk=plan.pk).name == "改过的规划"


@pytest.fixture
def layer() -> Layer:
    return Layer.objects.create(
        plan=make_plan(), name="道路", file_name="roads.gpkg", file_sha256="0" * 64, source_crs="EPSG:4549"
    )


def test_a_layer_is_named_and_hidden_here(as_planner: Client, layer: Layer) -> None:
    sent = {"name": "道路（示意）", "style": Layer.Style.STREETS, "order": "3", "attribution": "自绘", "licence": ""}
    assert as_planner.post(address(Layer, "edit", layer.pk), sent).status_code == 302
    stored = Layer.objects.get(pk=layer.pk)
    assert (stored.name, stored.visible, stored.source_crs) == ("道路（示意）", False, "EPSG:4549")


def test_a_layer_is_never_added_by_hand(as_planner: Client, layer: Layer) -> None:
    as_planner.post(address(Layer, "add"), {"name": "假的", "style": "thematic", "order": "1", "plan": layer.plan_id})
    assert list(Layer.objects.all()) == [layer]
    assert address(Layer, "add") not in as_planner.get(address(Layer, "list")).content.decode()


def test_a_proposal_is_previewed_as_it_is_typed_for_its_editor_only(as_planner: Client) -> None:
    proposal = make_proposal(title="原来的名字")
    preview = address(Proposal, "preview_on_edit", proposal.pk)
    assert as_planner.post(preview, form_of(proposal, title="正在写的名字")).json()["is_valid"]
    shown = as_planner.get(preview)
    assert "正在写的名字</h1>" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"] or "private" in shown["Cache-Control"]
    assert Proposal.objects.get(pk=proposal.pk).title == "原来的名字"
    moderator = Client()
    moderator.force_login(make_moderator())
    assert moderator.get(preview).status_code == 302


def test_a_new_proposal_is_begun_without_a_preview(as_planner: Client) -> None:
    make_plan()
    begun = as_planner.get(address(Proposal, "add"))
    assert begun.status_code == 200
    assert "w-preview-iframe" not in begun.content.decode()
