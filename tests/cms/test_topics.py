"""Topic and neighbourhood pages gather, by kind, all that is linked with them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import NeighbourhoodPage
from residents.models import Neighbourhood
from tests.cms.site_tree import (
    link,
    make_article,
    make_bulletin,
    make_cycle,
    make_lecture,
    make_neighbourhood,
    make_neighbourhood_page,
    make_neighbourhoods,
    make_notice,
    make_term,
    make_topic,
    make_topics,
    read,
)
from tests.factories import make_proposal, make_user

pytestmark = pytest.mark.django_db


def headings(path: str) -> list[str]:
    text = read(path).split("<article")[1]
    return [part.split(">")[1].split("<")[0] for part in text.split("<h2 ")[1:]]


@pytest.mark.parametrize("make", [make_topic, make_neighbourhood_page], ids=["topic", "neighbourhood"])
def test_everything_stands_under_its_kind_whichever_end_the_link_begins_at(make: object) -> None:
    proposal, term = make_proposal(title="环浜步道"), make_term(term="环浜", explanation="一条小河。")
    page = make(links=(make_article(title="环浜通了"), proposal, term))  # type: ignore[operator]
    for other in (make_bulletin(title="第一天做什么"), make_lecture(title="河边怎么走")):
        link(other, page)
    assert headings(page.address) == ["新闻", "工作提示", "讲座", "在图上", "词语"]
    text = read(page.address)
    for name in ("环浜通了", "第一天做什么", "河边怎么走", "环浜步道", "一条小河。"):
        assert name in text


def test_all_topics_are_listed_and_a_draft_is_not() -> None:
    shown, draft = make_topic(lead="一句话说清楚"), make_topic(live=False)
    text = read(make_topics().address)
    assert shown.address in text
    assert "一句话说清楚" in text
    assert draft.address not in text


@pytest.mark.parametrize("make", [make_topic, make_neighbourhood_page], ids=["topic", "neighbourhood"])
def test_the_feed_names_what_is_gathered_and_no_draft(make: object) -> None:
    shown, draft = make_article(title="通了"), make_article(title="还没写完", live=False)
    page = make(links=(shown, draft))  # type: ignore[operator]
    feed = f"/feed{page.address}"
    assert feed in read(page.address)
    text = read(feed)
    assert f"https://caoyang.example{shown.address}" in text
    assert "还没写完" not in text
    page.unpublish()
    assert Client().get(feed).status_code == 404


def test_a_neighbourhood_shows_its_days_and_notices_of_each_election_the_newest_first() -> None:
    page = make_neighbourhood_page()
    for year, day in ((2021, date(2021, 3, 6)), (2026, None)):
        cycle = make_cycle(title=f"{year} 年换届", year=year, election_day=date(2026, 3, 8) if year == 2026 else None)
        make_notice(make_neighbourhood(cycle, election_day=day), title=f"{year} 年的公告")
    text = read(page.address)
    assert text.index("2026 年换届") < text.index("2026年3月8日") < text.index("2026 年的公告")
    assert text.index("2026 年的公告") < text.index("2021 年换届") < text.index("2021年3月6日")


def test_what_belongs_to_another_neighbourhood_or_has_expired_is_not_there() -> None:
    first, second = Neighbourhood.objects.order_by("code")[:2]
    page = make_neighbourhood_page(neighbourhood=first)
    own, other = make_neighbourhood(neighbourhood=first), make_neighbourhood(neighbourhood=second)
    make_notice(own, title="过期的公告", expire_at=timezone.now() - timedelta(seconds=1))
    make_notice(other, title="别处的公告")
    text = read(page.address)
    assert own.address in text
    assert other.address not in text
    assert "过期的公告" not in text
    assert "别处的公告" not in text


def test_the_election_of_a_neighbourhood_leads_to_all_of_it() -> None:
    election, page = make_neighbourhood(), make_neighbourhood_page()
    assert f'href="{page.address}"' in read(election.address)
    page.unpublish()
    assert f'href="{page.address}"' not in read(election.address)


def test_neighbourhoods_are_listed_by_their_codes_and_all_alike() -> None:
    rows = Neighbourhood.objects.order_by("code")
    last, first = (make_neighbourhood_page(neighbourhood=row) for row in (rows.last(), rows.first()))
    text = read(make_neighbourhoods().address)
    assert text.index(first.address) < text.index(last.address)
    assert text.split("<main")[1].count('<li><a href="/neighbourhoods/0') == 2


def test_the_missing_pages_are_made_as_drafts_once() -> None:
    index, there = make_neighbourhoods(), make_neighbourhood_page()
    client = Client()
    client.force_login(make_user(groups=("editor",)))
    address = reverse("cms_missing_neighbourhoods", args=(index.pk,))
    assert there.neighbourhood.name not in client.get(address).context["missing"].values_list("name", flat=True)
    assert NeighbourhoodPage.objects.count() == 1  # to look makes nothing
    for _twice in range(2):
        assert client.post(address).status_code == 302
    made = NeighbourhoodPage.objects.exclude(pk=there.pk)
    assert made.count() == Neighbourhood.objects.count() - 1
    assert not made.filter(live=True).exists()
    assert address in client.get(reverse("wagtailadmin_explore", args=(index.pk,))).content.decode()


def test_who_may_not_add_pages_makes_none() -> None:
    index, client = make_neighbourhoods(), Client()
    client.force_login(make_user(groups=("moderator",)))
    assert client.post(reverse("cms_missing_neighbourhoods", args=(index.pk,))).status_code in (302, 403)
    assert not NeighbourhoodPage.objects.exists()
