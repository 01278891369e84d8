"""How editors write an election: a form that refuses two truths, one number twice, and one neighbourhood twice."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import BulletinPage, ElectionCyclePage, NeighbourhoodElectionPage
from residents.models import Neighbourhood
from tests.cms.site_tree import make_bulletin, make_bulletins, make_cycle, make_election, make_neighbourhood
from tests.factories import make_user

pytestmark = pytest.mark.django_db

BLANK = {
    **dict.fromkeys(("stage", "number", "note", "starts_on", "ends_on", "offset_from", "offset_to"), ""),
    "kind": "step",
    "marked": "",
    "responsible": "",
    "documents": streamfield([]),
}


def send(parent: Page, model: type[Page], data: dict[str, Any]) -> Any:
    client = Client()
    client.force_login(make_user(groups=("editor",)))
    address = reverse("wagtailadmin_pages:add", args=("cms", model._meta.model_name, parent.pk))
    return client.post(address, nested_form_data({"title": "题目", "slug": "", "action-publish": "1"} | data))


def send_cycle(*steps: dict[str, Any], **fields: Any) -> Any:
    values = {
        "year": 2026,
        "kind": "both",
        "lead": "",
        "step_count": "",
        "stage_count": "",
        **{name: streamfield([]) for name in ("stages", "units", "laws", "body")},
        "steps": inline_formset([BLANK | {"title": "推荐"} | step for step in steps]),
    }
    return send(make_election(), ElectionCyclePage, values | fields)


def test_a_cycle_is_published_with_its_steps_at_the_address_of_its_year() -> None:
    answer = send_cycle({"number": 1, "starts_on": "2026-03-01"}, {"offset_from": -5}, step_count=23, stage_count=5)
    assert answer.status_code == 302
    cycle = ElectionCyclePage.objects.get()
    assert cycle.slug == "2026-1"
    assert [(step.number, step.offset_from) for step in cycle.steps.all()] == [(1, None), (None, -5)]


@pytest.mark.parametrize(
    ("steps", "fields", "sentence"),
    [
        pytest.param(({"number": 2}, {"number": 2}), {}, "第 2 环节写了两次", id="one_number_twice"),
        pytest.param(({"number": 24},), {"step_count": 23}, "写到了第 24 个", id="number_beyond_all"),
        pytest.param(({}, {}), {"step_count": 1}, "写到了第 2 个", id="more_rows_than_steps"),
        pytest.param(({"stage": 6},), {"stage_count": 5}, "写到了第 6 个", id="stage_beyond_all"),
        pytest.param(({"starts_on": "2026-03-01", "marked": "done"},), {}, "进展由日期算出", id="day_and_mark"),
        pytest.param(({"starts_on": "2026-03-01", "offset_from": 1},), {}, "只填一种", id="day_and_offset"),
    ],
)
def test_a_cycle_that_contradicts_itself_is_refused(
    steps: tuple[dict[str, Any], ...], fields: dict[str, Any], sentence: str
) -> None:
    answer = send_cycle(*steps, **fields)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not ElectionCyclePage.objects.exists()


def test_a_meeting_is_no_step_too_many() -> None:
    assert send_cycle({"kind": "meeting"}, {"number": 1}, step_count=1).status_code == 302


def test_a_bulletin_takes_a_number_that_is_free() -> None:
    index = make_bulletins()
    make_bulletin(index, number=3)
    values: dict[str, Any] = {"lead": "", "issued_on": "", "body": streamfield([]), "links": inline_formset([])}
    taken = send(index, BulletinPage, values | {"number": 3})
    assert taken.status_code == 200
    assert "第 3 号已经有了" in taken.content.decode()
    assert send(index, BulletinPage, values | {"number": 4}).status_code == 302
    other = make_bulletins(make_cycle())
    assert send(other, BulletinPage, values | {"number": 3}).status_code == 302


def test_a_neighbourhood_has_one_page_in_a_cycle_at_the_end_of_its_code() -> None:
    first, second = Neighbourhood.objects.order_by("code")[:2]
    cycle = make_cycle()
    make_neighbourhood(cycle, neighbourhood=first)
    values = {"election_day": "", "place": "", "access": "", "contact": ""}
    taken = send(cycle, NeighbourhoodElectionPage, values | {"neighbourhood": first.pk})
    assert taken.status_code == 200
    assert "已经有一页了" in taken.content.decode()
    assert send(cycle, NeighbourhoodElectionPage, values | {"neighbourhood": second.pk}).status_code == 302
    assert NeighbourhoodElectionPage.objects.get(neighbourhood=second).slug == second.code[-3:]


def test_the_steps_of_a_draft_stay_out_of_sight_until_it_is_published() -> None:
    cycle = make_cycle(steps=({"title": "原来的一步"},))
    cycle.steps = [*cycle.steps.all(), *make_cycle(steps=({"title": "新写的一步"},)).steps.all()]
    draft = cycle.save_revision()
    assert "新写的一步" not in Client().get(cycle.address).content.decode()
    draft.publish()
    assert "新写的一步" in Client().get(cycle.address).content.decode()
