"""The moderators' queue by keyboard; and that no key does anything while somebody types."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, OpenPage, sign_in

QUEUE = "/admin/comments/"


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    opened = open_page("/", size=DESKTOP)
    sign_in(opened, "moderator", then="/me/")
    opened.goto(QUEUE)
    expect(entries(opened).first).to_be_visible()
    return opened


def entries(page: Page) -> Locator:
    return page.locator("[data-entry]")


def current(page: Page) -> Locator:
    return page.locator("[data-entry].is-current")


def name(entry: Locator) -> str:
    return entry.get_attribute("aria-label") or ""


def messages(page: Page) -> Locator:
    return page.locator(".messages")


def test_j_and_k_and_arrows_move_and_stop_at_the_ends(page: Page) -> None:
    names = [name(entry) for entry in entries(page).all()]
    assert len(names) >= 3
    for key, place in (("j", 0), ("j", 1), ("ArrowDown", 2), ("k", 1), ("ArrowUp", 0), ("k", 0)):
        page.keyboard.press(key)
        assert name(current(page)) == names[place], key
    for _step in names * 2:
        page.keyboard.press("j")
    assert name(current(page)) == names[-1]


def test_without_a_chosen_entry_no_key_decides(page: Page) -> None:
    before = entries(page).count()
    for key in ("a", "r", "h", "x", "u"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile(f"{QUEUE}$"))
    assert entries(page).count() == before
    expect(page.locator("[data-entry] details[open]")).to_have_count(0)


def test_a_approves_the_next_moves_up_and_u_takes_it_back(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    chosen, following = name(entries(page).nth(1)), name(entries(page).nth(2))
    page.keyboard.press("a")
    expect(messages(page)).to_contain_text(f"{chosen}：已发布。")
    expect(current(page)).to_have_attribute("aria-label", following)
    page.keyboard.press("u")
    expect(messages(page)).to_contain_text("已撤销，意见回到“审核中”。")
    page.goto(QUEUE)
    assert name(entries(page).nth(1)) == chosen


def test_r_opens_the_reasons_and_what_is_typed_there_is_typed(page: Page) -> None:
    page.keyboard.press("j")
    chosen = current(page)
    page.keyboard.press("r")
    expect(chosen.locator("select[name=reason]")).to_be_focused()
    note = chosen.locator("input[name=note]")
    note.focus()
    page.keyboard.type("jar hx?u")
    expect(note).to_have_value("jar hx?u")
    expect(page).to_have_url(re.compile(f"{QUEUE}$"))
    page.keyboard.press("Escape")
    expect(chosen.locator("details")).not_to_have_attribute("open", "")


def test_x_ticks_and_many_are_returned_together_for_one_reason(page: Page) -> None:
    chosen = []
    for _number in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
        expect(current(page).locator("[data-tick]")).to_be_checked()
        chosen.append(name(current(page)))
    form = page.locator("#queue-together")
    form.locator("summary").click()
    form.locator("select").select_option("unclear")
    form.get_by_role("button", name="一起退回给作者").click()
    expect(messages(page)).to_contain_text("退回：2 条。")
    assert not {name(entry) for entry in entries(page).all()} & set(chosen)


def test_the_table_of_keys_opens_and_closes(page: Page) -> None:
    table = page.locator("[data-help]")
    expect(table).to_be_hidden()
    page.keyboard.press("?")
    expect(table).to_be_visible()
    page.keyboard.press("Escape")
    expect(table).to_be_hidden()
    page.get_by_role("button", name="键盘操作").click()
    expect(table).to_be_visible()


def test_keys_of_the_browser_stay_the_browsers(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Control+a")
    expect(messages(page)).not_to_contain_text("已发布")


def test_without_script_all_of_it_works_by_mouse(open_page: OpenPage) -> None:
    page = open_page("/", size=DESKTOP, script=False)
    sign_in(page, "moderator2", then="/me/")
    page.goto(QUEUE)
    first = entries(page).first
    chosen = name(first)
    expect(page.locator("[data-help-button]")).to_be_hidden()
    first.locator("summary").click()
    first.locator("select").select_option("off_topic")
    first.get_by_role("button", name="退回给作者").click()
    expect(page.locator("body")).to_contain_text(f"{chosen}：已退回。")
