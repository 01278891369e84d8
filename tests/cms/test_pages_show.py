"""What stands on an article, a lecture, a standard page and the election's page, and what does not."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from cms.models import SiteDetails
from tests.cms.site_tree import (
    at_noon,
    make_article,
    make_election,
    make_home,
    make_lecture,
    make_picture,
    make_standard,
    read,
)
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db


def test_source_and_date_stand_above_the_rule_under_the_title() -> None:
    article = make_article(title="河边新灯", source="社区报", issue="2021-01", event_date=date(2021, 1, 8))
    text = read(article.address)
    head = text[text.index('class="article-head"') : text.index("</header>", text.index('class="article-head"'))]
    assert "河边新灯" in head
    assert "来源：社区报" in head
    assert '<time datetime="2021-01-08">2021年1月8日</time>' in head


def test_an_article_without_an_event_shows_the_day_it_was_published_here() -> None:
    # 23:30 in Shanghai is still the day before in UTC's afternoon: 15:30.
    article = make_article(event_date=None, first_published_at=at_noon(date(2021, 3, 1)) + timedelta(hours=11.5))
    assert article.date == date(2021, 3, 1)
    assert "2021年3月1日" in read(article.address)


def test_breadcrumbs_name_the_way_from_the_home_page() -> None:
    text = read(make_article(title="河边新灯").address)
    crumbs = text[text.index('class="breadcrumbs') : text.index("</nav>", text.index('class="breadcrumbs'))]
    assert '<a href="/">首页</a>' in crumbs
    assert '<a href="/news/">新闻</a>' in crumbs
    assert '<li aria-current="page">河边新灯</li>' in crumbs


def test_published_proposals_stand_beside_an_article_and_drafts_do_not() -> None:
    article = make_article(links=(make_proposal(title="环浜步道"), make_proposal(title="还在画的桥", live=False)))
    text = read(article.address)
    assert "环浜步道" in text
    assert "还在画的桥" not in text


def test_an_article_names_the_others_of_its_section_only() -> None:
    article = make_article(section="election")
    make_article(title="同栏目的一篇", section="election")
    make_article(title="别栏目的一篇", section="design")
    text = read(article.address)
    assert "同栏目的一篇" in text
    assert "别栏目的一篇" not in text


def test_a_picture_has_its_alternative_text_its_size_and_its_credit() -> None:
    text = read(make_article(picture=make_picture(alt="一条河绕着房子", credit="张画师（示例）")).address)
    assert 'alt="一条河绕着房子"' in text
    assert 'width="' in text
    assert "图：张画师（示例）" in text


def test_a_lecture_shows_its_hour_only_when_it_is_known() -> None:
    start = at_noon(date(2021, 1, 4))
    assert "12:00" in read(make_lecture(starts_at=start, time_known=True).address)
    unsure = read(make_lecture(starts_at=start, time_known=False).address)
    assert "2021年1月4日（星期一）" in unsure
    assert "12:00" not in unsure


def test_a_lecture_leaves_out_lines_without_a_value() -> None:
    text = read(make_lecture(host="某教授（示例）", speaker="").address)
    assert "某教授（示例）" in text
    assert "主讲" not in text


def test_a_lecture_is_announced_until_it_starts_and_not_cached_longer() -> None:
    coming = make_lecture(starts_at=timezone.now() + timedelta(seconds=30))
    response = Client().get(coming.address)
    assert "预告" in response.content.decode()
    assert int(response["Cache-Control"].split("s-maxage=")[1].split(",")[0]) <= 30
    assert "预告" not in read(make_lecture(starts_at=timezone.now() - timedelta(seconds=30)).address)


def test_a_lecture_of_which_only_the_day_is_known_is_announced_all_that_day() -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert make_lecture(starts_at=midnight, time_known=False).is_coming
    assert not make_lecture(starts_at=midnight - timedelta(days=1), time_known=False).is_coming
    assert not make_lecture(starts_at=None).is_coming


def test_the_election_page_says_that_nothing_can_be_said_or_voted_there() -> None:
    text = read(make_election(lead="选民登记还没有开始。").address)
    assert "选民登记还没有开始。" in text
    assert "不能留言、点赞、投票" in text
    main = text[text.index("<main") : text.index("</main>")]
    assert "<textarea" not in main
    assert 'method="post"' not in main.lower()


def test_the_election_page_lists_news_of_the_election_only() -> None:
    make_article(title="选民登记说明", section="election")
    make_article(title="讲堂开课", section="design")
    text = read(make_election().address)
    assert "选民登记说明" in text
    assert "讲堂开课" not in text


def test_a_page_with_contact_shows_the_settings_that_are_filled_and_no_others() -> None:
    make_home()
    details = SiteDetails.for_site(Site.objects.get())
    details.phone, details.moderation_hours = "021-0000 0000", 24
    details.save()
    text = read(make_standard(extra="contact").address)
    main = text[text.index("<main") : text.index("</main>")]
    assert "24 小时" in main
    assert "021-0000 0000" in main
    assert "到窗口" not in main
    assert "021-0000 0000" not in read(make_standard().address).split("</main>")[0]


def test_the_footer_hides_what_nobody_filled_in() -> None:
    make_home()
    text = read("/")
    assert "备案" not in text
    details = SiteDetails.for_site(Site.objects.get())
    details.icp = "沪ICP备示例号"
    details.save()
    assert "沪ICP备示例号" in read("/")


def test_menu_and_footer_show_live_pages_each_in_its_place() -> None:
    make_article()
    make_standard(title="关于本站", slug="about")
    make_standard(title="还没写完的说明", slug="later", live=False)
    text = read("/")
    menu = text[text.index('class="menu"') : text.index("</nav>", text.index('class="menu"'))]
    footer = text[text.index("<footer") :]
    assert 'href="/news/"' in menu
    assert "关于本站" not in menu
    assert 'href="/about/"' in footer
    assert "还没写完的说明" not in text
