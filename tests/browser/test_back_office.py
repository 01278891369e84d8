"""What editors see in Chromium: a preview beside the form, and a Chinese title that needs no address."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, OpenPage, sign_in


def test_an_editor_sees_the_page_beside_the_form(open_page: OpenPage) -> None:
    page = open_page("/", size=DESKTOP)
    sign_in(page, "editor", then="/admin/")
    page.goto("/admin/pages/")
    page.goto(page.evaluate("fetch('/news/').then((r) => r.text()).then((t) => /news\\/[\\w-]+\\//.exec(t)[0])"))
    title = page.locator("h1").first.inner_text()
    found = page.locator("a[href$='/edit/']")
    for _ in range(60):  # the worker may be at the index still
        page.goto(f"/admin/pages/search/?q={title[:6]}")
        if found.count():
            break
        page.wait_for_timeout(1000)
    found.first.click()
    page.get_by_role("button", name=re.compile("预览")).first.click()
    preview = page.frame_locator("iframe[title*='预览'], #w-preview-iframe, .w-preview__iframe").first
    expect(preview.locator(".masthead")).to_be_visible()
