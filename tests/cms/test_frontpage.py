"""The front page: the map, what is open, news, the next lecture, the election; and how long that is true."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.frontpage import notice
from tests.cms.site_tree import A_DAY, at_noon, make_article, make_cycle, make_election, make_home, make_lecture, read
from tests.factories import make_consultation, make_proposal

pytestmark = pytest.mark.django_db


def test_an_empty_site_has_a_front_page() -> None:
    make_home()
    assert "看图说话" in "".join(read("/").split('<span class="phrase">'))


def test_the_map_is_on_the_front_page_with_the_count_of_what_is_on_it() -> None:
    make_home()
    make_proposal(title="环浜步道")
    make_proposal(title="还在画的桥", live=False)
    text = read("/")
    assert "<plan-map" in text
    assert "图上 1 处" in text
    assert "还在画的桥" not in text


def test_open_consultations_show_the_days_that_are_left() -> None:
    make_home()
    now = timezone.now()
    make_consultation(title="环浜怎么走", opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=8))
    text = read("/")
    assert "环浜怎么走" in text
    assert '还有 <span class="num">8</span> 天' in text


@pytest.mark.parametrize(
    ("closes", "days", "last"),
    [
        pytest.param(timedelta(hours=6), 0, date(2021, 1, 8), id="this_evening"),
        pytest.param(timedelta(hours=12), 0, date(2021, 1, 8), id="at_midnight_is_still_today"),
        pytest.param(timedelta(hours=13), 1, date(2021, 1, 9), id="an_hour_after_midnight"),
        pytest.param(timedelta(days=30, hours=12), 30, date(2021, 2, 7), id="thirty_days"),
    ],
)
def test_days_are_counted_as_people_count_them(closes: timedelta, days: int, last: date) -> None:
    now = at_noon(date(2021, 1, 8))
    consultation = make_consultation(opens_at=now - timedelta(days=1), closes_at=now + closes)
    line = notice(consultation, at=now)
    assert (line["days_left"], line["last_day"], line["is_open"]) == (days, last, True)


def test_what_is_over_is_gone_and_what_comes_is_announced() -> None:
    make_home()
    now = timezone.now()
    make_consultation(title="已经结束的", opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))
    make_consultation(title="下月开始的", opens_at=now + timedelta(days=20), closes_at=now + timedelta(days=60))
    text = read("/")
    assert "已经结束的" not in text
    assert "下月开始的" in text
    assert "天开始" not in text
    assert "日开始" in text


def test_no_copy_of_the_page_outlives_the_next_boundary() -> None:
    make_home()
    now = timezone.now()
    make_consultation(opens_at=now - timedelta(days=1), closes_at=now + timedelta(seconds=20))
    header = Client().get("/")["Cache-Control"]
    assert int(header.split("s-maxage=")[1].split(",")[0]) <= 20


def test_the_newest_article_leads_and_the_others_follow() -> None:
    make_article(title="昨天的事", event_date=date(2021, 1, 7))
    make_article(title="今天的事", event_date=date(2021, 1, 8))
    make_article(title="没有日期的旧事", event_date=None, first_published_at=at_noon(date(2021, 1, 6)))
    text = read("/")
    lead = text[text.index('class="lead-story"') : text.index('class="paper-columns"')]
    columns = text[text.index('class="paper-columns"') :]
    assert "今天的事" in lead
    assert columns.index("昨天的事") < columns.index("没有日期的旧事")


def test_the_next_lecture_is_shown_before_a_later_one_and_before_a_past_one() -> None:
    now = timezone.now()
    make_lecture(title="上一讲", starts_at=now - timedelta(days=3))
    make_lecture(title="再下一讲", starts_at=now + timedelta(days=30))
    make_lecture(title="就是这一讲", starts_at=now + timedelta(days=3))
    text = read("/")
    assert "下一讲" in text
    assert "就是这一讲" in text
    assert "再下一讲" not in text
    assert "上一讲" not in text


def test_without_a_coming_lecture_the_last_one_is_shown_as_such() -> None:
    now = timezone.now()
    make_lecture(title="很早的一讲", starts_at=now - timedelta(days=30))
    make_lecture(title="刚过的一讲", starts_at=now - timedelta(days=3))
    text = read("/")
    assert "最近一讲" in text
    assert "刚过的一讲" in text
    assert "很早的一讲" not in text


def test_the_elections_now_line_comes_from_the_steps_of_the_newest_cycle() -> None:
    today = timezone.localdate()
    make_cycle(year=2021, steps=({"title": "旧的一步", "starts_on": today},))
    make_cycle(
        year=2026, steps=({"title": "居民登记", "starts_on": today}, {"title": "公布名单", "starts_on": today + A_DAY})
    )
    text = read("/")
    assert "正在进行：居民登记。下一步：公布名单" in text
    assert "旧的一步" not in text


def test_a_draft_of_a_cycle_says_nothing_on_the_front() -> None:
    make_cycle(year=2021, steps=({"title": "公布过的一步", "marked": "now"},))
    make_cycle(year=2026, steps=({"title": "还没定的话", "marked": "now"},), live=False)
    assert "还没定的话" not in read("/")
    assert "公布过的一步" in read("/")


def test_a_draft_of_the_elections_page_is_not_on_the_front() -> None:
    make_election(title="还没定的题目", live=False)
    assert "还没定的题目" not in read("/")
