"""What lies under a shape while it is drawn: of its own plan, drafts too, and only for who may draw."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maps.plan.models import Feature, Layer, Plan, Proposal
from tests.factories import INSIDE, LINE_INSIDE, SQUARE, make_moderator, make_plan, make_proposal, make_user

pytestmark = pytest.mark.django_db


def ground(client: Client, plan: Plan) -> list[dict[str, Any]]:
    answer = client.get(reverse("plan_shape_ground", args=(plan.pk,)))
    assert answer.status_code == 200
    return [feature["properties"] for feature in answer.json()["features"]]


def make_layer(plan: Plan, style: str, *, visible: bool = True, attribution: str = "", rank: str = "") -> Layer:
    layer = Layer.objects.create(
        plan=plan, name=f"{style} {visible} {rank}", style=style, visible=visible, attribution=attribution
    )
    Feature.objects.create(layer=layer, shape=LINE_INSIDE, properties={"class": rank, "owner": "nobody"})
    return layer


def editor_of(client: Client, address: str) -> dict[str, Any]:
    text = client.get(address).content.decode()
    return json.loads(text.split('<script id="shape-editor" type="application/json">')[1].split("</script>")[0])


def edit(row: Plan | Proposal) -> str:
    return reverse(type(row).snippet_viewset.get_url_name("edit"), args=(row.pk,))  # type: ignore[union-attr]


def test_outline_streets_and_proposals_lie_below_in_this_order(as_planner: Client) -> None:
    plan = make_plan()
    make_layer(plan, Layer.Style.STREETS, rank="main")
    proposal = make_proposal(plan=plan, kind=Proposal.Kind.BAY, shape=SQUARE)
    assert ground(as_planner, plan) == [
        {"look": "outline"},
        {"look": "streets", "class": "main"},
        {"look": "proposal", "kind": "bay", "pk": proposal.pk},
    ]


def test_a_draft_is_seen_by_who_draws_beside_it(as_planner: Client) -> None:
    draft = make_proposal(live=False)
    assert draft.pk in [properties.get("pk") for properties in ground(as_planner, draft.plan)]


def test_who_may_draw_the_outline_alone_is_shown_no_draft() -> None:
    plan = make_plan()
    make_proposal(plan=plan, live=False)
    published = make_proposal(plan=plan)
    surveyor, client = make_user("surveyor"), Client()
    surveyor.user_permissions.set(Permission.objects.filter(codename__in=("access_admin", "change_plan")))
    client.force_login(surveyor)
    assert [properties.get("pk") for properties in ground(client, plan)] == [None, published.pk]


def test_no_cache_keeps_the_drafts(as_planner: Client) -> None:
    answer = as_planner.get(reverse("plan_shape_ground", args=(make_plan().pk,)))
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_it_is_as_exact_and_as_short_as_the_public_map(as_planner: Client) -> None:
    exact = {"type": "LineString", "coordinates": [[121.4020000049, 31.242], [121.4080006, 31.2480000001]]}
    proposal = make_proposal(shape=exact)
    answer = as_planner.get(reverse("plan_shape_ground", args=(proposal.plan_id,)))
    assert answer["Content-Type"] == "application/geo+json"
    assert b'{"type":"LineString","coordinates":[[121.402,31.242],[121.408001,31.248]]}' in answer.content


def test_what_is_hidden_no_ground_or_of_another_plan_is_left_out(as_planner: Client) -> None:
    plan, other = make_plan(), make_plan()
    make_layer(plan, Layer.Style.STREETS, visible=False)
    make_layer(plan, Layer.Style.THEMATIC)
    make_layer(other, Layer.Style.WATER)
    make_proposal(plan=other)
    assert ground(as_planner, plan) == [{"look": "outline"}]


def test_whose_data_it_is_goes_with_it_once(as_planner: Client) -> None:
    plan = make_plan()
    for style in (Layer.Style.STREETS, Layer.Style.WATER):
        make_layer(plan, style, attribution="道路；据 © OpenStreetMap contributors，ODbL 1.0；示意图")
    answer = as_planner.get(reverse("plan_shape_ground", args=(plan.pk,)))
    assert answer.json()["owners"] == ["© OpenStreetMap contributors，ODbL 1.0"]


def test_what_a_file_had_besides_does_not_leave(as_planner: Client) -> None:
    plan = make_plan()
    make_layer(plan, Layer.Style.WATER)
    assert "nobody" not in str(ground(as_planner, plan))


def test_how_much_there_is_costs_no_more_queries(as_planner: Client) -> None:
    plan = make_plan()
    counts = []
    for number in range(3):
        make_proposal(plan=plan, shape=INSIDE)
        make_layer(plan, Layer.Style.STREETS, rank=str(number))
        with CaptureQueriesContext(connection) as asked:
            ground(as_planner, plan)
        counts.append(len(asked))
    assert counts == [counts[0]] * 3


def test_who_may_not_draw_finds_nothing() -> None:
    client = Client()
    client.force_login(make_moderator())
    assert client.get(reverse("plan_shape_ground", args=(make_plan().pk,))).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get(reverse("plan_shape_ground", args=(make_plan().pk,)))
    assert answer["Location"].startswith("/admin/login/")


def test_a_plan_that_is_none_is_not_found(as_planner: Client) -> None:
    assert as_planner.get(reverse("plan_shape_ground", args=(0,))).status_code == 404


def test_nothing_is_written_here(as_planner: Client) -> None:
    assert as_planner.post(reverse("plan_shape_ground", args=(make_plan().pk,))).status_code == 405


def test_a_proposal_is_edited_upon_its_own_plan_and_leaves_itself_out(as_planner: Client) -> None:
    make_plan()
    proposal = make_proposal(plan=make_plan())
    editor = editor_of(as_planner, edit(proposal))
    assert editor["ground"].replace("{plan}", "7") == reverse("plan_shape_ground", args=(7,))
    assert (editor["plan"], editor["own"]) == (proposal.plan_id, proposal.pk)
    assert editor["note"] == "示意图，非测绘成果"
    assert [editor["zoom_in"], editor["zoom_out"]] == ["放大", "缩小"]


def test_a_new_proposal_lies_upon_the_current_plan_and_without_any_on_blank_paper(as_planner: Client) -> None:
    add = reverse(Proposal.snippet_viewset.get_url_name("add"))
    make_plan(name="A", site=None)
    assert editor_of(as_planner, add)["plan"] is None
    current = make_plan(name="B")
    editor = editor_of(as_planner, add)
    assert (editor["plan"], editor["own"]) == (current.pk, None)


def test_an_outline_is_edited_upon_its_plan(as_planner: Client) -> None:
    make_plan()
    plan = make_plan()
    editor = editor_of(as_planner, edit(plan))
    assert (editor["plan"], editor["own"]) == (plan.pk, None)
