"""A thread in Chromium: supporting in place, replying, photographs, what others said already."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, sign_in
from tests.media.hostile_photos import photo

RING = "/plan/ring/"


def first_support(page: Page) -> tuple[str, int]:
    button = page.locator("[data-support]").first
    return str(button.get_attribute("data-support")), int(button.locator("[data-number]").inner_text())


def test_support_is_given_and_taken_back_in_place_by_mouse_and_keyboard(open_page: OpenPage) -> None:
    page = open_page("/")
    sign_in(page, "resident2", then=RING)
    page.goto(RING)
    pk, before = first_support(page)
    button = page.locator(f"[data-support='{pk}']")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button.locator("[data-number]")).to_have_text(str(before + 1))
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.press("Space")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button.locator("[data-number]")).to_have_text(str(before))


def test_a_stranger_is_led_to_sign_in_and_back_to_the_button(open_page: OpenPage) -> None:
    page = open_page(RING)
    page.locator("[data-support]").first.click()
    expect(page).to_have_url(re.compile(r"/accounts/login/\?next=%2Fplan%2Fring%2Fcomments%2F\d+%2Fsupport%2F"))


def test_one_replies_to_a_comment_and_sees_it_wait(open_page: OpenPage) -> None:
    text = "这一条我也碰到过，写在这里作个证。"
    page = open_page("/")
    sign_in(page, "resident2", then=RING)
    page.goto(RING)
    said = page.locator(".comments .comment .comment-text").first.inner_text()
    page.locator(".comment-acts").first.get_by_role("link", name="回复").click()
    expect(page.locator(".quoted")).to_contain_text(said[:20])
    page.locator("textarea[name=text]").fill(text)
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator(".my-comment", has_text=text)).to_contain_text("审核中")


def test_photographs_are_shown_taken_out_and_sent(open_page: OpenPage, tmp_path: Path) -> None:
    text = "栏杆这里松了，拍了照片。"
    for number, size in enumerate([(2400, 1800), (300, 200)]):
        (tmp_path / f"{number}.jpg").write_bytes(photo(size=size))
    page = open_page("/")
    sign_in(page, "resident", then=RING)
    page.goto(RING)
    chosen = page.locator("photo-picker [data-new]")
    page.locator("photo-picker input[type=file]").set_input_files([tmp_path / "0.jpg", tmp_path / "1.jpg"])
    expect(chosen).to_have_count(2)
    chosen.first.get_by_role("button").click()
    expect(chosen).to_have_count(1)
    page.locator("#my-comments textarea").fill(text)
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator(".my-comment", has_text=text)).to_contain_text("审核中")


def test_what_others_said_is_shown_before_and_can_be_supported_instead(open_page: OpenPage) -> None:
    page = open_page("/")
    sign_in(page, "resident2", then=RING)
    page.goto(RING)
    said = page.locator(".comments > .comments-list > .comment > .comment-text").first.inner_text()
    page.locator("#my-comments textarea").fill(said)
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator("#my-comments .similar")).to_contain_text("也许已经有人说过")
    expect(page.locator("#my-comments textarea")).to_have_value(said)
    page.locator("#my-comments .similar").get_by_role("link", name=re.compile("支持这一条")).first.click()
    page.get_by_role("button", name=re.compile("支持")).first.click()
    expect(page).to_have_url(re.compile(r"/plan/ring/comments/\d+/"))


def test_without_script_a_thread_sorts_narrows_and_supports(open_page: OpenPage) -> None:
    page = open_page("/", script=False)
    sign_in(page, "resident", then=RING)
    page.goto(RING)
    page.get_by_role("link", name="支持最多").click()
    expect(page).to_have_url(re.compile(r"sort=supported"))
    numbers = [
        int(n)
        for n in page.locator(".comments > .comments-list > .comment > .comment-acts [data-number]").all_inner_texts()
    ]
    assert numbers == sorted(numbers, reverse=True)
    page.locator(".thread-choice summary").click()
    page.locator("#thread-answered").select_option("yes")
    page.get_by_role("button", name="筛选").click()
    expect(page).to_have_url(re.compile(r"answered=yes"))
    rows = page.locator(".comments > .comments-list > .comment")
    assert rows.count() == page.locator(".comments > .comments-list > .comment:has(> .answer)").count() > 0
