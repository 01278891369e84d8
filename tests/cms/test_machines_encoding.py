"""Feed and sitemap as a machine reads them: well formed, in UTF-8, complete, and never broken by one odd title."""

from datetime import date
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.cms.site_tree import at_noon, make_article, make_home, make_lecture, make_standard, read
from tests.factories import make_plan, make_proposal

pytestmark = pytest.mark.django_db

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def items() -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(Client().get("/feed/").content).iter("item"))


def locations() -> list[str]:
    tree = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    return [str(place.text) for place in tree.iter(LOC)]


@pytest.mark.parametrize("path", ["/feed/", "/sitemap.xml"])
def test_both_are_xml_in_utf_8_and_say_so(path: str) -> None:
    make_article()
    content = Client().get(path).content
    declaration = content.split(b"?>", 1)[0].lower()
    assert b'encoding="utf-8"' in declaration
    assert content.decode("utf-8")


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("河 < 桥 & “路”", id="signs_of_xml"),
        pytest.param("]]> 收尾", id="the_end_of_a_cdata_section"),
        pytest.param("𠮷野家旁的树 🌳", id="characters_beyond_the_first_plane"),
    ],
)
def test_a_title_arrives_in_the_feed_as_it_was_written(title: str) -> None:
    make_article(title=title)
    assert [item.findtext("title") for item in items()] == [title]


def test_a_control_character_in_one_title_does_not_break_the_feed_for_everyone() -> None:
    make_article(title="另一篇")
    make_article(title="河边\x0b新灯", lead="第一行\x0c第二行")
    assert [item.findtext("title") for item in items()] == ["河边新灯", "另一篇"]
    assert items()[0].findtext("description") == "第一行第二行"


def test_an_item_tells_when_it_was_published_and_of_which_section_it_is() -> None:
    published = at_noon(date(2021, 1, 9))
    make_article(section="election", first_published_at=published)
    (item,) = items()
    assert parsedate_to_datetime(str(item.findtext("pubDate"))) == published
    assert item.findtext("category") == "换届选举"


def test_the_feed_ends_after_twenty_articles() -> None:
    for _one in range(21):
        make_article()
    assert len(items()) == 20


def test_a_feed_without_articles_is_still_a_feed() -> None:
    make_home()
    assert items() == []
    assert "美好曹杨" in read("/feed/")


def test_lectures_are_not_in_the_feed_but_in_the_sitemap() -> None:
    make_article()
    lecture = make_lecture(title="环浜怎么走")
    assert "环浜怎么走" not in read("/feed/")
    assert f"https://caoyang.example{lecture.address}" in locations()


def test_every_address_of_the_sitemap_answers_and_stands_there_once() -> None:
    make_article()
    make_lecture()
    make_standard()
    make_proposal()
    found = locations()
    assert len(found) == len(set(found))
    for place in found:
        assert Client().get(place.removeprefix("https://caoyang.example")).status_code == 200, place


def test_the_proposals_of_another_plan_are_not_in_the_sitemap() -> None:
    make_home()
    here = make_proposal(plan=make_plan())
    there = make_proposal(plan=make_plan())
    assert f"https://caoyang.example{here.get_absolute_url()}" in locations()
    assert f"https://caoyang.example{there.get_absolute_url()}" not in locations()


@pytest.mark.parametrize("path", ["/feed/", "/sitemap.xml", "/robots.txt", "/glossary/", "/share/qr.svg"])
def test_what_is_only_read_cannot_be_posted_to(path: str) -> None:
    make_home()
    assert Client().post(path).status_code == 405
