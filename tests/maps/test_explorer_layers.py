"""Layers' addresses change with their content; data is for scripts, answers 304, and refuses in RFC 9457."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from shapely import LineString, Point

from maps.plan.models import Layer, Plan
from tests.factories import make_plan, make_proposal
from tests.maps.gis_files import frame, gpkg

pytestmark = pytest.mark.django_db

FEATURE_COLLECTION = "application/geo+json"
PROBLEM = "application/problem+json"
OPTIONS = re.compile(r'<script id="plan-map-options" type="application/json">(.*?)</script>')
ROAD = LineString([(121.402, 31.242), (121.408, 31.248)])


@pytest.fixture
def plan() -> Plan:
    return make_plan(slug="square")


def bring_in(folder: Path, shape: Any = ROAD, *options: str) -> Layer:
    """Import a layer of roads with one shape."""
    path = folder / "roads.gpkg"
    path.unlink(missing_ok=True)
    file = gpkg(path, frame([shape], name=["花溪路"], owner=["某人"]))
    call_command("import_layer", str(file), "--plan", "square", "--style", "streets", *options)
    return Layer.objects.get(name="roads")


def on_the_page(client: Client) -> list[dict[str, str]]:
    (options,) = OPTIONS.findall(client.get("/plan/").content.decode())
    ground: list[dict[str, str]] = json.loads(html.unescape(options))["ground"]
    return ground


def test_the_page_names_the_address_that_answers(client: Client, plan: Plan, tmp_path: Path) -> None:
    layer = bring_in(tmp_path)
    ((style, address),) = ((ground["style"], ground["url"]) for ground in on_the_page(client))
    answer = client.get(address)
    assert (style, answer.status_code, answer["Content-Type"]) == ("streets", 200, FEATURE_COLLECTION)
    assert address.startswith(f"/plan/layers/{layer.pk}-1-{layer.file_sha256[:12]}-")


def test_another_file_brings_another_address_and_the_old_one_leads_there(
    client: Client, plan: Plan, tmp_path: Path
) -> None:
    bring_in(tmp_path)
    (before,) = on_the_page(client)
    bring_in(tmp_path, LineString([(121.403, 31.243), (121.407, 31.247)]))
    (after,) = on_the_page(client)
    assert before["url"] != after["url"]
    answer = client.get(before["url"])
    assert (answer.status_code, answer["Location"]) == (302, after["url"])
    (feature,) = client.get(after["url"]).json()["features"]
    assert feature["geometry"]["coordinates"] == [[121.403, 31.243], [121.407, 31.247]]


def test_only_what_the_map_draws_by_leaves(client: Client, plan: Plan, tmp_path: Path) -> None:
    bring_in(tmp_path)
    (ground,) = on_the_page(client)
    (feature,) = client.get(ground["url"]).json()["features"]
    assert feature["properties"] == {"name": "花溪路"}


def test_a_layer_switched_off_is_neither_on_the_page_nor_given_out(client: Client, plan: Plan, tmp_path: Path) -> None:
    bring_in(tmp_path)
    (ground,) = on_the_page(client)
    Layer.objects.update(visible=False)
    assert on_the_page(client) == []
    assert client.get(ground["url"]).status_code == 404


def test_layers_come_in_the_order_a_planner_gave_them(client: Client, plan: Plan) -> None:
    for name, style, order in (("路", "streets", 2), ("河", "water", 1), ("地名", "places", 3)):
        Layer.objects.create(plan=plan, name=name, style=style, order=order, file_sha256="ab" * 32)
    assert [ground["style"] for ground in on_the_page(client)] == ["water", "streets", "places"]


def test_a_layer_that_is_no_ground_is_not_drawn_as_ground(client: Client, plan: Plan) -> None:
    Layer.objects.create(plan=plan, name="调查", style="thematic", file_sha256="ab" * 32)
    assert on_the_page(client) == []


def addresses(client: Client, plan: Plan, folder: Path) -> list[str]:
    make_proposal(plan=plan, slug="ring")
    bring_in(folder)
    (ground,) = on_the_page(client)
    return [ground["url"], "/plan/proposals.geojson", "/plan/tiles/15/27434/13387.json"]


def test_what_was_fetched_before_is_not_sent_again(client: Client, plan: Plan, tmp_path: Path) -> None:
    for address in addresses(client, plan, tmp_path):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        other = client.get(address, headers={"If-None-Match": '"another"'})
        assert (other.status_code, other.content) == (200, first.content), address


def test_data_sets_no_cookie_and_does_not_differ_by_reader(client: Client, plan: Plan, tmp_path: Path) -> None:
    for address in addresses(client, plan, tmp_path):
        answer = client.get(address)
        assert not answer.cookies, address
        assert "cookie" not in answer.get("Vary", "").lower(), address
        assert "public" in answer["Cache-Control"], address


def test_data_is_only_read(client: Client, plan: Plan, tmp_path: Path) -> None:
    for address in addresses(client, plan, tmp_path):
        assert client.head(address).status_code == 200, address
        assert [client.post(address).status_code, client.delete(address).status_code] == [405, 405], address


def test_the_proposals_say_that_they_are_geojson_in_utf8(client: Client, plan: Plan) -> None:
    make_proposal(plan=plan, title="环浜", shape={"type": "Point", "coordinates": [121.405, 31.245]})
    answer = client.get("/plan/proposals.geojson")
    assert answer["Content-Type"] == FEATURE_COLLECTION
    assert "环浜".encode() in answer.content
    (feature,) = json.loads(answer.content)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [121.405, 31.245]}


def test_an_empty_plan_is_an_empty_collection_and_a_page_that_says_so(client: Client, plan: Plan) -> None:
    assert client.get("/plan/proposals.geojson").json() == {"type": "FeatureCollection", "features": []}
    page = client.get("/plan/")
    assert page.status_code == 200
    assert 'class="plan-row' not in page.content.decode()


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/plan/proposals.geojson?theme=blue", 400, "unknown_filter"),
        ("/plan/proposals.geojson?open=perhaps", 400, "unknown_filter"),
        ("/plan/proposals.geojson?kind=ring&kind=palace", 400, "unknown_filter"),
        ("/plan/tiles/15/32768/0.json", 404, "invalid_tile"),
        ("/plan/tiles/12/0/0.json", 404, "invalid_tile"),
    ],
)
def test_a_refusal_is_a_problem_for_programs_with_a_sentence_for_people(
    client: Client, plan: Plan, address: str, status: int, code: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    problem = json.loads(answer.content)
    # RFC 9457 3.1: type, title, status, detail; the member status repeats the answer's.
    assert {"type", "title", "status", "detail"} <= set(problem)
    assert (problem["type"], problem["status"], problem["code"]) == ("about:blank", status, code)
    assert not problem["detail"].isascii()
    assert "public" not in answer["Cache-Control"]


def test_every_unknown_wish_is_named(client: Client, plan: Plan) -> None:
    problem = json.loads(client.get("/plan/proposals.geojson?theme=blue&kind=palace&open=yes").content)
    assert "theme=blue、kind=palace、open=yes" in problem["detail"]


def test_a_page_for_people_ignores_what_it_does_not_know(client: Client, plan: Plan) -> None:
    make_proposal(plan=plan, slug="ring")
    answer = client.get("/plan/?theme=blue&kind=palace&open=yes")
    assert answer.status_code == 200
    assert 'id="p-ring"' in answer.content.decode()


@pytest.mark.parametrize("path", ["0-1-abc", "999-1-abc", "x-1-abc", "1"])
def test_a_layer_that_is_not_there_is_not_found(client: Client, plan: Plan, path: str) -> None:
    assert client.get(f"/plan/layers/{path}.geojson").status_code == 404


def test_points_and_lines_of_a_layer_keep_their_kind(client: Client, plan: Plan, tmp_path: Path) -> None:
    bring_in(tmp_path, Point(121.405, 31.245))
    (ground,) = on_the_page(client)
    (feature,) = client.get(ground["url"]).json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [121.405, 31.245]}
