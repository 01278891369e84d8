"""What editors see in Chromium: a preview beside the form, and a Chinese title that needs no address."""

import re

import pytest
from playwright.sync_api import Page, expect

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


def at_work(open_page: OpenPage, who: str) -> Page:
    """Sign in on a telephone and come to the front page of the back office."""
    page = open_page("/")
    sign_in(page, who, then="/admin/")
    page.wait_for_load_state("networkidle")
    has_no_barrier(page)
    return page


def test_a_draft_goes_from_its_writer_past_its_reviewer_to_the_public_on_a_telephone(open_page: OpenPage) -> None:
    writer = at_work(open_page, "writer")
    expect(writer.get_by_text("请修改：示例：请写明地点，再送一次。")).to_be_visible()
    writer.get_by_role("link", name="示例：周末去看老照片").click()
    writer.locator("#id_title").fill("示例：周末去文化中心看老照片")
    writer.locator("footer").get_by_role("button", name="更多动作").click()
    writer.get_by_role("button", name="重新提交给发布审核").click()
    writer.wait_for_url("**/admin/pages/*/")
    writer.goto("/admin/")
    expect(writer.get_by_text("正在审核")).to_have_count(2)
    has_no_barrier(writer)

    reviewer = at_work(open_page, "reviewer")
    reviewer.get_by_role("link", name="示例：周末去文化中心看老照片").click()
    reviewer.get_by_role("button", name=re.compile("预览")).first.click()
    expect(reviewer.frame_locator("#w-preview-iframe").locator("h1")).to_have_text("示例：周末去文化中心看老照片")
    reviewer.get_by_role("button", name=re.compile("预览")).first.click()
    reviewer.locator("footer").get_by_role("button", name="更多动作").click()
    reviewer.get_by_role("button", name=re.compile("^批准")).click()
    reviewer.wait_for_url("**/admin/pages/*/")
    reviewer.goto("/news/")
    reviewer.get_by_role("link", name="示例：周末去文化中心看老照片").click()
    expect(reviewer.locator("h1")).to_have_text("示例：周末去文化中心看老照片")

    planner = at_work(open_page, "planner")
    planner.get_by_role("link", name="去答复").click()
    expect(planner.locator("h1")).to_contain_text("待答复")


@pytest.mark.parametrize("who", OURS)
def test_our_pages_of_the_back_office_have_no_barrier(open_page: OpenPage, who: str) -> None:
    page = open_page("/", size=DESKTOP)
    sign_in(page, who, then="/me/")
    for path in OURS[who]:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        has_no_barrier(page)
