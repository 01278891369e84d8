"""What editors see in Chromium: a preview beside the form, and a Chinese title that needs no address."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, OpenPage, has_no_barrier, sign_in

#: Whose page it is, and where; Wagtail's own forms of pages and snippets have barriers that are not ours to mend.
OURS = {
    "moderator": (
        "/admin/comments/",
        "/admin/comments/30/",
        "/admin/blocks/new/",
        "/admin/freezes/new/",
        "/admin/sensitive_words/",
        "/admin/reports/decisions/",
    ),
    "planner": (
        "/admin/answers/",
        "/admin/answers/new/",
        "/admin/comments/published/",
        "/admin/consultations/new/",
        "/admin/topics/new/",
    ),
    "desk": ("/admin/residents/", "/admin/residents/edit/18/"),
    "admin": ("/admin/agreements/new/", "/admin/evidence/", "/admin/users/"),
}


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


@pytest.mark.parametrize(("who", "path"), [(who, path) for who, paths in OURS.items() for path in paths])
def test_our_pages_of_the_back_office_have_no_barrier(open_page: OpenPage, who: str, path: str) -> None:
    page = open_page("/", size=DESKTOP)
    sign_in(page, who, then="/me/")
    page.goto(path)
    page.wait_for_load_state("networkidle")
    has_no_barrier(page)
