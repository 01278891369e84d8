"""The list of places: crossings and names of the plan for whoever has no map, worked out once for each version of a layer."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maps.consultation import place
from maps.consultation.models import Comment
from maps.plan.models import Feature, Layer, Plan, Proposal
from tests import factories

pytestmark = pytest.mark.django_db

KEY = "00000000-0000-4000-8000-000000000001"
TEXT = "路口等灯的时间太长，老人站不住。"
CROSSING = "兰溪路与花溪路路口"


def line(*positions: tuple[float, float]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [list(position) for position in positions]}


def add_layer(plan: Plan, style: str, *rows: tuple[dict[str, str], dict[str, Any]], **fields: Any) -> Layer:
    layer = Layer.objects.create(plan=plan, name=f"{style}-{Layer.objects.count()}", style=style, **fields)
    for properties, shape in rows:
        Feature.objects.create(layer=layer, properties=properties, shape=shape)
    return layer


@pytest.fixture
def proposal() -> Proposal:
    cache.clear()
    return factories.make_proposal(slug="ring")


@pytest.fixture
def streets(proposal: Proposal) -> Layer:
    """Two streets that cross in the middle of the square, and one that meets them far outside."""
    return add_layer(
        proposal.plan,
        "streets",
        ({"name": "兰溪路"}, line((121.402, 31.245), (121.45, 31.245))),
        ({"name": "花溪路"}, line((121.405, 31.242), (121.405, 31.248))),
        ({"name": "远处的路"}, line((121.44, 31.242), (121.44, 31.248))),
        ({"name": ""}, line((121.406, 31.242), (121.406, 31.248))),
    )


@pytest.fixture
def names(proposal: Proposal) -> Layer:
    point = {"type": "Point", "coordinates": [121.404, 31.243]}
    return add_layer(
        proposal.plan,
        "places",
        ({"name": "枫桥路站", "class": "metro"}, point),
        ({"name": "曹杨新村片区", "class": "area"}, point),
        ({"name": "外面的站", "class": "metro"}, factories.OUTSIDE),
    )


def named(plan: Plan) -> list[str]:
    return [found.name for found in place.places_of(plan)]


@pytest.mark.usefixtures("streets", "names")
def test_crossings_and_places_inside_the_plan_are_listed_and_nothing_else(proposal: Proposal) -> None:
    found = {p.name: (p.lon, p.lat, p.is_crossing) for p in place.places_of(proposal.plan)}
    assert found == {CROSSING: (121.405, 31.245, True), "枫桥路站": (121.404, 31.243, False)}


@pytest.mark.usefixtures("streets")
def test_a_layer_that_is_not_shown_names_nothing(proposal: Proposal, names: Layer) -> None:
    assert "枫桥路站" in named(proposal.plan)
    Layer.objects.filter(pk=names.pk).update(visible=False)
    assert named(proposal.plan) == [CROSSING]


def test_the_list_is_worked_out_once_for_each_version(
    proposal: Proposal, streets: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[int] = []
    really = place.junctions

    def counted(rows: Any) -> Any:
        worked.append(1)
        return really(rows)

    monkeypatch.setattr(place, "junctions", counted)
    assert [named(proposal.plan) for _time in range(3)] == [[CROSSING]] * 3
    assert len(worked) == 1
    streets.features.filter(properties__name="花溪路").delete()
    assert named(proposal.plan) == [CROSSING]  # not until the layer has another version
    Layer.objects.filter(pk=streets.pk).update(version=2)
    assert named(proposal.plan) == []
    assert len(worked) == 2


@pytest.mark.usefixtures("streets")
def test_another_outline_makes_another_list(proposal: Proposal) -> None:
    corner = [[121.40, 31.24], [121.401, 31.24], [121.401, 31.241], [121.40, 31.24]]
    for outline, names in (
        (factories.SQUARE, [CROSSING]),
        (factories.AREA_INSIDE, [CROSSING]),
        ({"type": "Polygon", "coordinates": [corner]}, []),
    ):
        Plan.objects.filter(pk=proposal.plan_id).update(outline=outline)
        assert named(Plan.objects.get(pk=proposal.plan_id)) == names


@pytest.mark.usefixtures("streets", "names")
def test_a_list_that_is_known_takes_one_query(proposal: Proposal) -> None:
    named(proposal.plan)
    with CaptureQueriesContext(connection) as queries:
        named(proposal.plan)
    assert len(queries) == 1


@pytest.mark.usefixtures("streets")
def test_a_place_is_found_by_its_name_also_when_the_list_was_never_shown(proposal: Proposal) -> None:
    found = place.place_named(proposal.plan, CROSSING)
    assert found is not None
    assert (found.lon, found.lat) == (121.405, 31.245)
    assert place.place_named(proposal.plan, "火星路口") is None


def test_a_name_that_is_new_since_the_list_was_shown_is_found(proposal: Proposal, streets: Layer) -> None:
    assert named(proposal.plan) == [CROSSING]
    street = {"name": "新路"}
    Feature.objects.create(layer=streets, properties=street, shape=line((121.408, 31.242), (121.408, 31.248)))
    Layer.objects.filter(pk=streets.pk).update(version=2)
    assert place.place_named(proposal.plan, "兰溪路与新路路口") is not None


# ── in the form ─────────────────────────────────────────────────────────────────


def send(client: Client, **typed: Any) -> Any:
    return client.post("/plan/ring/comment/", {"text": TEXT, "key": KEY, "shape": "", "place": ""} | typed)


@pytest.mark.usefixtures("streets", "names")
@pytest.mark.parametrize(("shapes", "offered"), [("none", False), ("point", True), ("all", True)])
def test_the_list_is_offered_where_a_point_is_allowed(
    as_resident: Client, proposal: Proposal, shapes: str, offered: bool
) -> None:
    factories.make_consultation(proposal, shapes=shapes)
    html = as_resident.get("/plan/ring/comment/").content.decode()
    assert ('<select name="place"' in html) is offered
    assert (f"{CROSSING}附近" in html) is offered


def test_a_plan_without_names_has_no_list(as_resident: Client, proposal: Proposal) -> None:
    factories.make_consultation(proposal)
    assert '<select name="place"' not in as_resident.get("/plan/ring/comment/").content.decode()


@pytest.mark.usefixtures("streets")
def test_a_place_from_the_list_is_the_comment_s_point(as_resident: Client, proposal: Proposal) -> None:
    factories.make_consultation(proposal)
    assert send(as_resident, place=CROSSING).status_code == 303
    assert Comment.objects.get().shape == {"type": "Point", "coordinates": [121.405, 31.245]}


@pytest.mark.usefixtures("streets")
def test_sending_with_a_place_from_the_list_takes_ten_queries_at_most(
    as_resident: Client, proposal: Proposal, settings: Any
) -> None:
    """Counted as in ``test_comment_views``: with the transaction, and with the task as a row."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    factories.make_consultation(proposal)
    as_resident.get("/plan/ring/mine/")
    with CaptureQueriesContext(connection) as queries:
        assert send(as_resident, place=CROSSING).status_code == 303
    assert len(queries) <= 10, "\n".join(query["sql"] for query in queries.captured_queries)


