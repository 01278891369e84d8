"""Few queries on a cold page, and no more of them however much there is.

Cold: no cache holds anything. Warm is what a page leaves behind for good: the sizes of its pictures, which are
made (with a handful of queries each) by the first reader who meets them.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.models import Question, Registration
from media.models import Picture
from residents.models import Neighbourhood
from tests.cms.site_tree import (
    link,
    make_article,
    make_cycle,
    make_election,
    make_home,
    make_lecture,
    make_neighbourhood,
    make_neighbourhood_page,
    make_neighbourhoods,
    make_news_index,
    make_notice,
    make_picture,
    make_series,
    make_standard,
    make_term,
    make_topic,
    make_topics,
)
from tests.factories import make_consultation, make_key, make_proposal, make_user

pytestmark = pytest.mark.django_db


def queries(path: str) -> int:
    """Count what a stranger's first visit asks of the database."""
    for model in (*Page.__subclasses__(), Page, Picture):
        ContentType.objects.get_for_model(model)  # known to the process after its first request, whatever that is
    Client().get(path)
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(path).status_code == 200
    return len(asked)


def everything(times: int) -> dict[str, Any]:
    """Return the fields of a page whose body has every kind of block, ``times`` of each."""
    material = get_document_model().objects.create(title="讲义", file="documents/notes.pdf")
    target = make_standard()
    link = f'<p><a linktype="page" id="{target.pk}">关于</a></p>'
    body: list[tuple[str, Any]] = []
    for _round in range(times):
        body += [
            ("heading", "小标题"),
            ("paragraph", link),
            ("picture", {"picture": make_picture(), "caption": "图注"}),
            ("quote", {"text": "引文", "source": "出处"}),
            ("facts", {"title": "要点", "facts": [{"term": "甲", "text": "乙"}]}),
            ("material", {"material": material, "note": ""}),
            ("proposal", {"proposal": make_proposal()}),
        ]
    return {
        "body": body,
        "picture": make_picture(),
        "links": tuple(make() for _round in range(times) for make in (make_proposal, make_article, make_term)),
    }


MAKERS: dict[str, Callable[..., Any]] = {
    "article": make_article,
    "lecture": make_lecture,
    "topic": make_topic,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_page_with_everything_in_it_asks_twelve_times_at_most(kind: str) -> None:
    page = MAKERS[kind](**everything(times=1))
    few = queries(page.address)
    assert few <= 12
    for _other in range(8):
        MAKERS[kind]()
    long = MAKERS[kind](**everything(times=6))
    assert queries(long.address) <= few


def test_a_lecture_that_takes_people_and_questions_asks_thirteen_times_at_most() -> None:
    lecture = make_lecture(
        **everything(times=1), starts_at=timezone.now() + timedelta(days=3), capacity=5, takes_questions=True
    )
    for _number in range(3):
        Registration.objects.create(lecture=lecture, attendee=make_user())
        Question.objects.create(lecture=lecture, asker=make_user(), text="问？", key=make_key(), state="shortlisted")
    assert queries(lecture.address) <= 13


def test_a_plain_article_asks_even_less() -> None:
    assert queries(make_article().address) <= 9


def test_a_neighbourhood_asks_no_more_when_there_were_more_elections() -> None:
    page = make_neighbourhood_page(links=(make_article(), make_proposal(), make_term()))
    make_notice(make_neighbourhood(make_cycle()))
    few = queries(page.address)
    assert few <= 14
    for _election in range(3):
        make_notice(make_neighbourhood(make_cycle()))
        link(page, make_lecture())
    assert queries(page.address) <= few


def fill_lists(numbers: range) -> None:
    for number in numbers:
        proposal = make_proposal(title=f"河边第 {number} 段")
        article = make_article(title=f"河边的消息 {number}", picture=make_picture(), links=(proposal,))
        make_lecture(title=f"河边的讲座 {number}", picture=make_picture())
        make_consultation(proposal)
        make_topic(links=(proposal, article))
        make_neighbourhood_page(neighbourhood=Neighbourhood.objects.order_by("code")[number])
        make_term(term=f"河 {number}", slug=f"river-{number}", links=(proposal, article))


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        pytest.param("/", 14, id="home"),
        pytest.param("/news/", 12, id="news"),
        pytest.param("/news/?section=design", 12, id="section"),
        pytest.param("/lectures/", 12, id="lectures"),
        pytest.param("/election/", 12, id="election"),
        pytest.param("/glossary/", 12, id="glossary"),
        pytest.param("/search/?q=河", 12, id="search"),
        pytest.param("/search/?q=河+1", 12, id="search_for_a_digit"),
        pytest.param("/topics/", 12, id="topics"),
        pytest.param("/neighbourhoods/", 12, id="neighbourhoods"),
        pytest.param("/feed/", 12, id="feed"),
        pytest.param("/sitemap.xml", 12, id="sitemap"),
        pytest.param("/sitemap/", 12, id="site_map"),
        pytest.param("/feed/design/", 12, id="section_feed"),
    ],
)
def test_a_list_asks_no_more_when_there_is_more(path: str, limit: int) -> None:
    for make in (make_home, make_news_index, make_series, make_election, make_topics, make_neighbourhoods):
        make()
    fill_lists(range(2))
    few = queries(path)
    assert few <= limit
    fill_lists(range(2, 12))
    assert queries(path) <= few


def test_standard_pages_and_addresses_for_cameras_ask_little() -> None:
    page = make_standard(extra="contact")
    assert queries(page.address) <= 8
    assert queries(f"/share/qr.svg?page={page.pk}") <= 4
