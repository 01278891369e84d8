"""Every page by keyboard, without script, at three sizes, and by a machine that looks for barriers."""

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, sign_in

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
    found = Axe().run(page)["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found] == []


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


def test_my_own_page_has_no_barrier(open_page: OpenPage) -> None:
    page = open_page("/")
    sign_in(page, "resident")
    assert Axe().run(page)["violations"] == []


def test_no_word_of_a_waiting_comment_is_public(open_page: OpenPage) -> None:
    """The demonstration has waiting, returned, hidden and withdrawn comments; their authors alone see them."""
    page = open_page("/plan/ring/")
    expect(page.locator("main")).not_to_contain_text("审核中")
