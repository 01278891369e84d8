"""The page of a proposal shows the news and lectures that explain it."""

import pytest
from wagtail.models import PageViewRestriction

from cms.related import SHOWN, lectures_of, news_of
from tests.cms.site_tree import make_article, make_home, make_lecture, read
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db


def test_news_and_lectures_stand_on_the_proposals_page() -> None:
    proposal = make_proposal(slug="ring")
    make_home()
    article = make_article(title="河边新灯", proposals=(proposal,))
    lecture = make_lecture(title="环浜怎么走", proposals=(proposal,))
    text = read("/plan/ring/")
    assert f'href="{article.address}"' in text
    assert f'href="{lecture.address}"' in text


def test_drafts_private_pages_and_pages_about_something_else_do_not() -> None:
    proposal = make_proposal()
    make_article(proposals=(proposal,), live=False)
    make_article()
    private = make_article(proposals=(proposal,))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert news_of(proposal) == []
    assert lectures_of(proposal) == []


def test_only_the_newest_are_named() -> None:
    proposal = make_proposal()
    for day in range(1, SHOWN + 3):
        make_article(proposals=(proposal,), event_date=f"2021-01-{day:02}")
    links = news_of(proposal)
    assert len(links) == SHOWN
    assert str(links[0].date) == f"2021-01-{SHOWN + 2:02}"
