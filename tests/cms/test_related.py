"""News, bulletins, lectures, topics, terms and proposals point at each other; a link is shown at both its ends."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.models import Moment
from cms.related import SHOWN, pages_of
from maps.plan.models import Proposal
from tests.cms.lecture_files import make_recording
from tests.cms.site_tree import (
    link,
    make_article,
    make_bulletin,
    make_lecture,
    make_neighbourhood_page,
    make_term,
    make_topic,
    read,
    tags_on,
)
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db

Commit = Callable[..., Any]
LINKED = {
    "article": make_article,
    "bulletin": make_bulletin,
    "lecture": make_lecture,
    "topic": make_topic,
    "neighbourhood": make_neighbourhood_page,
}


def addresses(path: str) -> list[str]:
    """Return where the main part of a page leads, in order."""
    main = read(path).split("<main")[1].split("</main>")[0]
    return re.findall(r'href="([^"]+)"', main)


def stored_for(path: str) -> int:
    return int(Client().get(path)["Cache-Control"].split("s-maxage=")[1].split(",")[0])


@pytest.mark.parametrize("kind", LINKED)
def test_a_link_is_shown_at_both_ends_whatever_they_are(kind: str) -> None:
    proposal, term = make_proposal(slug="ring"), make_term(slug="word")
    article = make_article(section="election")  # named as the same section's news by nothing else here
    page = LINKED[kind](links=(proposal, article, term))
    ends = {"/plan/ring/", article.address, "/glossary/#word"}
    assert ends <= set(addresses(page.address))
    for path in ("/plan/ring/", article.address, "/glossary/"):
        assert page.address in addresses(path), path


def test_a_term_points_at_pages_and_proposals_and_stands_on_both() -> None:
    proposal, article, other = make_proposal(slug="ring"), make_article(), make_term(slug="other")
    make_term(slug="word", term="连环浜", links=(proposal, article, other))
    for path in ("/plan/ring/", article.address):
        assert "/glossary/#word" in addresses(path)
    assert {"/plan/ring/", article.address, "#other", "#word"} <= set(addresses("/glossary/"))


def test_two_that_name_each_other_are_named_once() -> None:
    article, lecture = make_article(), make_lecture()
    link(article, lecture, lecture)
    link(lecture, article)
    assert addresses(article.address).count(lecture.address) == 1
    assert addresses(lecture.address).count(article.address) == 1


def test_what_names_itself_is_not_related_to_itself() -> None:
    article = make_article()
    link(article, article)
    assert "相关内容" not in read(article.address)


def test_the_chosen_stand_in_their_order_before_the_others_the_newest_first() -> None:
    old, new = make_article(event_date=date(2021, 1, 4)), make_article(event_date=date(2021, 1, 8))
    topic = make_topic()
    for page in (old, new):
        link(page, topic)
    chosen = [make_article(event_date=date(2020, 1, day)) for day in (1, 3, 2)]
    link(topic, *chosen)
    expected = [page.address for page in (*chosen, new, old)]
    assert [path for path in addresses(topic.address) if path in expected] == expected


def close(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def expire(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize("hide", [lambda page: page.unpublish(), close, expire], ids=["draft", "closed", "expired"])
def test_what_not_everyone_may_read_is_named_at_no_end(hide: Callable[[Any], None]) -> None:
    proposal, term, target = make_proposal(slug="ring"), make_term(), make_lecture()
    page = make_article(title="还不能看的文章", links=(proposal, term, target))
    link(target, page)
    places = ("/plan/ring/", "/glossary/", target.address)
    assert all("还不能看的文章" in read(path) for path in places)
    hide(page)
    assert not [path for path in places if "还不能看的文章" in read(path)]


def test_a_page_is_true_until_what_it_names_expires() -> None:
    until = timezone.now() + timedelta(seconds=20)
    article = make_article(links=(make_lecture(expire_at=until),))
    assert stored_for(article.address) <= 20 < stored_for(make_article().address)
    pointed_at, in_a_moment, neither = (make_proposal(slug=slug).get_absolute_url() for slug in ("a", "b", "c"))
    make_article(links=(Proposal.objects.get(slug="a"),), expire_at=until)
    lecture = make_lecture(recording=make_recording(), expire_at=until)
    Moment.objects.create(lecture=lecture, chapter=1, proposal=Proposal.objects.get(slug="b"))
    assert all(stored_for(path) <= 20 < stored_for(neither) for path in (pointed_at, in_a_moment))


def test_the_page_of_a_proposal_names_only_the_newest() -> None:
    proposal = make_proposal()
    for day in range(1, SHOWN + 3):
        make_article(links=(proposal,), event_date=f"2021-01-{day:02}")
    links = pages_of(proposal)
    assert len(links) == SHOWN
    assert str(links[0].date) == f"2021-01-{SHOWN + 2:02}"


DEEDS: dict[str, Callable[[Any], Any]] = {
    "publish": lambda page: page.save_revision().publish(),
    "unpublish": lambda page: page.unpublish(),
    "delete": lambda page: page.delete(),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("end", ["start", "target"])
def test_both_ends_are_forgotten_when_one_of_them_changes(
    deed: str, end: str, forgotten: set[str], in_commit: Commit
) -> None:
    target, unrelated = make_topic(), make_topic()
    start = make_article(links=(target, make_term(), make_proposal(slug="ring")))
    changed, other = (start, target) if end == "start" else (target, start)
    stored, kept = tags_on(other.address) & {f"page:{other.pk}"}, tags_on(unrelated.address)
    with in_commit():
        DEEDS[deed](type(changed).objects.get(pk=changed.pk))
    assert stored
    assert stored <= forgotten
    assert not kept & forgotten - tags_on("/topics/")
    if end == "start":
        assert "terms" in forgotten & tags_on("/glossary/")
        assert tags_on("/plan/ring/") & forgotten


def test_an_end_that_is_no_longer_chosen_is_forgotten(forgotten: set[str], in_commit: Commit) -> None:
    target = make_topic()
    article = make_article(links=(target,))
    article.links = []
    with in_commit():
        article.save_revision().publish()
    assert f"page:{target.pk}" in forgotten
    assert article.address not in addresses(target.address)
