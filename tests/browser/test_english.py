"""From Chinese to English and back, on a telephone, on one page after the other."""

from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import keyboard
from tests.browser.conftest import OpenPage, has_no_barrier

NARROW: ViewportSize = {"width": 320, "height": 640}
ARTICLE = "/news/2021-01-04-1/"


def switch(page: Page, name: str) -> None:
    """Follow the switch, which is large enough for a thumb."""
    link = page.get_by_role("banner").get_by_role("link", name=name, exact=True)
    box = link.bounding_box()
    assert box is not None
    assert box["width"] >= 44
    assert box["height"] >= 44
    link.click()


def path_of(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]


def test_a_reader_switches_to_english_reads_in_both_modes_and_comes_back(open_page: OpenPage) -> None:
    page = open_page(ARTICLE)
    heading = page.get_by_role("heading", level=1)
    title = heading.inner_text()
    switch(page, "English")
    assert path_of(page) == f"/en{ARTICLE}"
    expect(heading).to_have_attribute("lang", "zh-Hans")
    assert heading.inner_text() == title
    expect(page.get_by_text("The content of this page is in Chinese.")).to_be_visible()
    expect(page.get_by_role("button", name="Search")).to_be_visible()
    has_no_barrier(page)

    page.get_by_role("button", name="Elder mode", exact=True).click()
    expect(page.get_by_role("button", name="Leave elder mode")).to_be_visible()
    page.set_viewport_size(NARROW)
    has_no_barrier(page)
    page.get_by_role("button", name="Leave elder mode").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]

    page.get_by_role("navigation", name="Location").get_by_role("link", name="新闻").click()
    assert path_of(page) == "/en/news/"
    keyboard.press(page.locator('main a[href*="section=election"]').first)
    page.wait_for_url("**/en/news/?section=election")
    switch(page, "中文")
    assert path_of(page) == "/news/?section=election"
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.goto(ARTICLE)
    assert not page.get_by_text("The content of this page").count()
