"""All of taking part at 360 px: in by phone, a line and a photograph, back and forth with moderators, an answer, an appeal."""

import io
import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, sign_in
from tests.browser.keyboard import put_away_mouse_and_finger
from tests.browser.test_drawing import draw_by_finger, draw_by_keys
from tests.browser.test_sign_in import ask_for_a_code, introduce_oneself, read_the_code, type_in

AXIS = "/plan/axis-lanxi/"


class Words(NamedTuple):
    """What one resident is called and says; the clearer wording has a link, so that two moderators have to agree."""

    number: str
    name: str
    unclear: str
    clear: str


BY_FINGER = Words(
    number="199 0000 0301",
    name="兰溪路的老邻居",
    unclear="这里的路要修。",
    clear="兰溪路靠菜场这一段路面高低不平，下雨积水，请整段重铺，做法可看 www.example.org。",
)
BY_KEYS = Words(
    number="199 0000 0302",
    name="桂巷路的新邻居",
    unclear="那边的树要管。",
    clear="兰溪路靠学校这一段的行道树压着电线，刮风时火花四溅，请修剪，做法可看 www.example.org。",
)


def queue_row(page: Page, text: str) -> Locator:
    page.goto("/admin/comments/")
    return page.locator("[data-entry]", has_text=text)


def at_work(open_page: OpenPage, name: str) -> Page:
    page = open_page("/", size=DESKTOP)
    sign_in(page, name, then="/me/")
    return page


def say_yes(row: Locator, button: str) -> None:
    row.get_by_role("button", name=button, exact=True).click()
    expect(row.page.locator(".messages .success")).to_be_visible()


def say_no(row: Locator, opens: str, does: str) -> None:
    row.locator("summary", has_text=opens).click()
    reason = row.locator("details[open]")
    reason.locator("select[name=reason]").select_option("unclear")
    reason.locator("input[name=note]").fill("请写清楚是哪一段")
    say_yes(reason, does)


def photograph() -> FilePayload:
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "#5a7d5a").save(file, "JPEG")
    return {"name": "路面.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def come_in_by_phone(page: Page, words: Words) -> None:
    ask_for_a_code(page, words.number, at=AXIS)
    type_in(page, read_the_code(page))
    introduce_oneself(page, words.name)
    expect(page).to_have_url(re.compile(f"{AXIS}.*#my-comments"))


def send_line_and_photograph(page: Page, words: Words, draw: Callable[[Page], None]) -> None:
    page.locator("#my-comments textarea").fill(words.unclear)
    draw(page)
    expect(page.locator("shape-picker [data-state]")).to_contain_text("线已画好")
    page.locator("input[name=photos]").set_input_files([photograph()])
    page.get_by_role("button", name="提交意见").click()


def answer(planner: Page, text: str) -> None:
    planner.goto("/admin/comments/published/")
    planner.locator("li", has_text=text).get_by_role("checkbox").check()
    planner.get_by_role("button", name="答复勾选的意见").click()
    planner.locator("select[name=kind]").select_option("adopted")
    planner.locator("textarea[name=text]").fill("这一段列入明年春天的整修。")
    planner.locator("input[name=office]").fill("街道管理办")
    planner.locator("main form button[type=submit]").first.click()
    expect(planner.locator(".messages .success")).to_be_visible()


def be_returned_and_publish_another_wording(
    resident: Page, words: Words, first: Page, second: Page, stranger: Page
) -> None:
    say_no(queue_row(first, words.unclear), "退回…", "退回给作者")
    resident.goto("/me/")
    mine = resident.locator(".my-comment", has_text=words.unclear)
    expect(mine).to_contain_text("请写清楚是哪一段")
    mine.get_by_role("link", name="修改后再提交").click()
    resident.locator("textarea[name=text]").fill(words.clear)
    resident.locator("main form button[type=submit]").first.click()
    expect(resident.locator(".my-comment", has_text=words.clear)).to_contain_text("审核中")
    say_yes(queue_row(first, words.clear), "照片通过")
    say_yes(queue_row(first, words.clear), "通过")
    stranger.goto(AXIS)
    expect(stranger.locator("body")).not_to_contain_text(words.clear)
    say_yes(queue_row(second, words.clear), "通过")
    stranger.reload()
    public = stranger.locator(".comment", has_text=words.clear)
    expect(public).to_contain_text("一条线")
    expect(public.locator(".photos img")).to_have_count(1)


def support(neighbour: Page, words: Words) -> None:
    neighbour.goto(AXIS)
    button = neighbour.locator(".comment", has_text=words.clear).get_by_role("button", name=re.compile("支持"))
    button.click()
    expect(button.locator("[data-number]")).to_have_text("1")


def report(neighbour: Page, words: Words) -> None:
    neighbour.goto(AXIS)
    neighbour.locator(".comment", has_text=words.clear).get_by_role("link", name=re.compile("举报")).click()
    neighbour.get_by_label("不属实").check()
    neighbour.get_by_role("button", name="提交举报").click()
    expect(neighbour.get_by_role("status")).to_contain_text("已收到您的举报")


def appeal(resident: Page, words: Words) -> None:
    resident.goto("/me/")
    mine = resident.locator(".my-comment", has_text=words.clear)
    expect(mine).to_contain_text("已隐藏")
    mine.get_by_role("link", name="申诉").click()
    resident.locator("textarea[name=text]").fill("路面积水是事实，社区也来看过。")
    resident.get_by_role("button", name="提交申诉").click()
    expect(resident.get_by_role("status")).to_contain_text("已收到您的申诉")


@pytest.mark.parametrize("words", [BY_FINGER, BY_KEYS], ids=["finger", "keyboard"])
def test_a_comment_from_a_number_to_an_answer_and_through_report_and_appeal(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, words: Words
) -> None:
    by_keys = words is BY_KEYS
    if by_keys:
        put_away_mouse_and_finger(monkeypatch)
    resident = open_page("/", size=PHONE, touch=not by_keys)
    come_in_by_phone(resident, words)
    send_line_and_photograph(resident, words, draw_by_keys if by_keys else draw_by_finger)
    expect(resident.locator(".my-comment", has_text=words.unclear)).to_contain_text("审核中")

    first, second = at_work(open_page, "moderator"), at_work(open_page, "moderator2")
    stranger = open_page(AXIS, size=PHONE)
    be_returned_and_publish_another_wording(resident, words, first, second, stranger)

    neighbour = open_page("/", size=PHONE)
    sign_in(neighbour, "resident2", then="/me/")
    support(neighbour, words)
    answer(at_work(open_page, "planner"), words.clear)
    stranger.reload()
    public = stranger.locator(".comment", has_text=words.clear)
    expect(public).to_contain_text("这一段列入明年春天的整修。")
    resident.goto("/me/")
    expect(resident.locator("main")).to_contain_text("有了答复")

    report(neighbour, words)
    say_no(queue_row(first, words.clear), "隐藏…", "隐藏")
    stranger.reload()
    expect(stranger.locator("body")).not_to_contain_text(words.clear)
    appeal(resident, words)
    expect(queue_row(first, words.clear)).to_contain_text("这是针对您自己的决定")
    say_yes(queue_row(second, words.clear), "申诉成立，恢复发布")
    stranger.reload()
    expect(public).to_be_visible()
    resident.goto("/me/")
    expect(resident.locator(".my-comment", has_text=words.clear)).to_contain_text("已发布")
