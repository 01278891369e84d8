"""The demonstration's plan: every layer says whose it is, and consultations stand in all three times."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from shapely.geometry import shape

from config.demo import plan
from maps.consultation.models import Consultation
from maps.plan.models import Layer, Plan, Proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

OPEN, OVER, COMING = "一环双轴线 意见征集（示例）", "文化空间 意见征集（示例）", "小项目设计方案公示（示例）"


def consultation(title: str) -> Consultation:
    return Consultation.objects.get(title=title)


@pytest.mark.parametrize("style", ["water", "streets", "places"])
def test_a_ground_layer_says_whose_it_is_and_under_which_licence(style: str) -> None:
    layer = Layer.objects.get(style=style)
    said = json.loads((plan.SHAPES / f"ground-{style}.geojson").read_text(encoding="utf-8"))
    assert layer.attribution == said["attribution"]
    assert layer.licence == "ODbL-1.0"
    assert layer.features.count() == len(said["features"])
    assert "示意" in layer.name


def test_what_comes_from_openstreetmap_names_its_contributors() -> None:
    assert "© OpenStreetMap contributors" in Layer.objects.get(style="streets").attribution


def test_water_lies_under_streets_and_names_on_top() -> None:
    assert list(Layer.objects.order_by("order").values_list("style", flat=True)) == ["water", "streets", "places"]


def test_every_proposal_of_the_file_is_published_where_it_was_drawn() -> None:
    rows = json.loads((plan.SHAPES / "proposals.geojson").read_text(encoding="utf-8"))["features"]
    for row in rows:
        proposal = Proposal.objects.published().get(slug=row["properties"]["slug"])
        assert proposal.title == row["properties"]["title"]
        assert shape(proposal.shape).distance(shape(row["geometry"])) < 1e-6
    assert Proposal.objects.published().count() == len(rows)


def test_the_plan_is_the_one_of_the_site_and_says_that_it_is_a_sketch() -> None:
    made = Plan.objects.get()
    assert made.site is not None
    assert "示意" in made.name
    assert "非测绘成果" in made.summary
    assert made.name in Client().get("/plan/").content.decode()


def test_one_consultation_is_open_one_is_over_and_one_is_to_come() -> None:
    now = timezone.now()
    assert [c.title for c in Consultation.objects.open(at=now)] == [OPEN]
    assert consultation(OVER).closes_at < now
    assert consultation(COMING).opens_at > now
    assert Consultation.objects.count() == 3


def test_the_open_one_stays_open_for_a_month_and_the_coming_one_stands_as_long_as_the_law_asks() -> None:
    assert consultation(OPEN).is_open(timezone.now() + timedelta(days=30))
    coming = consultation(COMING)
    assert coming.kind == Consultation.Kind.BUILDING_SCHEME
    assert coming.closes_at - coming.opens_at >= timedelta(days=10)


def test_days_begin_and_end_at_midnight() -> None:
    days = [day for c in Consultation.objects.all() for day in (c.opens_at, c.closes_at)]
    assert {timezone.localtime(day).strftime("%H:%M:%S") for day in days} == {"00:00:00"}


def test_lines_and_areas_may_be_drawn_where_the_whole_plan_is_asked_about_and_there_is_a_way_without_a_telephone() -> (
    None
):
    assert consultation(OPEN).shapes == "all"
    assert {consultation(OVER).shapes, consultation(COMING).shapes} == {"point"}
    assert all("不用手机" in channels for channels in Consultation.objects.values_list("channels", flat=True))


def test_every_proposal_is_asked_about_once_and_three_projects_once_more() -> None:
    asked = {p.slug: {c.title for c in p.consultations.all()} for p in Proposal.objects.all()}
    culture = set(Proposal.objects.filter(kind="culture").values_list("slug", flat=True))
    assert {slug for slug, titles in asked.items() if OVER in titles} == culture
    assert {slug for slug, titles in asked.items() if OPEN in titles} == set(asked) - culture
    twice = [slug for slug, titles in asked.items() if len(titles) == 2]
    assert len(twice) == 3
    assert set(Proposal.objects.filter(slug__in=twice).values_list("kind", flat=True)) == {"project"}


def test_no_proposal_takes_comments_in_two_consultations_at_once() -> None:
    now = timezone.now()
    counts = {p.slug: Consultation.objects.open_for(p, at=now).count() for p in Proposal.objects.all()}
    assert set(counts.values()) == {0, 1}
    assert [slug for slug, count in counts.items() if count == 0 and not slug.startswith("culture")] == []


def test_the_sentences_of_a_proposal_name_no_measured_truth() -> None:
    for proposal in Proposal.objects.all():
        assert "示意" in proposal.body
        assert not re.search(r"审图号[:：]", proposal.body)
