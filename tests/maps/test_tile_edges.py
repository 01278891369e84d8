"""Comments at the edges of tiles, at the same place, drawn as lines, and what a tile's filters add up to."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from maps.consultation.models import Comment, Consultation
from maps.plan.models import Plan, Proposal
from maps.tiles import Tile
from tests.factories import LINE_INSIDE, make_comment, make_consultation, make_plan, make_proposal, make_user

pytestmark = pytest.mark.django_db

ZOOMS = range(13, 20)
#: The edge between two tiles of zoom 13 that runs through the square: 6858 / 8192 of 360 degrees.
EDGE = 6858 / 8192 * 360 - 180 + 360 / 8192


@pytest.fixture
def plan() -> Plan:
    return make_plan()


def say(proposal: Proposal, lon: float = 121.405, lat: float = 31.245, **fields: Any) -> Comment:
    fields.setdefault("shape", {"type": "Point", "coordinates": [lon, lat]})
    return make_comment(proposal=proposal, **fields)


def shown(client: Client, tile: Tile, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/plan/tiles/{tile.z}/{tile.x}/{tile.y}.json{query}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def count(found: dict[str, Any]) -> int:
    return len(found["comments"]) + sum(cluster["count"] for cluster in found["clusters"])


@pytest.mark.parametrize("z", ZOOMS)
def test_a_comment_on_the_edge_of_two_tiles_is_in_exactly_one(client: Client, plan: Plan, z: int) -> None:
    # The western edge of a tile of zoom 13 is that of one tile at every closer zoom.
    say(make_proposal(plan=plan), lon=EDGE)
    east = Tile.at(EDGE, 31.245, z)
    assert (count(shown(client, east)), count(shown(client, Tile(z, east.x - 1, east.y)))) == (1, 0)


@pytest.mark.parametrize("z", ZOOMS)
def test_neighbours_on_both_sides_of_an_edge_are_never_one_cluster(client: Client, plan: Plan, z: int) -> None:
    proposal = make_proposal(plan=plan)
    say(proposal, lon=EDGE - 1e-6)
    say(proposal, lon=EDGE + 1e-6)
    east = Tile.at(EDGE + 1e-6, 31.245, z)
    assert count(shown(client, east)) == count(shown(client, Tile(z, east.x - 1, east.y))) == 1


@pytest.mark.parametrize("z", ZOOMS)
def test_a_cluster_lies_in_its_tile(client: Client, plan: Plan, z: int) -> None:
    proposal = make_proposal(plan=plan)
    tile = Tile.at(121.405, 31.245, z)
    west, south, east, north = tile.bounds
    inset = 1e-6
    for lon in (west + inset, east - inset):
        for lat in (south + inset, north - inset):
            say(proposal, lon, lat)
            say(proposal, lon, lat)
    found = shown(client, tile)
    assert count(found) == 8
    places = found["clusters"] + found["comments"]
    assert all(west <= p["lon"] <= east and south <= p["lat"] <= north for p in places)


def test_comments_at_one_place_stay_one_pile_at_the_closest_zoom(client: Client, plan: Plan) -> None:
    proposal = make_proposal(plan=plan)
    for _number in range(3):
        say(proposal)
    found = shown(client, Tile.at(121.405, 31.245, 19))
    assert found["comments"] == []
    (pile,) = found["clusters"]
    assert (pile["count"], pile["proposals"]) == (3, [proposal.pk])


def test_a_cluster_leans_to_where_most_comments_are(client: Client, plan: Plan) -> None:
    proposal = make_proposal(plan=plan)
    tile = Tile.at(121.405, 31.245, 13)
    for lon in (121.4050, 121.4051, 121.4052, 121.4100):
        say(proposal, lon)
    (cluster,) = shown(client, tile)["clusters"]
    # The mean of the four; the middle of the outer two would be 121.4075.
    assert cluster["lon"] == pytest.approx(121.406325, abs=0.0007)


def test_a_line_is_a_dot_at_its_middle(client: Client, plan: Plan) -> None:
    comment = say(make_proposal(plan=plan), shape=LINE_INSIDE)
    (dot,) = shown(client, Tile.at(121.405, 31.245, 17))["comments"]
    assert dot["id"] == comment.pk
    assert (dot["lon"], dot["lat"]) == (pytest.approx(121.405, abs=1e-5), pytest.approx(31.245, abs=1e-5))


def test_the_tile_says_nothing_of_who_wrote_what(client: Client, plan: Plan) -> None:
    comment = say(make_proposal(plan=plan), text="河边要有灯光。")
    found = shown(client, Tile.at(121.405, 31.245, 19))
    assert set(found["comments"][0]) == {"id", "proposal", "lon", "lat"}
    assert comment.author.display_name not in str(found)


# ── filters together ────────────────────────────────────────────────────────────


@pytest.fixture
def several(plan: Plan) -> None:
    """Three proposals with one, two and four comments, of which the second takes comments now."""
    ring = make_proposal(plan=plan, slug="ring", kind="ring", theme="green")
    bay = make_proposal(plan=plan, slug="bay", kind="bay", theme="green")
    steps = make_proposal(plan=plan, slug="steps", kind="project", theme="open")
    now = timezone.now()
    make_consultation(bay)
    over = make_consultation(ring, steps, opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))
    for proposal, number in ((ring, 1), (bay, 2), (steps, 4)):
        for _number in range(number):
            consultation = Consultation.objects.get(proposals=proposal)
            say(proposal, consultation=consultation)
    assert over.proposals.count() == 2


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 7),
        ("?theme=green", 3),
        ("?theme=green&kind=ring&kind=project", 1),
        ("?open=1", 2),
        ("?open=1&theme=open", 0),
        ("?open=1&kind=bay&theme=green", 2),
        ("?proposal=steps&theme=green", 0),
        ("?proposal=steps&kind=project", 4),
        ("?kind=none", 0),
        ("?theme=blue", 7),
        ("?open=0", 7),
    ],
)
def test_every_filter_must_hold(client: Client, several: None, query: str, number: int) -> None:
    assert count(shown(client, Tile.at(121.405, 31.245, 15), query)) == number


def test_map_and_data_agree_on_what_is_chosen(client: Client, several: None) -> None:
    comments = {"ring": 1, "bay": 2, "steps": 4}
    for query in ("", "?theme=green", "?open=1", "?kind=project&kind=ring", "?theme=green&open=1"):
        features = client.get(f"/plan/proposals.geojson{query}").json()["features"]
        expected = sum(comments[feature["properties"]["slug"]] for feature in features)
        assert count(shown(client, Tile.at(121.405, 31.245, 15), query)) == expected, query


# ── who sees what, in the database ──────────────────────────────────────────────


@pytest.mark.parametrize("status", list(Comment.Status))
def test_a_comment_in_any_state_is_seen_by_its_author_and_by_others_only_when_published(
    plan: Plan, status: str
) -> None:
    comment = make_comment(status=status)
    everyone = status == Comment.Status.PUBLISHED
    assert Comment.objects.visible_to(comment.author).exists()
    assert Comment.objects.visible_to(make_user()).exists() is everyone
    assert Comment.objects.visible_to(AnonymousUser()).exists() is everyone
    assert Comment.objects.published().exists() is everyone
