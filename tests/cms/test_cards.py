"""The card of every page for WeChat and others, and what search engines are told, escaped so that no title breaks out."""

import json
import re
from datetime import datetime
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from tests.cms.site_tree import MAKERS, make_article, make_home, make_lecture, make_picture, read
from tests.factories import make_comment, make_consultation, make_proposal

pytestmark = pytest.mark.django_db

BASE = "https://caoyang.example"
BREAKING_OUT = '</script><script>alert("1")</script>&\u2028'
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Head(HTMLParser):
    """Reads the meta elements, the canonical link and the JSON-LD of a page as a browser does."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.canonical: str | None = None
        self.scripts: list[str] = []
        self._in_data = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "meta":
            self.meta[found.get("property") or found.get("itemprop") or ""] = found.get("content") or ""
        if tag == "link" and found.get("rel") == "canonical":
            assert self.canonical is None, "two canonical addresses"
            self.canonical = found["href"]
        self._in_data = tag == "script" and found.get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self._in_data = False

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.scripts.append(data)


def head(path: str, **headers: str) -> Head:
    return Head(read(path, **headers))


def data_of(path: str) -> dict[str, Any]:
    (script,) = head(path).scripts
    found: dict[str, Any] = json.loads(script)
    return found


def every_path() -> list[str]:
    """Make one of each public page and return its path."""
    pages = [make().address for make in MAKERS.values()]
    proposal = make_proposal()
    comment = make_comment(proposal=proposal, status="published")
    consultation = make_consultation(proposal)
    return [
        *pages,
        proposal.get_absolute_url(),
        f"{proposal.get_absolute_url()}comments/{comment.pk}/",
        f"/plan/answers/{consultation.pk}/",
        *("/plan/", "/glossary/", "/search/", "/sitemap/", "/me/agreements/privacy/"),
    ]


def test_every_public_page_has_a_card_with_a_whole_picture_address() -> None:
    for path in every_path():
        found = head(path, Host="evil.example")
        assert found.canonical == found.meta["og:url"] == f"{BASE}{path}"
        for name in ("title", "description", "image"):
            assert found.meta[f"og:{name}"], (path, name)
        assert found.meta["name"] == found.meta["og:title"]
        assert found.meta["description"] == found.meta["og:description"]
        assert found.meta["image"] == found.meta["og:image"]
        assert re.fullmatch(rf"{BASE}/.+\.(png|jpe?g)", found.meta["og:image"]), found.meta["og:image"]


def test_pages_about_oneself_and_pages_that_are_not_there_have_no_card() -> None:
    make_home()
    for path in ("/accounts/login/", "/nowhere/", "/correction/"):
        assert "og:url" not in Client().get(path).content.decode()


def test_a_card_says_what_the_page_says() -> None:
    article = make_article(title="河边 & “新灯”", lead="沿河 <三盏> 灯")
    found = head(article.address)
    assert found.meta["og:title"] == "河边 & “新灯”"
    assert found.meta["og:description"] == "沿河 <三盏> 灯"


def test_a_page_with_a_picture_shows_it_as_a_jpeg_and_another_the_mark() -> None:
    article = make_article(picture=make_picture())
    address = head(article.address).meta["og:image"]
    answer = Client().get(address.removeprefix(BASE))
    body = answer.getvalue()
    assert Image.open(BytesIO(body)).format == "JPEG"
    assert head(make_article().address).meta["og:image"] == f"{BASE}/static/img/mark.png"


def test_the_mark_is_large_enough_for_wechat() -> None:
    file = finders.find("img/mark.png")
    with Image.open(str(file)) as mark:
        assert mark.format == "PNG"
        assert min(mark.size) >= 300


def test_an_article_is_news_with_its_source() -> None:
    published = datetime(2021, 1, 9, 8, 30, tzinfo=SHANGHAI)
    article = make_article(title="河边新灯", source="社区报", lead="导语", first_published_at=published)
    found = data_of(article.address)
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "NewsArticle"
    assert found["headline"] == "河边新灯"
    assert found["datePublished"] == "2021-01-09T08:30:00+08:00"
    assert found["mainEntityOfPage"] == f"{BASE}{article.address}"
    assert found["sourceOrganization"]["name"] == "社区报"
    assert found["image"].startswith(BASE)
    assert "author" not in found


def test_a_lecture_is_an_event_at_its_time_or_on_its_day() -> None:
    start = datetime(2021, 1, 4, 9, 30, tzinfo=SHANGHAI)
    at_a_time = data_of(make_lecture(starts_at=start, place="文化中心", speaker="某人").address)
    assert at_a_time["@type"] == "Event"
    assert at_a_time["startDate"] == "2021-01-04T09:30+08:00"
    assert at_a_time["location"] == {"@type": "Place", "name": "文化中心"}
    assert [one["name"] for one in at_a_time["performer"]] == ["某人"]
    on_a_day = data_of(make_lecture(starts_at=start, time_known=False, place="").address)
    assert on_a_day["startDate"] == "2021-01-04"
    assert "location" not in on_a_day


def test_a_lecture_without_a_day_is_no_event() -> None:
    assert head(make_lecture(starts_at=None).address).scripts == []


def test_a_proposal_is_a_place_without_coordinates() -> None:
    make_home()
    proposal = make_proposal(title="环浜步道")
    found = data_of(proposal.get_absolute_url())
    assert (found["@type"], found["name"]) == ("Place", "环浜步道")
    assert found["url"] == f"{BASE}{proposal.get_absolute_url()}"
    assert "geo" not in json.dumps(found)


@pytest.mark.parametrize("kind", ["article", "lecture", "proposal"])
def test_a_title_cannot_end_the_data(kind: str) -> None:
    make_home()
    made = make_proposal(title=BREAKING_OUT) if kind == "proposal" else MAKERS[kind](title=BREAKING_OUT)
    path = made.get_absolute_url() if kind == "proposal" else made.address
    found = data_of(path)
    assert BREAKING_OUT in (found.get("headline"), found.get("name"))
    assert "<script>alert" not in read(path)
