"""The comment box on a bad day: no network, a lost answer, a lost token, an expired session, a map without a mouse."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import DESKTOP, PASSWORD, OpenPage, sign_in

RING = "/plan/ring/"
OWN_PAGE = "/plan/ring/comment/"


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """The ring's page with the box of somebody signed in."""
    opened = open_page("/")
    sign_in(opened, "resident2", then=RING)
    opened.goto(RING)
    expect(field(opened)).to_be_visible()
    return opened


def field(page: Page) -> Locator:
    return page.locator("#my-comments textarea")


def send(page: Page) -> None:
    page.get_by_role("button", name="提交意见").click()


def mine(page: Page, text: str) -> Locator:
    return page.locator(".my-comment", has_text=text)


def said(page: Page) -> Locator:
    return page.locator("#my-comments [data-said]")


def lose_answers(page: Page) -> None:
    """Let what is sent arrive, and its answer get lost."""

    def lost(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/comment/", lost)


def test_what_was_typed_is_there_after_the_page_was_left(page: Page) -> None:
    field(page).fill("写到一半，先去买菜。")
    page.goto("/news/")
    page.goto(RING)
    expect(field(page)).to_have_value("写到一半，先去买菜。")
    expect(said(page)).to_contain_text("上次没有提交")
    page.goto(OWN_PAGE)
    expect(page.locator("textarea[name=text]")).to_have_value("写到一半，先去买菜。")


def test_one_writes_first_and_signs_in_last(open_page: OpenPage) -> None:
    text = "先写好这一句，再去登录。"
    page = open_page(RING)
    field(page).fill(text)
    page.get_by_role("button", name="登录并提交").click()
    page.locator("#my-comments").get_by_role("link", name=re.compile("登录")).click()
    page.fill("input[name=login]", "resident")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main").get_by_role("button", name="登录").click()
    expect(field(page)).to_have_value(text)
    send(page)
    expect(mine(page, text)).to_contain_text("审核中")


def test_without_network_nothing_is_lost_and_it_goes_when_there_is_one(page: Page) -> None:
    text = "地铁里没有信号时写的。"
    field(page).fill(text)
    page.context.set_offline(True)
    send(page)
    expect(said(page)).to_contain_text("没有网络，内容已保存在本机")
    expect(field(page)).to_have_value(text)
    page.context.set_offline(False)
    send(page)
    expect(mine(page, text)).to_contain_text("审核中")
    page.get_by_role("link", name="再写一条").click()
    expect(field(page)).to_have_value("")
    page.reload()
    expect(mine(page, text)).to_have_count(1)
    expect(field(page)).to_have_value("")


def test_a_lost_answer_does_not_make_two_comments(page: Page) -> None:
    text = "答复丢在路上，又点了一次。"
    field(page).fill(text)
    lose_answers(page)
    send(page)
    expect(said(page)).to_be_visible()
    page.unroute("**/comment/")
    send(page)
    expect(mine(page, text)).to_have_count(1)


def test_after_a_lost_answer_a_fresh_page_knows_that_it_arrived(page: Page) -> None:
    text = "答复丢在路上，又刷新了页面。"
    field(page).fill(text)
    lose_answers(page)
    send(page)
    expect(said(page)).to_be_visible()
    page.unroute("**/comment/")
    page.reload()
    expect(mine(page, text)).to_have_count(1)
    expect(field(page)).to_have_value("")


def test_what_was_changed_after_a_lost_answer_is_another_comment_and_kept(page: Page) -> None:
    field(page).fill("答复丢在路上，后来又改了。")
    lose_answers(page)
    send(page)
    expect(said(page)).to_be_visible()
    page.unroute("**/comment/")
    field(page).fill("改成了另外一个意思。")
    page.reload()
    expect(field(page)).to_have_value("改成了另外一个意思。")


def test_a_lost_token_is_renewed_without_losing_a_word(page: Page) -> None:
    text = "令牌换了，字还在。"
    field(page).fill(text)
    page.context.clear_cookies(name="csrftoken")
    send(page)
    expect(said(page)).to_contain_text("请再点一次提交")
    send(page)
    expect(mine(page, text)).to_have_count(1)


@pytest.mark.parametrize("lost", ["sessionid", "everything"])
def test_an_expired_session_leads_through_signing_in_back_to_the_text(page: Page, lost: str) -> None:
    text = f"登录过期前写的（{lost}）。"
    field(page).fill(text)
    page.context.clear_cookies(**({"name": lost} if lost == "sessionid" else {}))
    send(page)
    page.locator("#my-comments").get_by_role("link", name=re.compile("登录")).click()
    sign_in(page, "resident2", then="/plan/ring/%23my-comments")
    expect(page).to_have_url(re.compile(r"/plan/ring/#my-comments$"))
    expect(field(page)).to_have_value(text)
    send(page)
    expect(mine(page, text)).to_contain_text("审核中")


def test_letters_are_counted_when_they_run_out(page: Page) -> None:
    field(page).fill("字" * 1900)
    expect(page.locator("[data-count]")).to_have_text("还可以写 100 个字")
    field(page).fill("字" * 2003)
    expect(page.locator("[data-count]")).to_have_text("超出 3 个字")


def test_a_place_is_set_by_keyboard_and_by_pointer_and_cleared_again(open_page: OpenPage) -> None:
    page = open_page("/", size=DESKTOP)
    sign_in(page, "resident2", then=OWN_PAGE)
    page.goto(OWN_PAGE)
    shape, state = page.locator("input[name=shape]"), page.locator("[data-state]")
    assert page.evaluate("typeof window.L") == "undefined"
    page.get_by_role("button", name="标一个点").press("Enter")
    chart = page.locator("[data-map].leaflet-container")
    expect(chart).to_be_focused()
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(state).to_contain_text("位置已标好")
    first = shape.input_value()
    assert re.fullmatch(r'{"type":"Point","coordinates":\[121\.\d+,31\.\d+\]}', first)
    middle = chart.bounding_box()
    assert middle is not None
    chart.click(position={"x": middle["width"] / 2 - 40, "y": middle["height"] / 2})
    second = shape.input_value()
    assert second != first
    for _press in range(40):
        page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Enter")
    expect(state).to_contain_text("不在规划范围内")
    assert shape.input_value() == second
    page.get_by_role("button", name="清除位置").click()
    assert shape.input_value() == ""


def test_two_pages_keep_their_texts_apart(page: Page) -> None:
    field(page).fill("只属于环浜的话。")
    page.goto("/plan/")
    other = page.request.get("/plan/proposals.geojson").json()["features"]
    slug = next(f["properties"]["slug"] for f in other if f["properties"]["slug"] != "ring" and f["properties"]["open"])
    page.goto(f"/plan/{slug}/")
    expect(field(page)).to_have_value("")


def test_taking_a_comment_back_asks_first(page: Page) -> None:
    text = "写完又不想说了。"
    field(page).fill(text)
    send(page)
    own = mine(page, text)
    expect(own).to_have_count(1)
    own.locator("summary").click()
    own.get_by_role("button", name="确定撤回").click()
    expect(own).to_have_count(0)
