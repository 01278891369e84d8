"""All of taking part at 360 px: in by phone, a line and a photograph, back and forth with moderators, an answer, an appeal."""

import io
import re

from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, sign_in
from tests.browser.test_drawing import begin, tap
from tests.browser.test_sign_in import ask_for_a_code, introduce_oneself, read_the_code, type_in

AXIS = "/plan/axis-lanxi/"
NUMBER = "199 0000 0301"
UNCLEAR = "这里的路要修。"
#: With a link: two moderators have to agree.
CLEAR = "兰溪路靠菜场这一段路面高低不平，下雨积水，请整段重铺，做法可看 www.example.org。"


def queue_row(page: Page, text: str) -> Locator:
    page.goto("/admin/comments/")
    return page.locator("[data-entry]", has_text=text)


def at_work(open_page: OpenPage, name: str) -> Page:
    page = open_page("/", size=DESKTOP)
    sign_in(page, name, then="/me/")
    return page


def say_no(row: Locator, opens: str, does: str) -> None:
    row.locator("summary", has_text=opens).click()
    reason = row.locator("details[open]")
    reason.locator("select[name=reason]").select_option("unclear")
    reason.locator("input[name=note]").fill("请写清楚是哪一段")
    reason.get_by_role("button", name=does, exact=True).click()


def photograph() -> FilePayload:
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "#5a7d5a").save(file, "JPEG")
    return {"name": "路面.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def come_in_by_phone(page: Page) -> None:
    ask_for_a_code(page, NUMBER, at=AXIS)
    type_in(page, read_the_code(page))
    introduce_oneself(page, "兰溪路的老邻居")
    expect(page).to_have_url(re.compile(f"{AXIS}.*#my-comments"))


def send_line_and_photograph(page: Page) -> None:
    page.locator("#my-comments textarea").fill(UNCLEAR)
    chart = begin(page, "画一条线")
    tap(page, chart, (-60, -40), (0, 0), (50, 40))
    page.get_by_role("button", name="画完了").tap()
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


def be_returned_and_publish_another_wording(resident: Page, first: Page, second: Page, stranger: Page) -> None:
    say_no(queue_row(first, UNCLEAR), "退回…", "退回给作者")
    resident.goto("/me/")
    mine = resident.locator(".my-comment", has_text=UNCLEAR)
    expect(mine).to_contain_text("请写清楚是哪一段")
    mine.get_by_role("link", name="修改后再提交").click()
    resident.locator("textarea[name=text]").fill(CLEAR)
    resident.locator("main form button[type=submit]").first.click()
    expect(resident.locator(".my-comment", has_text=CLEAR)).to_contain_text("审核中")
    queue_row(first, CLEAR).get_by_role("button", name="照片通过").click()
    queue_row(first, CLEAR).get_by_role("button", name="通过", exact=True).click()
    stranger.goto(AXIS)
    expect(stranger.locator("body")).not_to_contain_text(CLEAR)
    queue_row(second, CLEAR).get_by_role("button", name="通过", exact=True).click()
    stranger.reload()
    public = stranger.locator(".comment", has_text=CLEAR)
    expect(public).to_contain_text("一条线")
    expect(public.locator(".photos img")).to_have_count(1)


def support(neighbour: Page) -> None:
    neighbour.goto(AXIS)
    button = neighbour.locator(".comment", has_text=CLEAR).get_by_role("button", name=re.compile("支持"))
    button.click()
    expect(button.locator("[data-number]")).to_have_text("1")


def report(neighbour: Page) -> None:
    neighbour.goto(AXIS)
    neighbour.locator(".comment", has_text=CLEAR).get_by_role("link", name=re.compile("举报")).click()
    neighbour.get_by_label("不属实").check()
    neighbour.get_by_role("button", name="提交举报").click()
    expect(neighbour.get_by_role("status")).to_contain_text("已收到您的举报")


def appeal(resident: Page) -> None:
    resident.goto("/me/")
    mine = resident.locator(".my-comment", has_text=CLEAR)
    expect(mine).to_contain_text("已隐藏")
    mine.get_by_role("link", name="申诉").click()
    resident.locator("textarea[name=text]").fill("路面积水是事实，社区也来看过。")
    resident.get_by_role("button", name="提交申诉").click()


def test_a_comment_from_a_number_to_an_answer_and_through_report_and_appeal(open_page: OpenPage) -> None:
    resident = open_page("/", size=PHONE, touch=True)
    come_in_by_phone(resident)
    send_line_and_photograph(resident)
    expect(resident.locator(".my-comment", has_text=UNCLEAR)).to_contain_text("审核中")

    first, second = at_work(open_page, "moderator"), at_work(open_page, "moderator2")
    stranger = open_page(AXIS, size=PHONE)
    be_returned_and_publish_another_wording(resident, first, second, stranger)

    neighbour = open_page("/", size=PHONE)
    sign_in(neighbour, "resident2", then="/me/")
    support(neighbour)
    answer(at_work(open_page, "planner"), CLEAR)
    stranger.reload()
    public = stranger.locator(".comment", has_text=CLEAR)
    expect(public).to_contain_text("这一段列入明年春天的整修。")
    resident.goto("/me/")
    expect(resident.locator("main")).to_contain_text("有了答复")

    report(neighbour)
    say_no(queue_row(first, CLEAR), "隐藏…", "隐藏")
    stranger.reload()
    expect(stranger.locator("body")).not_to_contain_text(CLEAR)
    appeal(resident)
    expect(queue_row(first, CLEAR)).to_contain_text("这是针对您自己的决定")
    queue_row(second, CLEAR).get_by_role("button", name="申诉成立，恢复发布").click()
    stranger.reload()
    expect(public).to_be_visible()
    resident.goto("/me/")
    expect(resident.locator(".my-comment", has_text=CLEAR)).to_contain_text("已发布")
