"""A neighbour without a phone stands before the desk: from the proposal's page to a published comment, marked 代录入."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, has_no_barrier, sign_in
from tests.browser.test_journey import approve

RING = "/plan/ring/"
PAGE = "/plan/ring/comment/for/"


def write_down(page: Page, name: str, text: str) -> None:
    page.get_by_label("邻居的称呼").fill(name)
    page.get_by_label("居民区", exact=True).select_option(index=1)
    page.get_by_label("邻居的意见").fill(text)


def send(page: Page) -> None:
    page.get_by_role("button", name="提交意见").click()


def entered(page: Page, text: str) -> Locator:
    return page.locator("#my-comments .my-comment", has_text=text)


@pytest.mark.parametrize(
    ("script", "name", "text"),
    [
        pytest.param(True, "桥边的王阿姨", "菜场门口的地砖一下雨就滑。", id="script"),
        pytest.param(False, "桥边的李伯伯", "河边的凳子没有靠背，坐不久。", id="without_script"),
    ],
)
def test_from_the_proposals_page_to_everyone(open_page: OpenPage, script: bool, name: str, text: str) -> None:
    page = open_page("/", script=script)
    sign_in(page, "desk", then=RING)
    page.goto(RING if script else f"{RING}comment/")
    page.get_by_role("link", name="代邻居录入").click()
    expect(page.get_by_role("heading", name="代邻居录入")).to_be_visible()

    write_down(page, name, text)
    send(page)
    expect(page.get_by_role("alert").first).to_contain_text("请先当面说明，邻居同意以后再提交。")
    expect(page.get_by_label("邻居的意见")).to_have_value(text)
    expect(page.get_by_label("邻居的称呼")).to_have_value(name)

    page.get_by_label("已当面说明并征得同意").check()
    send(page)
    expect(entered(page, text)).to_contain_text("审核中")
    expect(entered(page, text)).to_contain_text(name)
    page.get_by_role("link", name="再录一条").click()
    expect(page.get_by_label("邻居的意见")).to_have_value("")

    approve(open_page, text)
    stranger = open_page(RING)
    row = stranger.locator("li.comment", has_text=text)
    expect(row).to_contain_text(name)
    expect(row).to_contain_text("代录入")


def test_the_way_to_the_form_and_the_form_blank_refused_and_accepted_fit_a_phone_and_pass_axe(
    open_page: OpenPage,
) -> None:
    page = open_page("/")
    sign_in(page, "desk", then=RING)
    page.goto(RING)
    expect(page.get_by_role("link", name="代邻居录入")).to_be_visible()
    has_no_barrier(page)
    page.goto(PAGE)
    has_no_barrier(page)
    write_down(page, "桥边的张老师", "儿童乐园缺一个遮阳的地方。")
    send(page)
    expect(page.get_by_role("alert").first).to_contain_text("没有提交")
    has_no_barrier(page)
    page.get_by_label("已当面说明并征得同意").check()
    send(page)
    expect(page.get_by_role("status").first).to_contain_text("已收到")
    has_no_barrier(page)


def test_what_was_typed_for_a_neighbour_stays_apart_from_ones_own_words(open_page: OpenPage) -> None:
    page = open_page("/")
    sign_in(page, "desk", then=PAGE)
    page.goto(PAGE)
    page.get_by_label("邻居的意见").fill("写到一半，邻居先走了。")
    page.goto(RING)
    expect(page.locator("#my-comments textarea")).to_have_value("")
    page.goto(PAGE)
    expect(page.get_by_label("邻居的意见")).to_have_value("写到一半，邻居先走了。")
    expect(page.locator("main [data-said]")).to_contain_text(re.compile("上次没有提交"))
