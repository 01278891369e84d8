"""Every page by keyboard, without script, at three sizes, and by a machine that looks for barriers."""

import tomllib

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, ROOT, OpenPage, has_no_barrier, sign_in

TABLET: ViewportSize = {"width": 768, "height": 1024}
PAGES = (
    "/",
    "/news/",
    "/news/2021-01-04-1/",
    "/election/",
    "/lectures/",
    "/lectures/lecture-1/",
    "/moderation/",
    "/glossary/",
    "/search/?q=曹杨",
    "/search/?q=没有这样的词语",
    "/plan/",
    "/plan/ring/",
    "/plan/ring/comment/",
    "/plan/ring/comments/6/",
    "/plan/answers/1/",
    "/me/agreements/privacy/",
    "/correction/?page=/news/",
    "/correction/sent/",
    "/sitemap/",
    "/accessibility/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/nowhere/",
)


@pytest.mark.parametrize("size", [PHONE, TABLET, DESKTOP], ids=["360", "768", "1440"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_its_screen(open_page: OpenPage, path: str, size: ViewportSize) -> None:
    page = open_page(path, size=size)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_barrier(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    has_no_barrier(page)


@pytest.mark.parametrize("path", [p for p in PAGES if p != "/nowhere/"])
def test_a_page_reads_without_script(open_page: OpenPage, path: str) -> None:
    page = open_page(path, script=False)
    expect(page.locator("main h1")).to_be_visible()
    assert len(page.locator("main").inner_text()) > 40


def test_the_keyboard_reaches_the_content_first(open_page: OpenPage) -> None:
    page = open_page("/", size=DESKTOP)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("path", ["/me/", "/me/notices/", "/me/agreements/", "/me/close/", "/plan/ring/comment/"])
def test_what_is_mine_has_no_barrier(open_page: OpenPage, path: str) -> None:
    page = open_page("/")
    sign_in(page, "resident", then=path)
    page.goto(path)
    has_no_barrier(page)


def test_no_word_of_a_comment_that_is_not_public_is_anywhere(open_page: OpenPage) -> None:
    """The demonstration has waiting, returned, hidden and withdrawn comments; their authors alone see them."""
    rows = tomllib.loads((ROOT / "site/config/demo/content/comments.toml").read_text())["comment"]
    secret = [row for row in rows if row["status"] != "published"]
    assert {row["status"] for row in secret} == {"waiting", "returned", "hidden", "withdrawn"}
    page = open_page("/")
    for row in secret:
        word = row["text"][:12]
        for address in (f"/plan/{row['proposal']}/", "/plan/proposals.geojson", "/plan/answers/1/", "/feed/", "/"):
            assert word not in page.request.get(address).text(), (row["key"], address)
        rest = row["text"][12:]  # the page of a search says the word that was asked for, and no more
        assert rest in word or rest not in page.request.get(f"/search/?q={word}").text()
