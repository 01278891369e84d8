"""A feed for each section and for each proposal: published things only, no word of a resident."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from maps.consultation.models import Answer, Comment, Progress
from tests.cms.site_tree import at_noon, make_article, make_home, make_lecture, read
from tests.factories import make_comment, make_proposal

pytestmark = pytest.mark.django_db


def titles(path: str) -> list[str | None]:
    return [item.findtext("title") for item in ElementTree.fromstring(read(path)).iter("item")]


def test_the_feed_of_a_section_holds_that_section_only() -> None:
    make_article(title="选举的事", section="election")
    make_article(title="设计的事", section="design")
    make_article(title="没写完的事", section="election", live=False)
    assert titles("/feed/election/") == ["选举的事"]
    assert titles("/feed/design/") == ["设计的事"]
    assert Client().get("/feed/weather/").status_code == 404


def test_a_proposals_feed_tells_of_news_lectures_answers_and_progress_the_newest_first() -> None:
    make_home()
    proposal = make_proposal()
    make_article(title="一篇新闻", event_date=date(2021, 1, 8), links=(proposal,))
    make_lecture(title="一场讲座", starts_at=at_noon(date(2021, 1, 4)), links=(proposal,))
    make_article(title="没写完", live=False, links=(proposal,))
    make_article(title="别处的新闻")
    Answer.objects.create(
        proposal=proposal, kind="adopted", office="示例科", text="会做。", answered_at=at_noon(date(2021, 1, 6))
    )
    step = Progress.objects.create(proposal=proposal, status="done")
    Progress.objects.filter(pk=step.pk).update(since=at_noon(date(2021, 1, 5)))
    expected = ["一篇新闻", "示例科答复：采纳", f"进展：{step.get_status_display()}", "一场讲座"]
    assert titles(f"/feed/plan/{proposal.slug}/") == expected


def test_no_comment_is_in_a_proposals_feed_in_whatever_state() -> None:
    make_home()
    proposal = make_proposal()
    for status in Comment.Status.values:
        make_comment(proposal=proposal, text=f"说的话 {status}", status=status)
    assert "说的话" not in read(f"/feed/plan/{proposal.slug}/")


def test_a_draft_has_no_feed() -> None:
    make_home()
    assert Client().get(f"/feed/plan/{make_proposal(live=False).slug}/").status_code == 404
    assert Client().get("/feed/plan/nothing/").status_code == 404


def test_two_answers_at_one_address_are_two_entries() -> None:
    make_home()
    proposal = make_proposal()
    for text in ("第一次", "第二次"):
        Answer.objects.create(proposal=proposal, kind="later", office="示例科", text=text)
    guids = [i.findtext("guid") for i in ElementTree.fromstring(read(f"/feed/plan/{proposal.slug}/")).iter("item")]
    assert len(set(guids)) == 2


def test_a_lecture_to_come_carries_no_day_of_publication() -> None:
    make_home()
    proposal = make_proposal()
    make_lecture(starts_at=timezone.now() + timedelta(days=3), links=(proposal,))
    item = next(ElementTree.fromstring(read(f"/feed/plan/{proposal.slug}/")).iter("item"))
    assert item.findtext("title")
    assert item.findtext("pubDate") is None


def test_a_forged_host_is_in_no_feed() -> None:
    make_article(section="election")
    proposal = make_proposal()
    for path in ("/feed/election/", f"/feed/plan/{proposal.slug}/"):
        assert "evil.example" not in read(path, Host="evil.example")


def test_pages_say_which_feed_goes_with_them() -> None:
    article, proposal = make_article(section="election"), make_proposal()
    for path, feed in (
        (article.address, "/feed/election/"),
        ("/news/?section=election", "/feed/election/"),
        (proposal.get_absolute_url(), f"/feed/plan/{proposal.slug}/"),
        ("/glossary/", "/feed/"),
    ):
        head = read(path).split("</head>")[0]
        assert 'type="application/rss+xml" title="' in head
        assert f'href="{feed}"' in head
    assert "/feed/election/" not in read("/glossary/").split("</head>")[0]
