"""Suggestions below the search box: by finger, by keys and for a screen reader; and the box without them."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, ViewportSize, has_no_barrier


def test_typing_first_letters_offers_a_title_that_the_keys_choose(open_page: OpenPage) -> None:
    page = open_page("/", size=DESKTOP)
    box = page.get_by_role("combobox", name="搜索本站")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("hb")  # 环浜
    options = page.get_by_role("listbox", name="可能要找的").get_by_role("option")
    expect(options.first).to_contain_text("环浜")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    title = options.first.locator("span").inner_text()
    box.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("8000/") and "search" not in url)
    expect(page.locator("main")).to_contain_text(title)


def test_escape_closes_and_enter_searches_what_was_typed(open_page: OpenPage) -> None:
    page = open_page("/", size=DESKTOP)
    box = page.get_by_role("combobox", name="搜索本站")
    box.press_sequentially("环浜")
    listbox = page.get_by_role("listbox", name="可能要找的")
    expect(listbox).to_be_visible()
    box.press("Escape")
    expect(listbox).to_be_hidden()
    box.press("Enter")
    expect(page.get_by_role("heading", name="搜索", exact=True)).to_be_visible()
    assert "q=%E7%8E%AF%E6%B5%9C" in page.url


def test_a_finger_chooses_and_leaving_the_box_closes(open_page: OpenPage) -> None:
    page = open_page("/news/", touch=True)
    box = page.get_by_role("combobox", name="搜索本站")
    box.fill("环浜")
    listbox = page.get_by_role("listbox", name="可能要找的")
    expect(listbox).to_be_visible()
    assert (listbox.get_by_role("option").first.bounding_box() or {"height": 0})["height"] >= 44
    page.touchscreen.tap(4, 730)  # the margin of the page, below the list
    expect(listbox).to_be_hidden()
    box.fill("环浜步")
    box.fill("环浜")
    listbox.get_by_role("option").first.tap()
    page.wait_for_url(lambda url: "/news/" not in url)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_open_suggestions_and_results_have_no_barrier(open_page: OpenPage, size: ViewportSize) -> None:
    page = open_page("/search/?q=曹杨", size=size)
    has_no_barrier(page)
    page.get_by_role("combobox", name="要找的字词").fill("曹")
    expect(page.get_by_role("listbox").last).to_be_visible()
    has_no_barrier(page)


def test_without_script_the_box_searches(open_page: OpenPage) -> None:
    page = open_page("/", script=False)
    page.get_by_label("搜索本站").fill("環浜")
    page.get_by_role("search").get_by_role("button").click()
    expect(page.locator(".hits mark").first).to_have_text("环浜")
