"""The whole path: a resident speaks about the ring, a moderator lets it stand, a stranger reads it."""

import json
import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import DESKTOP, PASSWORD, PHONE, OpenPage, sign_in

RING = "/plan/ring/"


def write_on_ring(page: Page, text: str, *, with_point: bool) -> None:
    """From the ring's page, as a stranger: sign in, come back to the box, write, send."""
    page.goto(RING)
    page.locator("#my-comments").get_by_role("link", name=re.compile("登录")).click()
    page.fill("input[name=login]", "resident")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main").get_by_role("button", name="登录").click()
    expect(page).to_have_url(re.compile(r"/plan/ring/.*#my-comments"))
    page.locator("#my-comments textarea").fill(text)
    if with_point:
        put_a_point_by_keyboard(page)
    page.get_by_role("button", name="提交意见").click()


def put_a_point_by_keyboard(page: Page) -> None:
    page.get_by_role("button", name="标一个点").click()
    chart = page.locator("[data-map].leaflet-container")
    expect(chart).to_be_visible()
    chart.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("[data-state]")).to_contain_text("位置已标好")


def approve(open_page: OpenPage, text: str) -> None:
    """As a moderator, in the back office: find the comment in the queue and let it stand."""
    page = open_page("/", size=DESKTOP)
    sign_in(page, "moderator", then="/admin/")
    page.get_by_role("link", name=re.compile("意见审核")).first.click()
    row = page.locator("li, tr, article, .queue-row", has=page.get_by_text(text)).last
    row.get_by_role("button", name="通过").click()
    expect(page.get_by_text(re.compile("已发布|通过")).first).to_be_visible()


def count_on_map(page: Page) -> int:
    collection = json.loads(page.request.get("/plan/proposals.geojson").text())
    ring = next(f for f in collection["features"] if f["properties"]["slug"] == "ring")
    return int(ring["properties"]["comments"])


@pytest.mark.parametrize(
    ("size", "script", "text"),
    [
        pytest.param(PHONE, True, "桥头的台阶请改成坡道，轮椅过不去。", id="phone"),
        pytest.param(DESKTOP, True, "晚上路灯太暗，看不清脚下的石头。", id="desktop"),
        pytest.param(PHONE, False, "河里的水草长得太密，该清一清了。", id="without_script"),
    ],
)
def test_a_comment_goes_from_a_resident_by_a_moderator_to_everyone(
    open_page: OpenPage, size: ViewportSize, script: bool, text: str
) -> None:
    stranger = open_page(RING, size=size)
    before = count_on_map(stranger)

    resident = open_page("/", size=size, script=script)
    if script:
        write_on_ring(resident, text, with_point=True)
    else:
        write_without_script(resident, text)
    waiting = resident.locator("#my-comments .my-comment", has_text=text)
    expect(waiting).to_contain_text("审核中")

    stranger.reload()
    expect(stranger.locator("body")).not_to_contain_text(text)
    assert count_on_map(stranger) == before

    approve(open_page, text)
    stranger.reload()
    expect(stranger.locator(".comment", has_text=text).first).to_be_visible()
    assert count_on_map(stranger) == before + 1

    resident.goto("/me/")
    expect(resident.locator("main")).to_contain_text("已发布")


def write_without_script(page: Page, text: str) -> None:
    page.goto(RING)
    page.locator("#my-comments a").first.click()
    page.locator("main").get_by_role("link", name=re.compile("登录")).first.click()
    page.fill("input[name=login]", "resident")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main").get_by_role("button", name="登录").click()
    page.locator("main textarea[name=text]").fill(text)
    page.get_by_role("button", name="提交意见").click()


