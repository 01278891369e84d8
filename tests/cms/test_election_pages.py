"""The pages of an election: what is known stands there, what is not is visibly open, and nobody can say or vote anything."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.models import ElectionCyclePage, NeighbourhoodElectionPage
from residents.models import Neighbourhood
from tests.cms.site_tree import (
    at_noon,
    make_bulletin,
    make_bulletins,
    make_cycle,
    make_election,
    make_neighbourhood,
    make_notice,
    read,
    tags_on,
)
from tests.cms.test_pages_queries import queries

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 10)
PAGES: dict[str, Callable[..., Any]] = {
    "election": make_election,
    "cycle": make_cycle,
    "bulletins": make_bulletins,
    "bulletin": make_bulletin,
    "neighbourhood": make_neighbourhood,
    "notice": make_notice,
}


@pytest.fixture
def march(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon on 10 March 2026."""
    noon = at_noon(TODAY)
    monkeypatch.setattr(timezone, "now", lambda: noon)


def main_of(path: str) -> str:
    text = read(path)
    return text[text.index("<main") : text.index("</main>")]


def table_rows(path: str) -> list[str]:
    """Return the rows of the table as a reader hears them."""
    table = main_of(path).split("<tbody>")[1].split("</tbody>")[0]
    return [re.sub(r"<[^>]+>|\s", "", row) for row in table.split("<tr>")[1:]]


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_on_a_page_can_be_said_voted_or_liked_and_it_says_why(kind: str) -> None:
    page = PAGES[kind]()
    text = read(page.address)
    assert [form for form in re.findall(r"<form[^>]*>", text) if 'role="search"' not in form] == []
    assert len(re.findall(r"<(?:textarea|select)\b", text)) == 0
    for way in ("hx-post", "/support", "/comment", "comment-box"):
        assert way not in main_of(page.address), way
    assert "这一页不能留言、点赞、投票，也不能提名" in main_of(page.address)


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_can_be_sent_to_a_page(kind: str) -> None:
    assert Client().post(PAGES[kind]().address, {"vote": "1"}).status_code in (403, 405)