@pytest.mark.usefixtures("streets")
def test_of_two_ways_the_drawn_shape_wins(as_resident: Client, proposal: Proposal) -> None:
    factories.make_consultation(proposal)
    drawn = '{"type":"Point","coordinates":[121.401,31.241]}'
    assert send(as_resident, place=CROSSING, shape=drawn).status_code == 303
    assert Comment.objects.get().shape == {"type": "Point", "coordinates": [121.401, 31.241]}


@pytest.mark.usefixtures("streets")
@pytest.mark.parametrize("name", ["火星路口", CROSSING + "附近", "' OR 1=1 --", "\x00"])
def test_a_place_that_is_not_on_the_list_is_refused_with_the_text_kept(
    as_resident: Client, proposal: Proposal, name: str
) -> None:
    factories.make_consultation(proposal)
    answer = send(as_resident, place=name)
    assert answer.status_code == 422
    assert "从列表里重新选一个" in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("streets")
def test_a_place_where_no_point_is_allowed_is_refused(as_resident: Client, proposal: Proposal) -> None:
    factories.make_consultation(proposal, shapes="none")
    answer = send(as_resident, place=CROSSING)
    assert answer.status_code == 422
    assert "这次征求意见不能这样标位置" in answer.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("streets")
def test_what_was_picked_stays_picked_after_a_refusal(as_resident: Client, proposal: Proposal) -> None:
    factories.make_consultation(proposal)
    html = send(as_resident, place=CROSSING, text="短").content.decode()
    assert f'<option value="{CROSSING}" selected>' in html


@pytest.mark.usefixtures("streets", "resident")
def test_what_was_picked_before_signing_in_is_picked_afterwards(client: Client, proposal: Proposal) -> None:
    factories.make_consultation(proposal)
    assert send(client, place=CROSSING).status_code == 401
    client.post("/accounts/login/", {"login": "resident", "password": factories.PASSWORD})
    form = client.get("/plan/ring/comment/").context["form"]
    assert (form["text"].value(), form["place"].value()) == (TEXT, CROSSING)
    assert f'<option value="{CROSSING}" selected>' in client.get("/plan/ring/comment/").content.decode()
    assert send(client, place=CROSSING, key=str(form["key"].value())).status_code == 303
    assert client.get("/plan/ring/comment/").context["form"]["place"].value() == ""


@pytest.mark.usefixtures("streets")
def test_the_map_knows_where_the_places_of_the_list_are(client: Client, proposal: Proposal) -> None:
    assert client.get("/plan/ring/place.json").json()["places"] == {CROSSING: [121.405, 31.245]}
