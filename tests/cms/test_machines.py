"""Feed, sitemap, robots and codes: published things only, and whole addresses that no header can forge."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
import segno
from django.test import Client, override_settings
from wagtail.models import Page, PageViewRestriction, Site

from cms.addresses import absolute, path_of
from cms.models import GlossaryTerm
from cms.views.feeds import FEED_ITEMS
from tests.cms.site_tree import at_noon, make_article, make_home, make_news_index, read
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db

FORGED = {"Host": "evil.example"}


def feed_links() -> list[str]:
    return [str(item.findtext("link")) for item in ElementTree.fromstring(read("/feed/")).iter("item")]


def sitemap_links() -> set[str]:
    return set(re.findall(r"<loc>(.*?)</loc>", read("/sitemap.xml")))


def test_the_feed_names_last_what_was_published_first_whenever_it_happened() -> None:
    old = make_article(event_date="2021-01-08", first_published_at=at_noon(date(2021, 1, 9)))
    new = make_article(event_date="2020-05-01", first_published_at=at_noon(date(2021, 1, 10)))
    assert feed_links() == [f"https://caoyang.example{a.address}" for a in (new, old)]


def test_a_new_article_about_something_long_ago_is_in_a_feed_that_is_full() -> None:
    for day in range(1, FEED_ITEMS + 1):
        make_article(event_date=date(2021, 1, day), first_published_at=at_noon(date(2021, 1, day)))
    new = make_article(event_date=date(1999, 5, 1), first_published_at=at_noon(date(2021, 2, 1)))
    links = feed_links()
    assert links[0] == f"https://caoyang.example{new.address}"
    assert len(links) == FEED_ITEMS == 20


def test_an_article_that_never_said_when_it_was_published_is_last_and_has_no_date() -> None:
    undated = make_article(first_published_at=None)
    dated = make_article(first_published_at=at_noon(date(2021, 1, 9)))
    assert feed_links() == [f"https://caoyang.example{a.address}" for a in (dated, undated)]
    items = list(ElementTree.fromstring(read("/feed/")).iter("item"))
    assert [item.findtext("pubDate") for item in items] == ["Sat, 09 Jan 2021 04:00:00 +0000", None]


def test_the_feed_says_when_something_in_it_was_last_published_anew() -> None:
    make_article(first_published_at=at_noon(date(2021, 1, 9)), last_published_at=at_noon(date(2021, 1, 12)))
    make_article(first_published_at=at_noon(date(2021, 1, 10)), last_published_at=at_noon(date(2021, 1, 10)))
    assert "<lastBuildDate>Tue, 12 Jan 2021 04:00:00 +0000</lastBuildDate>" in read("/feed/")


def test_an_empty_feed_is_a_feed() -> None:
    make_home()
    assert feed_links() == []


def test_the_feed_is_rss_in_chinese() -> None:
    make_article(title="河边 & 新灯", lead="导语")
    response = Client().get("/feed/")
    assert response["Content-Type"].startswith("application/rss+xml")
    channel = ElementTree.fromstring(response.content).find("channel")
    assert channel is not None
    assert channel.findtext("language") == "zh-cn"
    assert channel.findtext("item/title") == "河边 & 新灯"
    assert channel.findtext("item/description") == "导语"


def test_drafts_and_private_pages_are_in_neither_feed_nor_sitemap() -> None:
    seen = make_article()
    hidden = [make_article(live=False), make_article()]
    PageViewRestriction.objects.create(page=hidden[1], restriction_type=PageViewRestriction.LOGIN)
    proposal = make_proposal(live=False)
    assert feed_links() == [f"https://caoyang.example{seen.address}"]
    links = sitemap_links()
    assert f"https://caoyang.example{seen.address}" in links
    assert not links & {
        f"https://caoyang.example{path}" for path in (*(p.address for p in hidden), proposal.get_absolute_url())
    }


def test_nothing_below_a_private_page_is_in_the_feed() -> None:
    make_article()
    PageViewRestriction.objects.create(page=make_news_index(), restriction_type=PageViewRestriction.LOGIN)
    assert feed_links() == []


def test_the_sitemap_names_pages_the_plan_its_proposals_and_the_glossary() -> None:
    make_home()
    proposal = make_proposal()
    assert "https://caoyang.example/glossary/" not in sitemap_links()
    GlossaryTerm.objects.create(term="一环", slug="ring", explanation="河。")
    expected = {"/", "/plan/", "/glossary/", proposal.get_absolute_url()}
    assert {f"https://caoyang.example{path}" for path in expected} <= sitemap_links()


@pytest.mark.parametrize("path", ["/feed/", "/sitemap.xml", "/robots.txt"])
def test_a_forged_host_is_printed_nowhere(path: str) -> None:
    make_article()
    text = read(path, **FORGED)
    assert "evil.example" not in text
    assert "https://caoyang.example/" in text


def test_robots_are_kept_out_of_what_is_personal() -> None:
    make_home()
    text = read("/robots.txt")
    assert "Disallow: /me/" in text
    assert "Disallow: /admin/" in text
    assert "Sitemap: https://caoyang.example/sitemap.xml" in text


def test_a_code_holds_the_address_from_the_site_record() -> None:
    article = make_article()
    drawn = Client().get(f"/share/qr.svg?page={article.pk}", headers=FORGED)
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "public" in drawn["Cache-Control"]
    modules = segno.make(f"https://caoyang.example{article.address}", error="m", micro=False)
    assert path_data(drawn.content) == path_data(modules.svg_inline(scale=4, border=3, light="#ffffff").encode())


def path_data(svg: bytes) -> bytes:
    """Return the drawing of the dark squares: the last path."""
    return re.findall(rb'\sd="([^"]+)"', svg)[-1]


def test_the_code_of_a_draft_a_private_page_or_no_page_is_not_found() -> None:
    draft, private = make_article(live=False), make_article()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    root = make_home().get_parent()
    for asked in (draft.pk, private.pk, root.pk, 10**9, "x", "", "-1", "1 OR 1", "²", "9" * 40):
        assert Client().get("/share/qr.svg", {"page": str(asked)}).status_code == 404, asked


def test_an_article_offers_to_share_its_whole_address() -> None:
    article = make_article()
    text = read(article.address, **FORGED)
    assert f'data-url="https://caoyang.example{article.address}"' in text
    assert f'src="/share/qr.svg?page={article.pk}"' in text
    assert "evil.example" not in text


@pytest.mark.parametrize(
    ("hostname", "port", "base"),
    [
        pytest.param("caoyang.example", 443, "https://caoyang.example", id="named_with_tls"),
        pytest.param("caoyang.example", 80, "http://caoyang.example", id="named_without"),
        pytest.param("localhost", 80, "https://settings.example", id="not_named_yet"),
    ],
)
@override_settings(WAGTAILADMIN_BASE_URL="https://settings.example/")
def test_the_base_is_the_sites_name_or_else_the_settings(hostname: str, port: int, base: str) -> None:
    assert absolute("/news/", Site(hostname=hostname, port=port)) == f"{base}/news/"


def test_the_path_of_a_page_is_the_one_that_wagtail_gives() -> None:
    for page in (make_article(), make_home(), make_news_index()):
        assert path_of(page) == page.get_url()


def test_a_page_that_was_never_saved_has_the_path_of_the_front() -> None:
    assert path_of(Page(url_path="")) == "/"
