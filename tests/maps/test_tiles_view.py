"""Comments with a place, a tile at a time: published ones only, clustered, in two queries."""

import json
from typing import Any

import pytest
from django.test import Client

from maps.consultation.models import Comment
from maps.plan.models import Plan, Proposal
from maps.tiles import Tile
from tests.factories import make_comment, make_plan, make_proposal

Status = Comment.Status
LON, LAT = 121.405, 31.245  # INSIDE of the factories' square
STREET = 0.0001  # degrees: some ten metres

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = make_plan()
    make_proposal(plan=plan, slug="ring")
    make_proposal(plan=plan, slug="bay", kind=Proposal.Kind.BAY, theme=Proposal.Theme.CULTURE)
    return plan


def say(plan: Plan, lon: float = LON, lat: float = LAT, *, on: str = "ring", **fields: Any) -> Comment:
    shape = {"type": "Point", "coordinates": [lon, lat]}
    return make_comment(proposal=plan.proposals.get(slug=on), shape=shape, **fields)


def address(z: int, query: str = "") -> str:
    tile = Tile.at(LON, LAT, z)
    return f"/plan/tiles/{tile.z}/{tile.x}/{tile.y}.json{query}"


def shown(client: Client, z: int = 19, query: str = "") -> dict[str, Any]:
    answer = client.get(address(z, query))
    assert answer.status_code == 200
    found: dict[str, Any] = json.loads(answer.content)
    return found


def how_many(found: dict[str, Any]) -> int:
    return len(found["comments"]) + sum(cluster["count"] for cluster in found["clusters"])


def test_a_single_comment_comes_with_its_place_and_its_proposal(client: Client, plan: Plan) -> None:
    comment = say(plan)
    ring = plan.proposals.get(slug="ring")
    found = shown(client)
    assert found["clusters"] == []
    (dot,) = found["comments"]
    assert (dot["id"], dot["proposal"]) == (comment.pk, ring.pk)
    assert (dot["lon"], dot["lat"]) == (pytest.approx(LON, abs=1e-6), pytest.approx(LAT, abs=1e-6))


@pytest.mark.parametrize("status", [s for s in Status if s != Status.PUBLISHED])
def test_what_is_not_published_is_not_there(client: Client, plan: Plan, status: str) -> None:
    say(plan, status=status)
    assert how_many(shown(client)) == 0


def test_a_comment_without_a_place_is_not_there(client: Client, plan: Plan) -> None:
    make_comment(proposal=plan.proposals.get(slug="ring"))
    assert how_many(shown(client, 13)) == 0


def test_comments_on_a_draft_or_on_another_plan_are_not_there(client: Client, plan: Plan) -> None:
    say(plan, on="bay")
    plan.proposals.filter(slug="bay").update(live=False)
    other = make_plan()
    make_proposal(plan=other, slug="ring")
    say(other)
    assert how_many(shown(client, 13)) == 0


def test_neighbours_are_one_cluster_from_afar_and_apart_from_near(client: Client, plan: Plan) -> None:
    for step in range(4):
        say(plan, LON + (step - 2) * 2 * STREET)
    (cluster,) = shown(client, 13)["clusters"]
    assert cluster["count"] == 4
    assert cluster["proposals"] == [plan.proposals.get(slug="ring").pk]
    # In their middle, as nearly as a fine cell (a sixteenth of 256 pixels, 0.0027 degrees at zoom 13) tells.
    assert cluster["lon"] == pytest.approx(LON - STREET, abs=0.0014)
    # A tile of zoom 19 is 0.00069 degrees wide and this one ends at 121.4051: the fourth is beside it.
    assert len(shown(client, 19)["comments"]) == 3


def test_the_whole_map_counts_every_comment_once(client: Client, plan: Plan) -> None:
    for number in range(30):
        say(plan, 121.400 + (number % 6) * 0.0017, 31.240 + (number // 6) * 0.0017, on="ring" if number % 2 else "bay")
    for z in (14, 16, 18):
        low, high = Tile.at(121.400, 31.250, z), Tile.at(121.410, 31.240, z)
        tiles = [(x, y) for x in range(low.x, high.x + 1) for y in range(low.y, high.y + 1)]
        counts = [how_many(client.get(f"/plan/tiles/{z}/{x}/{y}.json").json()) for x, y in tiles]
        assert sum(counts) == 30, z


def test_a_tile_never_holds_more_than_sixteen_things(client: Client, plan: Plan) -> None:
    for number in range(60):
        say(plan, 121.400 + (number % 8) * 0.0012, 31.240 + (number // 8) * 0.0012)
    found = shown(client, 15)
    assert len(found["clusters"]) + len(found["comments"]) <= 16


def test_a_cluster_of_several_proposals_names_two(client: Client, plan: Plan) -> None:
    say(plan, on="ring")
    say(plan, on="bay")
    (cluster,) = shown(client, 19)["clusters"]
    assert cluster["proposals"] == sorted(plan.proposals.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("query", "count"),
    [("?proposal=ring", 1), ("?proposal=nowhere", 0), ("?proposal=%00", 0), ("?kind=bay", 2), ("?theme=green", 1), ("?kind=none", 0)],
    ids=str,
)  # fmt: skip
def test_a_tile_is_narrowed_like_the_page(client: Client, plan: Plan, query: str, count: int) -> None:
    say(plan, on="ring")
    say(plan, on="bay")
    say(plan, on="bay")
    assert how_many(shown(client, 15, query)) == count


def test_without_a_plan_a_tile_is_empty(client: Client) -> None:
    assert shown(client) == {"clusters": [], "comments": []}


@pytest.mark.parametrize(
    "path",
    [
        "12/0/0",
        "20/0/0",
        "15/32768/0",
        "15/0/-1",
        "15/a/0",
        "15.0/1/1",
        "٣/1/1",
        "15/1/" + "9" * 400,
        "-1/0/0",
        "15/1/²",
    ],
    ids=lambda path: path[:12],
)
def test_a_number_that_names_no_tile_is_refused_in_json(client: Client, plan: Plan, path: str) -> None:
    answer = client.get(f"/plan/tiles/{path}.json")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert (problem["status"], problem["code"]) == (404, "invalid_tile")
    assert "刷新" in problem["detail"]


@pytest.mark.parametrize("z", [13, 19])
def test_the_zooms_of_the_map_have_tiles(client: Client, plan: Plan, z: int) -> None:
    assert client.get(address(z)).status_code == 200


def test_a_tile_is_public_and_answers_304(client: Client, plan: Plan) -> None:
    say(plan)
    answer = client.get(address(15))
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies
    assert client.get(address(15), headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_refused_tile_is_not_kept(client: Client, plan: Plan) -> None:
    assert client.get("/plan/tiles/99/0/0.json")["Cache-Control"] == "private, no-store"


def test_a_tile_takes_two_queries_however_many_comments(
    client: Client, plan: Plan, django_assert_num_queries: Any
) -> None:
    for number in range(12):
        say(plan, LON + number * STREET, on="ring" if number % 2 else "bay")
    with django_assert_num_queries(2):
        client.get(address(15))
    with django_assert_num_queries(2):
        client.get(address(15, "?theme=green&open=1&proposal=ring"))