def test_a_returned_comment_tells_its_author_why(open_page: OpenPage) -> None:
    text = "这一句会被退回，因为说得不清楚。"
    resident = open_page("/")
    write_on_ring(resident, text, with_point=False)
    expect(resident.locator(".my-comment", has_text=text)).to_contain_text("审核中")

    moderator = open_page("/", size=DESKTOP)
    sign_in(moderator, "moderator2", then="/admin/")
    moderator.get_by_role("link", name=re.compile("意见审核")).first.click()
    row = moderator.locator("li, tr, article, .queue-row", has=moderator.get_by_text(text)).last
    row.locator("summary").click()
    row.locator("select[name=reason]").select_option("unclear")
    row.get_by_role("button", name="退回给作者").click()

    resident.reload()
    mine = resident.locator(".my-comment", has_text=text)
    expect(mine).to_contain_text("已退回")
    expect(mine).to_contain_text("看不明白")


def test_enter_in_the_reason_decides_nothing_and_never_publishes(open_page: OpenPage) -> None:
    text = "回车键不该把这一句放出去。"
    resident = open_page("/")
    write_on_ring(resident, text, with_point=False)
    expect(resident.locator(".my-comment", has_text=text)).to_contain_text("审核中")
    moderator = open_page("/", size=DESKTOP)
    sign_in(moderator, "moderator2", then="/admin/comments/")
    row = moderator.locator("li, tr, article, .queue-row", has=moderator.get_by_text(text)).last
    row.locator("summary").click()
    row.locator("select[name=reason]").select_option("personal_data")
    row.locator("input[name=note]").fill("请补充地点")
    moderator.keyboard.press("Enter")
    expect(row.locator("input[name=note]")).to_have_value("请补充地点")
    row.get_by_role("button", name="退回给作者").click()
    resident.reload()
    expect(resident.locator(".my-comment", has_text=text)).to_contain_text("已退回")


def test_a_comment_that_is_too_short_is_refused_and_stays_in_the_box(open_page: OpenPage) -> None:
    page = open_page("/")
    write_on_ring(page, "好", with_point=False)
    expect(page.locator("#my-comments .error").first).to_be_visible()
    expect(page.locator("#my-comments textarea")).to_have_value("好")
    page.locator("#my-comments textarea").fill("好的，这回写清楚一点。")
    expect(page.locator("#my-comments .error:visible")).to_have_count(0)


def test_what_was_written_survives_an_expired_session(open_page: OpenPage) -> None:
    text = "登录过期了，这些字还要在。"
    page = open_page("/")
    sign_in(page, "resident", then=RING)
    page.goto(RING)
    page.locator("#my-comments textarea").fill(text)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="提交意见").click()
    box = page.locator("#my-comments")
    expect(box.locator("textarea").first).to_have_value(text)
    box.get_by_role("link", name=re.compile("登录")).first.click()
    page.fill("input[name=login]", "resident")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main").get_by_role("button", name="登录").click()
    expect(page.locator("#my-comments textarea")).to_have_value(text)


def test_what_was_written_survives_the_loss_of_every_cookie(open_page: OpenPage) -> None:
    text = "连令牌也没有了，这些字还要在。"
    page = open_page("/")
    sign_in(page, "resident", then=RING)
    page.goto(RING)
    page.locator("#my-comments textarea").fill(text)
    page.context.clear_cookies()
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator("#my-comments [data-said], #my-comments .notice").first).to_be_visible()
    expect(page.locator("#my-comments textarea").first).to_have_value(text)


def test_a_double_click_stores_one_comment(open_page: OpenPage) -> None:
    text = "连点两下，只该有一条。"
    page = open_page("/")
    sign_in(page, "resident2", then=RING)
    page.goto(RING)
    page.locator("#my-comments textarea").fill(text)
    page.get_by_role("button", name="提交意见").dblclick()
    expect(page.locator(".my-comment", has_text=text)).to_have_count(1)
    page.goto("/me/")
    expect(page.locator(".my-comment", has_text=text)).to_have_count(1)


def test_a_closed_consultation_takes_nothing_and_says_so(open_page: OpenPage) -> None:
    page = open_page("/")
    sign_in(page, "resident", then="/plan/culture-cinema/")
    page.goto("/plan/culture-cinema/comment/")
    expect(page.locator("main")).to_contain_text("截止")
    expect(page.locator("main textarea")).to_have_count(0)
