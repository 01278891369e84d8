"""Every page by keyboard, without script, at every width, in both modes, and by a machine that looks for barriers."""

import tomllib

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, ROOT, OpenPage, has_no_barrier, sign_in

#: 320 px is also what 200 % of the browser's own zoom leaves of 640.
WIDTHS = (320, 360, 640, 768, 1440)
PAGES = (
    "/",
    "/news/",
    "/news/2021-01-04-1/",
    "/election/",
    "/election/2021/",
    "/election/2021/001/",
    "/election/2021/bulletins/",
    "/election/2021/bulletins/bulletin-2/",
    "/election/2021/example/",
    "/lectures/",
    "/lectures/lecture-1/",
    "/lectures/lecture-2/",
    "/lectures/lecture-2/slides/2/",
    "/lectures/zhou-jian/",
    "/moderation/",
    "/glossary/",
    "/topics/",
    "/topics/ring-and-axes/",
    "/neighbourhoods/",
    "/neighbourhoods/001/",
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
ENGLISH = (
    "/en/",
    "/en/news/2021-01-04-1/",
    "/en/election/2021/",
    "/en/lectures/lecture-2/",
    "/en/neighbourhoods/001/",
    "/en/search/?q=曹杨",
    "/en/plan/",
    "/en/plan/ring/",
    "/en/correction/?page=/news/",
    "/en/accounts/login/",
)
#: What the switch of 长辈版 and of its contrast are called.
SWITCHES = {"zh": ("长辈版", "高对比"), "en": ("Elder mode", "High contrast")}


def fits(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 800})
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("path", PAGES + ENGLISH)
def test_a_page_has_no_barrier_and_fits_every_screen_in_both_modes(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    page.emulate_media(reduced_motion="reduce")  # axe would look at colours on their way
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").count() == 1
    has_no_barrier(page)
    assert [width for width in WIDTHS if not fits(page, width)] == []
    has_no_barrier(page)  # as wide as a desk

    elder, contrast = SWITCHES["en" if path.startswith("/en/") else "zh"]
    page.get_by_role("button", name=elder, exact=True).click()
    page.get_by_role("button", name=contrast).click()
    page.set_viewport_size({"width": 360, "height": 740})
    has_no_barrier(page)
    for size in ("100", "200"):
        page.evaluate("(size) => document.documentElement.setAttribute('data-elder', size)", size)
        assert [width for width in WIDTHS if not fits(page, width)] == [], size


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


def test_what_is_mine_has_no_barrier(open_page: OpenPage) -> None:
    page = open_page("/")
    sign_in(page, "resident")
    for path in ("/me/", "/me/notices/", "/me/agreements/", "/me/close/", "/plan/ring/comment/"):
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
