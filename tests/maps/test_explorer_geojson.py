"""Proposals and ground layers as data: published only, filtered like the page, cacheable."""

import json
from typing import Any

import pytest
from django.test import Client

from maps.consultation.models import Tally
from maps.explorer.overview import layer_url
from maps.plan.models import Feature, Layer, Plan, Proposal
from tests.factories import INSIDE, LINE_INSIDE, make_consultation, make_plan, make_proposal

Kind, Theme = Proposal.Kind, Proposal.Theme
URL = "/plan/proposals.geojson"
IMMUTABLE = "public, max-age=31536000, immutable"

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = make_plan()
    make_proposal(plan=plan, slug="ring", title="一环：曹杨环浜", kind=Kind.RING, theme=Theme.GREEN)
    make_proposal(
        plan=plan, slug="market", kind=Kind.CULTURE, culture_system="market", theme=Theme.CULTURE, shape=INSIDE
    )
    return plan


def properties(client: Client, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(URL + query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/geo+json"
    collection = json.loads(answer.content)
    assert collection["type"] == "FeatureCollection"
    return [feature["properties"] for feature in collection["features"]]


def test_a_feature_tells_what_the_list_tells(client: Client, plan: Plan) -> None:
    ring = plan.proposals.get(slug="ring")
    Tally.objects.create(proposal=ring, comments=3)
    make_consultation(ring)
    first, _second = properties(client)
    told = {
        "id": ring.pk, "slug": "ring", "title": "一环：曹杨环浜", "label": "曹杨环浜", "kind": "ring", "theme": "green",
        "culture_system": "", "status": "idea", "open": True, "comments": 3, "number": 1, "url": "/plan/ring/",
    }  # fmt: skip
    assert first.items() >= told.items()
    # Half way along LINE_INSIDE.
    assert first["label_at"] == [121.405, 31.245]


def test_the_shape_is_as_stored_to_six_digits(client: Client, plan: Plan) -> None:
    plan.proposals.filter(slug="ring").update(
        shape={"type": "LineString", "coordinates": [[121.4020000049, 31.242], [121.4080006, 31.2480000001]]}
    )
    (feature, _other) = json.loads(client.get(URL).content)["features"]
    assert feature["geometry"] == {"type": "LineString", "coordinates": [[121.402, 31.242], [121.408001, 31.248]]}


def test_drafts_and_other_plans_are_not_in_it(client: Client, plan: Plan) -> None:
    make_proposal(plan=plan, slug="draft", live=False)
    make_proposal(plan=make_plan(), slug="elsewhere")
    assert [p["slug"] for p in properties(client)] == ["ring", "market"]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [("?kind=ring", ["ring"]), ("?theme=culture&kind=culture", ["market"]), ("?open=1", []), ("?kind=none", [])],
    ids=["kind", "theme_and_kind", "open", "none"],
)
def test_it_is_filtered_like_the_page(client: Client, plan: Plan, query: str, slugs: list[str]) -> None:
    assert [p["slug"] for p in properties(client, query)] == slugs


def test_a_filter_that_does_not_exist_is_refused_with_a_reason(client: Client, plan: Plan) -> None:
    answer = client.get(f"{URL}?kind=palace")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert (problem["status"], problem["code"]) == (400, "unknown_filter")
    assert "kind=palace" in problem["detail"]


def test_without_a_plan_the_collection_is_empty(client: Client) -> None:
    assert properties(client) == []


def test_it_is_public_tagged_and_answers_304(client: Client, plan: Plan) -> None:
    answer = client.get(URL)
    assert "public" in answer["Cache-Control"]
    assert answer["Cache-Tag"] == f"plan:{plan.pk}"
    assert client.get(URL, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_it_takes_three_queries_however_many_there_are(
    client: Client, plan: Plan, django_assert_num_queries: Any
) -> None:
    for _ in range(20):
        make_consultation(make_proposal(plan=plan))
    with django_assert_num_queries(3):
        assert len(properties(client)) == 22


@pytest.fixture
def streets(plan: Plan) -> Layer:
    layer = Layer.objects.create(
        plan=plan,
        name="道路",
        style="streets",
        attribution="© 某某",
        licence="ODbL-1.0",
        file_sha256="cd" * 32,
        version=2,
    )
    row = {"name": "兰溪路", "class": "main", "origin": "osm", "surveyor": "某人"}
    Feature.objects.create(layer=layer, properties=row, shape=LINE_INSIDE)
    return layer


def test_a_layer_carries_its_licence_and_only_what_the_map_draws_by(client: Client, streets: Layer) -> None:
    answer = client.get(layer_url(streets))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/geo+json"
    collection = json.loads(answer.content)
    assert (collection["attribution"], collection["licence"]) == ("© 某某", "ODbL-1.0")
    (feature,) = collection["features"]
    assert feature["properties"] == {"name": "兰溪路", "class": "main"}
    assert feature["geometry"] == LINE_INSIDE


def test_a_layer_s_address_never_has_to_be_asked_for_again(client: Client, streets: Layer) -> None:
    assert client.get(layer_url(streets))["Cache-Control"] == IMMUTABLE


@pytest.mark.parametrize("version", ["1-cdcdcdcdcdcd", "2-000000000000", "x"], ids=str)
def test_an_old_address_leads_to_the_present_one_and_is_not_kept(client: Client, streets: Layer, version: str) -> None:
    answer = client.get(f"/plan/layers/{streets.pk}-{version}.geojson")
    assert answer.status_code == 302
    assert answer["Location"] == layer_url(streets)
    assert "immutable" not in answer["Cache-Control"]


@pytest.mark.parametrize("column", ["name", "attribution", "licence"])
def test_other_words_about_a_layer_are_another_address(client: Client, streets: Layer, column: str) -> None:
    """What is kept for a year must not say a licence that was corrected."""
    before = layer_url(streets)
    setattr(streets, column, "改过的")
    streets.save()
    assert layer_url(streets) != before
    assert client.get(before)["Location"] == layer_url(streets)


def test_a_hidden_layer_is_not_given_out(client: Client, streets: Layer) -> None:
    Layer.objects.update(visible=False)
    assert client.get(layer_url(streets)).status_code == 404


def test_a_layer_of_another_plan_is_not_given_out(client: Client, streets: Layer) -> None:
    Layer.objects.update(plan=make_plan())
    assert client.get(layer_url(streets)).status_code == 404
