"""The front page on the days on which something is missing, begins or ends, as the people of Shanghai count days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cms.frontpage import notice
from cms.models import SiteDetails
from tests.cms.site_tree import make_article, make_election, make_home, make_lecture, make_standard, read
from tests.factories import make_consultation, make_plan, make_proposal

pytestmark = pytest.mark.django_db

SHANGHAI = ZoneInfo("Asia/Shanghai")
MIDNIGHT = datetime(2021, 1, 9, tzinfo=SHANGHAI)  # in UTC it is still four in the afternoon of the 8th
A_SECOND = timedelta(seconds=1)
A_DAY = timedelta(days=1)


def test_without_a_plan_there_is_no_map_and_the_way_to_the_plan_is_still_there() -> None:
    make_home()
    text = read("/")
    assert "<plan-map" not in text
    assert 'href="/plan/"' in text
    assert "现在没有征求意见" in text


def test_without_news_lecture_and_election_their_headings_are_not_there() -> None:
    make_home()
    make_plan()
    text = read("/")
    for heading in ("news-title", "lecture-title", "election-title", "notices-title"):
        assert heading not in text


def test_with_news_lecture_and_election_their_headings_are_there() -> None:
    make_article()
    make_lecture()
    make_election()
    make_consultation()
    text = read("/")
    for heading in ("news-title", "lecture-title", "election-title", "notices-title"):
        assert f'id="{heading}"' in text


@pytest.mark.parametrize("what", ["drafts", "a_plan_without_proposals"])
def test_what_nobody_may_read_makes_no_heading(what: str) -> None:
    make_home()
    if what == "drafts":
        make_article(live=False)
        make_lecture(live=False)
    else:
        make_plan()
    text = read("/")
    assert "news-title" not in text
    assert "lecture-title" not in text
    assert "现在没有征求意见" in text


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        pytest.param(MIDNIGHT - A_SECOND, False, id="a_second_before"),
        pytest.param(MIDNIGHT, True, id="at_midnight"),
        pytest.param(MIDNIGHT + A_SECOND, True, id="a_second_after"),
    ],
)
def test_what_opens_tomorrow_opens_at_midnight_in_shanghai(at: datetime, is_open: bool) -> None:
    consultation = make_consultation(opens_at=MIDNIGHT, closes_at=MIDNIGHT + 9 * A_DAY)
    assert notice(consultation, at=at)["is_open"] is is_open


@pytest.mark.parametrize(
    ("at", "is_open", "days"),
    [
        pytest.param(MIDNIGHT - A_DAY - A_SECOND, True, 1, id="late_the_evening_before"),
        pytest.param(MIDNIGHT - A_DAY, True, 0, id="the_last_day_has_begun"),
        pytest.param(MIDNIGHT - A_SECOND, True, 0, id="the_last_second"),
        pytest.param(MIDNIGHT, False, 0, id="over"),
    ],
)
def test_what_closes_at_midnight_is_open_all_its_last_day(at: datetime, is_open: bool, days: int) -> None:
    consultation = make_consultation(opens_at=MIDNIGHT - 9 * A_DAY, closes_at=MIDNIGHT)
    line = notice(consultation, at=at)
    assert line["is_open"] is is_open
    assert line["last_day"] == date(2021, 1, 8)
    if is_open:
        assert line["days_left"] == days


def test_two_consultations_stand_in_the_order_in_which_they_close() -> None:
    make_home()
    now = datetime.now(SHANGHAI)
    first, second = make_proposal(), make_proposal()
    make_consultation(first, title="还早的一项", opens_at=now - A_DAY, closes_at=now + 20 * A_DAY)
    make_consultation(second, title="快完的一项", opens_at=now - A_DAY, closes_at=now + 3 * A_DAY)
    text = read("/")
    assert text.index("快完的一项") < text.index("还早的一项")


def test_a_consultation_that_takes_no_comments_is_not_on_the_board() -> None:
    make_home()
    make_consultation(title="只公示的一项", may_comment=False)
    assert "只公示的一项" not in read("/")


def test_a_consultation_of_another_plan_is_not_on_the_board() -> None:
    make_home()
    make_proposal(plan=make_plan())
    make_consultation(make_proposal(plan=make_plan()), title="别处的一项")
    assert "别处的一项" not in read("/")


def test_the_election_without_a_lead_says_that_there_is_nothing_new() -> None:
    make_election(lead="")
    assert "还没有新的消息" in read("/")


def test_the_eighth_article_is_in_the_list_of_news_only() -> None:
    for day in range(1, 9):
        make_article(title=f"一月{day}日的事", event_date=date(2021, 1, day))
    front = read("/")
    assert "一月2日的事" in front
    assert "一月1日的事" not in front
    assert "一月1日的事" in read("/news/")


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        pytest.param("owner", "示例街道办事处", "主办", id="owner"),
        pytest.param("phone", "021-0000 0001", "电话", id="phone"),
        pytest.param("desk", "示例路 1 号一楼", "窗口", id="desk"),
        pytest.param("email", "desk@caoyang.example", "邮箱", id="email"),
        pytest.param("site_code", "0000000001", "网站标识码", id="site_code"),
        pytest.param("police_record", "示例公网安备 1 号", "公安备案", id="police_record"),
    ],
)
def test_a_line_of_the_footer_is_there_only_once_it_is_filled_in(field: str, value: str, shown: str) -> None:
    make_standard()
    site = make_home().get_site()
    assert f"<dt>{shown}</dt>" not in read("/")
    details = SiteDetails.for_site(site)
    setattr(details, field, value)
    details.save()
    footer = read("/").split("<footer", 1)[1]
    assert f"<dt>{shown}</dt>" in footer
    assert value in footer


def test_the_hours_of_a_desk_that_does_not_exist_are_not_shown() -> None:
    details = SiteDetails.for_site(make_home().get_site())
    details.desk_hours = "周一至周五"
    details.save()
    assert "周一至周五" not in read("/")