@pytest.mark.usefixtures("march")
def test_the_table_says_of_each_step_its_days_state_and_who_does_it() -> None:
    cycle = make_cycle(
        step_count=4,
        election_day=date(2026, 3, 20),
        steps=(
            {"title": "居民登记", "number": 1, "starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 5)},
            {"title": "公布名单", "number": 2, "offset_from": -10, "responsible": "工作组"},
            {"title": "投票", "number": 3, "offset_from": 0},
        ),
    )
    assert table_rows(cycle.address) == [
        "第1环节·居民登记2026年3月1日至3月5日已完成未公布",
        "第2环节·公布名单2026年3月10日正在进行工作组",
        "第3环节·投票2026年3月20日下一步未公布",
        "第4环节·名称未公布未公布进展未公布未公布",
    ]


def test_a_cycle_of_which_nothing_is_known_is_visibly_open() -> None:
    cycle = make_cycle(stage_count=5, step_count=23, steps=({"title": "推荐"}, {"title": ""}))
    text = main_of(cycle.address)
    assert text.count("第 5 阶段") == 1
    assert "还有 21 个环节 · 名称和次序未公布" in text
    assert table_rows(cycle.address)[:2] == ["推荐日期未公布进展未公布未公布", "名称未公布日期未公布进展未公布未公布"]
    assert re.search(r"选举日</dt><dd>未公布", text)
    assert "正在进行的步骤没有公布" in text


@pytest.mark.usefixtures("march")
def test_an_old_cycle_is_told_as_of_the_day_of_its_last_news() -> None:
    step = {"title": "推荐", "starts_on": date(2021, 1, 8), "ends_on": date(2021, 1, 20)}
    cycle = make_cycle(year=2021, as_of=date(2021, 1, 11), steps=(step,))
    assert "截至2021年1月11日，正在进行：推荐。" in main_of(cycle.address)
    ElectionCyclePage.objects.update(as_of=None)
    assert "各个步骤都已完成。" in main_of(cycle.address)


def test_a_running_cycle_is_stored_no_longer_than_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    late = at_noon(TODAY) + timedelta(hours=11, minutes=59, seconds=50)
    monkeypatch.setattr(timezone, "now", lambda: late)
    cycle = make_cycle(steps=({"title": "明天的一步", "starts_on": date(2026, 3, 11)},))
    for path in ("/", cycle.address, make_neighbourhood(cycle).address, make_election().address):
        assert int(Client().get(path)["Cache-Control"].split("s-maxage=")[1].split(",")[0]) <= 10, path


def test_the_organisation_is_drawn_from_its_rows() -> None:
    rows = [(1, "领导小组"), (5, "工作组"), (3, "指导督查专班"), (10, "包干联络小组")]
    units = [("unit", {"count": count, "name": name, "role": ""}) for count, name in rows]
    text = main_of(make_cycle(units=units).address)
    assert "由谁来办：1+5+3+10" in text
    tiers = text[text.index('class="plain tiers"') :]
    places = [tiers.index(f"个{name}") for _count, name in rows]
    assert places == sorted(places)


def test_a_document_of_a_step_is_downloaded_from_its_row() -> None:
    document = get_document_model().objects.create(title="日程安排表", file="documents/plan.pdf")
    files = [("material", {"material": document, "note": ""})]
    cycle = make_cycle(steps=({"title": "推荐", "documents": files},))
    assert "下载：日程安排表" in table_rows(cycle.address)[0]
    assert document.url in main_of(cycle.address)


def test_bulletins_are_in_order_and_lead_to_each_other() -> None:
    index = make_bulletins()
    third, first, second = (make_bulletin(index, number=number, title=f"提示之{number}") for number in (3, 1, 2))
    text = main_of(index.address)
    assert text.index("提示之3") < text.index("提示之2") < text.index("提示之1")
    assert re.search(rf'rel="prev" href="{first.address}"', main_of(second.address))
    assert re.search(rf'rel="next" href="{third.address}"', main_of(second.address))
    assert 'rel="next"' not in main_of(third.address)
    Page.objects.filter(pk=third.pk).update(live=False)
    assert 'rel="next"' not in main_of(second.address)


def test_all_neighbourhoods_stand_in_the_order_of_their_codes_and_all_alike() -> None:
    cycle = make_cycle()
    everyone = list(Neighbourhood.objects.order_by("code"))
    assert len(everyone) == 20
    for neighbourhood in reversed(everyone):
        make_neighbourhood(cycle, neighbourhood=neighbourhood)
    make_notice(NeighbourhoodElectionPage.objects.first())
    text = main_of(cycle.address)
    rows = re.findall(r"<li>(.*?)</li>", text[text.index('class="plain neighbourhoods"') :].split("</ol>")[0])
    assert rows == [
        f'<a href="{cycle.address}{neighbourhood.code[-3:]}/">{neighbourhood.name}居民区</a>'
        for neighbourhood in everyone
    ]


@pytest.mark.usefixtures("march")
def test_a_neighbourhood_has_days_of_its_own_and_only_those() -> None:
    cycle = make_cycle(
        election_day=date(2026, 3, 20),
        steps=({"title": "公布名单", "offset_from": -20}, {"title": "街道开会", "starts_on": TODAY}),
    )
    own = make_neighbourhood(cycle, election_day=date(2026, 4, 10))
    same = make_neighbourhood(cycle, neighbourhood=Neighbourhood.objects.last())
    assert table_rows(own.address) == ["公布名单2026年3月21日下一步未公布"]
    assert table_rows(same.address) == ["公布名单2026年2月28日已完成未公布"]


def test_a_neighbourhood_shows_its_notices_and_not_anothers() -> None:
    cycle = make_cycle()
    here = make_neighbourhood(cycle)
    there = make_neighbourhood(cycle, neighbourhood=Neighbourhood.objects.last())
    make_notice(here, title="这里的结果", kind="result")
    make_notice(there, title="那里的结果", kind="result")
    assert "这里的结果" in main_of(here.address)
    assert "那里的结果" not in main_of(here.address)
    assert "这里的结果" not in main_of(cycle.address)


def test_a_page_of_an_election_is_forgotten_when_another_of_it_changes(
    forgotten: set[str], in_commit: Callable[[], Any]
) -> None:
    cycle = make_cycle()
    here, bulletin = make_neighbourhood(cycle), make_bulletin()
    stored = [tags_on(page.address) for page in (make_election(), cycle, here, bulletin)]
    stored.append(tags_on(f"{cycle.address}calendar.ics"))
    with in_commit():
        cycle.save_revision().publish()
    assert all(tags & forgotten for tags in stored)


def everything() -> ElectionCyclePage:
    document = get_document_model().objects.create(title="日程安排表", file="documents/plan.pdf")
    files = [("material", {"material": document, "note": ""})]
    steps = tuple({"title": f"第 {n}", "number": n, "offset_from": n - 20, "documents": files} for n in range(1, 24))
    cycle = make_cycle(step_count=23, stage_count=5, steps=steps, election_day=TODAY + timedelta(days=365))
    for neighbourhood in Neighbourhood.objects.all():
        make_neighbourhood(cycle, neighbourhood=neighbourhood)
    for _round in range(5):
        make_notice(cycle)
        make_bulletin(make_bulletins(cycle))
    return cycle


def test_the_pages_of_a_full_cycle_ask_thirteen_times_at_most() -> None:
    cycle = everything()
    here = make_neighbourhood(cycle)
    pages = (make_election(), cycle, here, make_notice(here), make_bulletins(cycle), make_bulletin())
    counted = {page.address: queries(page.address) for page in pages}
    counted |= {path: queries(path) for path in (f"{cycle.address}calendar.ics", f"{here.address}calendar.ics")}
    assert {path: count for path, count in counted.items() if count > 13} == {}
