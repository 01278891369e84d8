"""长辈版: by keys, kept by the browser alone, read aloud where there is a voice."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import keyboard
from tests.browser.conftest import DESKTOP, PHONE, OpenPage

ARTICLE = "/news/2021-01-04-1/"
#: A voice that says nothing and ends when it is told to.
VOICE = """
window.spoken = [];
Object.defineProperty(window, "speechSynthesis", {value: {
  speak: (words) => { spoken.push(words.text); window.saying = words; },
  cancel: () => { window.saying = null; },
}});
"""
NO_STORAGE = """
Object.defineProperty(window, "localStorage", {get() { throw new DOMException("forbidden", "SecurityError"); }});
"""


def chosen(page: Page, size: str, *, contrast: bool = False) -> None:
    """Choose before any page is drawn, as somebody did who was here before."""
    kept = json.dumps({"size": size, "contrast": contrast})
    page.context.add_init_script(f"localStorage.setItem('elder', {json.dumps(kept)})")


def switch(page: Page) -> Any:
    return page.get_by_role("button", name="长辈版", exact=True)


def font_size(page: Page, selector: str = "main p") -> float:
    return float(page.locator(selector).first.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)"))


def test_the_switch_works_by_keys_says_what_it_did_and_is_kept(open_page: OpenPage) -> None:
    page = open_page(ARTICLE)
    bar = page.get_by_role("group", name="长辈版")
    expect(switch(page)).to_have_attribute("aria-pressed", "false")
    expect(bar).to_be_hidden()
    keyboard.press(switch(page))
    expect(switch(page)).to_have_attribute("aria-pressed", "true")
    expect(bar).to_be_visible()
    expect(page.get_by_text("长辈版已打开")).to_be_visible()
    page.goto("/glossary/")
    expect(switch(page)).to_have_attribute("aria-pressed", "true")
    keyboard.press(page.get_by_role("button", name="退出长辈版"))
    expect(switch(page)).to_have_attribute("aria-pressed", "false")
    expect(switch(page)).to_be_focused()
    page.reload()
    expect(bar).to_be_hidden()


def test_type_begins_at_18_pixels_and_grows_to_twice_that(open_page: OpenPage) -> None:
    page = open_page(ARTICLE)
    switch(page).click()
    smaller, larger = page.get_by_role("button", name="字小一点"), page.get_by_role("button", name="字大一点")
    smaller.click()
    assert font_size(page, ".body p") == 18
    assert font_size(page, ".source-line") >= 18
    expect(smaller).to_have_attribute("aria-disabled", "true")
    for _step in range(4):
        larger.click()
    assert font_size(page, ".body p") == 36
    expect(page.get_by_text("字的大小：200%")).to_be_visible()
    expect(larger).to_have_attribute("aria-disabled", "true")
    larger.dispatch_event("click")
    assert font_size(page, ".body p") == 36


def test_high_contrast_is_black_on_white_until_it_is_switched_off(open_page: OpenPage) -> None:
    page = open_page(ARTICLE)
    ground = "getComputedStyle(document.body).backgroundColor"
    switch(page).click()
    usual = page.evaluate(ground)
    high = page.get_by_role("button", name="高对比")
    high.click()
    assert (page.evaluate(ground), page.evaluate("getComputedStyle(document.body).color")) == (
        "rgb(255, 255, 255)", "rgb(0, 0, 0)",
    )  # fmt: skip
    high.click()
    assert page.evaluate(ground) == usual != "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", ["/", ARTICLE, "/plan/ring/", "/accounts/login/", "/correction/"])
def test_every_button_is_48_pixels_high(open_page: OpenPage, path: str) -> None:
    page = open_page("/healthz/")
    chosen(page, "100")
    page.goto(path)
    small = page.evaluate(
        """[...document.querySelectorAll("button:not(.dot), .button, summary, input:not([type=hidden], .trap *)")]
        .filter((one) => one.checkVisibility()).map((one) => [one.textContent, one.getBoundingClientRect().height])
        .filter(([, height]) => height > 0 && height < 47.9)"""
    )
    assert small == []


def test_the_map_stays_above_its_list_and_its_dots_stay_round(open_page: OpenPage) -> None:
    page = open_page("/healthz/")
    chosen(page, "200")
    page.goto("/plan/")
    dot = page.locator(".dot.cluster").first
    dot.wait_for()
    box = dot.bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(box["height"], abs=1)
    tops = [page.locator(part).evaluate("(one) => one.getBoundingClientRect().top") for part in ("#map", ".plan-list")]
    assert tops == sorted(tops)


def test_the_size_stands_before_any_module_has_arrived(open_page: OpenPage) -> None:
    page = open_page("/healthz/")
    chosen(page, "150", contrast=True)
    page.route("**/*.js", lambda route: route.continue_() if "elder-start" in route.request.url else route.abort())
    page.goto(ARTICLE)
    assert font_size(page, ".body p") == 27


def test_the_server_is_told_nothing_of_it(open_page: OpenPage) -> None:
    page = open_page(ARTICLE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    switch(page).click()
    page.get_by_role("button", name="高对比").click()
    assert [url for url in asked if "/static/" not in url] == []
    assert page.context.cookies() == []


def test_where_nothing_may_be_kept_it_works_for_this_page_and_says_so(open_page: OpenPage) -> None:
    page = open_page("/healthz/")
    page.context.add_init_script(NO_STORAGE)
    page.goto(ARTICLE)
    switch(page).click()
    assert font_size(page, ".body p") == 22.5
    expect(page.get_by_text("换一页要再打开一次")).to_be_visible()
    page.reload()
    expect(switch(page)).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("kept", ["null", "{", '{"size": "999"}', '"125"', '{"size": 125}'])
def test_what_is_none_of_ours_in_the_storage_changes_nothing(open_page: OpenPage, kept: str) -> None:
    page = open_page("/healthz/")
    page.context.add_init_script(f"localStorage.setItem('elder', {json.dumps(kept)})")
    page.goto(ARTICLE)
    expect(switch(page)).to_have_attribute("aria-pressed", "false")
    assert font_size(page, ".body p") == 17


def test_without_script_there_is_no_switch(open_page: OpenPage) -> None:
    page = open_page(ARTICLE, script=False)
    expect(page.locator("[data-elder-switch]")).to_be_hidden()
    expect(page.locator("#elder-bar")).to_be_hidden()


def with_a_voice(open_page: OpenPage, path: str = ARTICLE) -> Page:
    page = open_page("/healthz/", size=PHONE)
    page.context.add_init_script(VOICE)
    chosen(page, "100")
    page.goto(path)
    return page


def test_an_article_is_read_aloud_from_its_title_on_with_a_rest(open_page: OpenPage) -> None:
    page = with_a_voice(open_page)
    title = page.locator("h1").inner_text().replace("\n", "")
    page.get_by_role("button", name="朗读").click()
    assert page.evaluate("spoken[0]") != ""
    while title not in page.evaluate("spoken.join('')"):
        page.evaluate("saying.onend()")
    before = page.evaluate("spoken.length")
    page.get_by_role("button", name="暂停").click()
    assert page.evaluate("saying") is None
    page.get_by_role("button", name="接着读").click()
    assert page.evaluate("spoken.at(-1)") == page.evaluate(f"spoken[{before - 1}]")
    page.get_by_role("button", name="停止").click()
    expect(page.get_by_role("button", name="朗读")).to_be_focused()
    expect(page.locator(".is-read-aloud")).to_have_count(0)


def test_all_of_an_article_is_read_and_nothing_that_is_to_press(open_page: OpenPage) -> None:
    page = with_a_voice(open_page)
    page.get_by_role("button", name="朗读").click()
    for _passage in range(200):
        if page.evaluate("!saying"):
            break
        page.evaluate("saying.onend()")
    spoken = page.evaluate("spoken.join('')")
    for paragraph in page.locator(".body p:visible, .body h2:visible").all_inner_texts():
        assert paragraph.strip() in spoken
    for pressed in ("搜索", "转给邻居", "二维码", "告诉编辑", "同一栏目"):
        assert pressed not in spoken
    expect(page.get_by_role("button", name="朗读")).to_be_visible()


def test_a_voice_that_fails_says_so(open_page: OpenPage) -> None:
    page = with_a_voice(open_page)
    page.get_by_role("button", name="朗读").click()
    page.evaluate("saying.onerror()")
    expect(page.get_by_text("现在读不出声音")).to_be_visible()


def test_without_a_voice_there_is_nothing_to_press(open_page: OpenPage) -> None:
    page = open_page("/healthz/")
    page.context.add_init_script("delete Window.prototype.speechSynthesis; delete window.speechSynthesis;")
    chosen(page, "100")
    page.goto(ARTICLE)
    expect(page.get_by_role("button", name="高对比")).to_be_visible()
    expect(page.get_by_role("button", name="朗读")).to_be_hidden()


def test_data_for_search_engines_is_no_script_to_the_policy(open_page: OpenPage) -> None:
    """A violation would be a fault of the page, which ``open_page`` notices."""
    for path in (ARTICLE, "/lectures/lecture-1/", "/plan/ring/"):
        page = open_page(path)
        assert page.locator('script[type="application/ld+json"]').count() == 1


@pytest.mark.parametrize("path", [ARTICLE, "/lectures/lecture-1/", "/plan/ring/"])
def test_on_paper_there_are_words_and_the_address_and_no_way_around(open_page: OpenPage, path: str) -> None:
    page = open_page(path, size=DESKTOP)
    page.emulate_media(media="print")
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator(".printed-address")).to_contain_text(path)
    for gone in (".menu", ".footer", ".demo-banner", ".site-search", ".breadcrumbs", ".fault"):
        expect(page.locator(gone).first).to_be_hidden()


def test_something_wrong_is_reported_without_script(open_page: OpenPage) -> None:
    page = open_page(ARTICLE, script=False)
    page.get_by_role("link", name="这一页有错？告诉编辑").click()
    page.get_by_role("button", name="告诉编辑").click()
    expect(page.get_by_role("alert")).to_contain_text("请写明哪里不对")
    page.locator("textarea").fill("第二段的日子不对。")
    page.get_by_role("button", name="告诉编辑").click()
    expect(page.locator("h1")).to_have_text("收到了，谢谢您")
