"""/plan/: the list and the map of the current plan, without script, the same bytes for everyone."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maps.consultation.models import Tally
from maps.plan.models import Layer, Plan, Proposal
from tests.factories import INSIDE, SQUARE, make_consultation, make_plan, make_proposal, make_user
from tests.maps.explorer_site import make_menu

Kind, Theme = Proposal.Kind, Proposal.Theme
ROW = re.compile(r'class="plan-row[^"]*" id="p-([\w-]+)"')
OPTIONS = re.compile(r'<script id="plan-map-options" type="application/json">(.*?)</script>')

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = make_plan(name="一环双轴线")
    make_proposal(plan=plan, slug="ring", title="一环：曹杨环浜", kind=Kind.RING, theme=Theme.GREEN)
    make_proposal(plan=plan, slug="bay", title="东北湾", kind=Kind.BAY, theme=Theme.CULTURE, shape=SQUARE)
    make_proposal(plan=plan, slug="steps", title="小步桥", kind=Kind.PROJECT, theme=Theme.OPEN, shape=INSIDE)
    return plan


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/plan/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_everything_published_is_in_the_list_with_its_address(client: Client, plan: Plan) -> None:
    make_proposal(plan=plan, slug="draft", live=False)
    text = page(client)
    assert ROW.findall(text) == ["ring", "bay", "steps"]
    assert 'href="/plan/ring/"' in text
    assert "draft" not in text


def test_proposals_of_another_plan_are_not_in_the_list(client: Client, plan: Plan) -> None:
    make_proposal(plan=make_plan(), slug="elsewhere")
    assert "elsewhere" not in page(client)


def test_the_list_is_grouped_by_kind_in_the_kinds_order(client: Client, plan: Plan) -> None:
    make_proposal(plan=plan, slug="second-ring", kind=Kind.RING, order=900)
    assert ROW.findall(page(client)) == ["ring", "second-ring", "bay", "steps"]


def test_a_filter_in_the_address_narrows_the_list_and_says_so(client: Client, plan: Plan) -> None:
    text = page(client, "?kind=ring&kind=project")
    assert ROW.findall(text) == ["ring", "steps"]
    assert "3 项中的 2 项" in text
    assert 'id="kind-bay" form="plan-form" data-sync>' in text
    assert 'id="kind-ring" form="plan-form" data-sync checked>' in text


def test_the_drawing_shows_what_the_list_shows(client: Client, plan: Plan) -> None:
    text = page(client, "?theme=green")
    assert text.count('class="item ') == 1
    assert 'class="item ring' in text


@pytest.mark.parametrize(
    ("query", "link"),
    [
        pytest.param("", "/plan/?at=ring#map", id="nothing_chosen"),
        pytest.param("?theme=green&kind=ring", "/plan/?theme=green&amp;kind=ring&amp;at=ring#map", id="filters"),
        pytest.param("?theme=green&at=ring", "/plan/?theme=green&amp;at=ring#map", id="selected_already"),
        pytest.param("?theme=purple", "/plan/?at=ring#map", id="unknown"),
    ],
)
def test_showing_on_the_map_keeps_the_filters(client: Client, plan: Plan, query: str, link: str) -> None:
    assert f'class="show-there" href="{link}"' in page(client, query)


def test_a_project_that_is_an_area_has_its_number_in_the_drawing_and_lies_below_an_axis(client: Client) -> None:
    plan = make_plan()
    make_proposal(plan=plan, slug="axis", kind=Kind.AXIS)
    make_proposal(plan=plan, slug="park", kind=Kind.PROJECT, shape=SQUARE)
    make_proposal(plan=plan, slug="area", kind=Kind.BAY, shape=SQUARE)
    drawing = page(client).split('class="plan-drawing')[1].split("</svg>")[0]
    assert re.findall(r'class="item (\w+)', drawing) == ["bay", "project", "axis"]
    assert re.findall(r'class="drawing-number"[^>]*>(\d+)<', drawing) == ["1"]


def test_filters_are_links_that_keep_the_rest_of_the_choice(client: Client, plan: Plan) -> None:
    text = page(client, "?theme=green&kind=bay")
    assert 'id="theme-culture" href="/plan/?theme=culture&amp;kind=bay"' in text
    assert 'id="open-only" href="/plan/?theme=green&amp;kind=bay&amp;open=1"' in text
    assert 'id="only-ring" href="/plan/?theme=green&amp;kind=ring"' in text


def test_the_form_sends_the_rest_of_the_choice_along(client: Client, plan: Plan) -> None:
    text = page(client, "?theme=green")
    assert 'name="theme" id="form-theme" value="green" data-sync>' in text
    assert 'name="open" id="form-open" value="1" data-sync disabled>' in text


def test_an_empty_result_says_what_to_do(client: Client, plan: Plan) -> None:
    text = page(client, "?theme=green&kind=bay")
    assert ROW.findall(text) == []
    assert "这样筛选，一项也没有。" in text
    assert "全部显示" in text


def test_a_selected_proposal_is_raised_in_list_and_drawing(client: Client, plan: Plan) -> None:
    text = page(client, "?at=bay")
    assert 'class="plan-row is-selected" id="p-bay"' in text
    assert 'class="item bay is-selected"' in text
    assert 'data-at="bay"' in text


@pytest.mark.parametrize("query", ["?at=nowhere", "?at=bay&kind=ring", "?at=%00", "?theme=%00"], ids=str)
def test_nothing_is_raised_that_is_not_shown(client: Client, plan: Plan, query: str) -> None:
    text = page(client, query)
    assert "is-selected" not in text
    assert 'data-at=""' in text


def test_an_open_proposal_says_how_many_days_are_left(client: Client, plan: Plan) -> None:
    now = timezone.now()
    make_consultation(plan.proposals.get(slug="ring"), closes_at=now + timedelta(days=12))
    text = page(client, "?open=1")
    assert ROW.findall(text) == ["ring"]
    assert re.search(r"还有 1[12] 天", text)


def test_on_the_last_day_it_says_today(client: Client, plan: Plan) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    make_consultation(plan.proposals.get(slug="ring"), closes_at=midnight)
    assert "今天截止" in page(client)


def test_published_comments_are_counted(client: Client, plan: Plan) -> None:
    Tally.objects.create(proposal=plan.proposals.get(slug="bay"), comments=5)
    text = page(client)
    assert "5 条意见" in text
    assert "0 条意见" not in text


def test_without_a_plan_the_page_says_so(client: Client) -> None:
    answer = client.get("/plan/")
    assert answer.status_code == 200
    assert "规划地图还没有公布" in answer.content.decode()
    assert "public" in answer["Cache-Control"]


def test_the_map_says_what_it_is_and_where_it_is_from(client: Client, plan: Plan) -> None:
    ground = Layer.objects.create(
        plan=plan,
        name="道路",
        style="streets",
        attribution="© 某某，ODbL 1.0；手绘。示意图，非测绘成果",
        file_sha256="ab" * 32,
    )
    text = page(client)
    assert "<strong>示意图，非测绘成果</strong></p>" in text
    assert "<small>© 某某，ODbL 1.0</small></summary>" in text
    assert "<p>© 某某，ODbL 1.0 · 手绘</p></details>" in text
    options = json.loads(OPTIONS.search(text)[1])  # type: ignore[index]
    (layer,) = options["ground"]
    assert layer["style"] == "streets"
    assert layer["url"].startswith(f"/plan/layers/{ground.pk}-1-abababababab-")


def test_the_numbers_of_reviewed_maps_stand_on_the_map(client: Client) -> None:
    make_plan(map_approval_number="沪S〔2021〕001号")
    assert "审图号：沪S〔2021〕001号" in page(client)


def test_nobody_else_s_tiles_are_asked_for_without_a_key(client: Client, plan: Plan) -> None:
    options = json.loads(OPTIONS.search(page(client))[1])  # type: ignore[index]
    assert options["tianditu"] == ""
    assert options["bounds"] == [121.40, 31.24, 121.41, 31.25]
    assert options["tiles"] == "/plan/tiles/{z}/{x}/{y}.json"


def test_everybody_gets_the_same_bytes(client: Client, plan: Plan) -> None:
    anonymous = client.get("/plan/")
    for person in (make_user(), make_user(groups=("editor",))):
        client.force_login(person)
        assert client.get("/plan/").content == anonymous.content
    assert not anonymous.cookies
    assert "Cookie" not in anonymous.get("Vary", "")


def test_the_page_is_public_and_tagged(client: Client, plan: Plan) -> None:
    answer = client.get("/plan/")
    assert "public" in answer["Cache-Control"]
    assert "s-maxage=" in answer["Cache-Control"]
    assert answer["Cache-Tag"] == f"plan:{plan.pk}"


@pytest.mark.parametrize("moment", ["opens_at", "closes_at"])
def test_no_copy_outlives_an_opening_or_a_closing(client: Client, plan: Plan, moment: str) -> None:
    now = timezone.now()
    window = {"opens_at": now - timedelta(days=2), "closes_at": now + timedelta(days=2)}
    make_consultation(plan.proposals.get(slug="ring"), **(window | {moment: now + timedelta(seconds=20)}))
    kept = re.search(r"s-maxage=(\d+)", client.get("/plan/")["Cache-Control"])
    assert kept
    assert int(kept[1]) <= 20


def test_only_reading_is_allowed(client: Client, plan: Plan) -> None:
    assert client.post("/plan/").status_code == 405


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_page_takes_eight_queries_or_fewer_however_much_there_is(client: Client, plan: Plan) -> None:
    make_menu()
    few = queries(client, "/plan/")
    for number in range(15):
        proposal = make_proposal(plan=plan, kind=Kind.PROJECT, shape=INSIDE)
        make_consultation(proposal)
        Tally.objects.create(proposal=proposal, comments=number)
        Layer.objects.create(plan=plan, name=f"层 {number}", style="places")
    assert queries(client, "/plan/") == few <= 8
    assert queries(client, "/plan/?open=1&theme=green&at=ring") == few
