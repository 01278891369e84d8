"""A full lecture: sign up on a phone, wait, move up, show the code at the door, ask, and be answered on the stage."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PASSWORD, PHONE, OpenPage, has_no_barrier, sign_in

LECTURE = "/lectures/lecture-4/"
QUESTION = "走累了的人在哪里等大家？"


def no_barrier(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    has_no_barrier(page)


def test_a_place_is_taken_waited_for_given_on_and_checked_in_and_a_question_is_answered(open_page: OpenPage) -> None:
    resident, desk, third = (
        open_page(LECTURE, touch=True),
        open_page("/", size=PHONE),
        open_page(LECTURE, script=False),
    )
    sign_up(resident)
    fill_up(desk)
    wait_without_script(third)
    give_on(resident)
    show_the_code(third, open_page)
    check_in(desk, third.locator(".my-code strong").inner_text())
    ask(resident)
    moderator = open_page("/", size=DESKTOP)
    sign_in(moderator, "moderator", then="/admin/questions/")
    answer(moderator, moderator.context.new_page(), open_page)


def sign_up(resident: Page) -> None:
    """Say what one wants without an account yet: signing in comes last and leads back."""
    box = resident.locator(".register-box")
    box.get_by_role("button", name="我要报名").click()
    expect(box.get_by_role("alert").filter(has_text="请先登录")).to_be_focused()
    no_barrier(resident)
    box.get_by_role("link", name="登录后继续").click()
    resident.fill("input[name=login]", "resident")
    resident.fill("input[name=password]", PASSWORD)
    resident.locator("main").get_by_role("button", name="登录").click()
    expect(resident).to_have_url(re.compile(f"{LECTURE}#attending$"))
    box.get_by_role("button", name="我要报名").click()
    expect(box).to_contain_text("您已经报上名了")


def fill_up(desk: Page) -> None:
    """Give the last place to a neighbour without an account."""
    sign_in(desk, "desk", then="/admin/attendance/")
    desk.get_by_role("link", name=re.compile("十五分钟")).click()
    expect(desk.locator(".door-list")).to_contain_text("居民甲")
    no_barrier_in_admin(desk)
    desk.get_by_role("link", name="代邻居报名").click()
    desk.fill("[name=display_name]", "花溪路的王阿姨")
    desk.select_option("[name=neighbourhood]", index=1)
    desk.check("[name=agreed]")
    desk.locator("main").get_by_role("button", name="报名").click()
    expect(desk.locator(".door-list")).to_contain_text("花溪路的王阿姨")


def wait_without_script(third: Page) -> None:
    sign_in(third, "resident2", then=f"{LECTURE}register/")
    expect(third.locator("main")).to_contain_text("2 个名额已经报满")
    third.get_by_role("button", name="排队候补").click()
    expect(third.locator("main")).to_contain_text("您在候补名单上")


def give_on(resident: Page) -> None:
    box = resident.locator(".register-box")
    box.get_by_text("来不了，取消报名").click()
    box.get_by_role("button", name="确定取消").click()
    expect(box).to_contain_text("已经取消")


def show_the_code(third: Page, open_page: OpenPage) -> None:
    """Be told of the place, and have a square for the door."""
    third.goto("/me/")
    third.get_by_role("button", name=re.compile("候补的讲座有名额了")).click()
    code = third.get_by_role("img", name=re.compile("入场码"))
    assert code.evaluate("image => image.naturalWidth > 100 && image.complete")
    # axe needs script: the same page as the same person, in a browser that has it.
    judged = open_page("/")
    kept = third.context.cookies()
    judged.context.add_cookies([{"name": c["name"], "value": c["value"], "url": judged.url} for c in kept])
    judged.goto(third.url)
    no_barrier(judged)


def check_in(desk: Page, name: str) -> None:
    """Find somebody by name, check them in, take it back, and check them in again."""
    desk.reload()
    desk.get_by_role("searchbox", name="按称呼找").fill(name)
    desk.get_by_role("button", name="找", exact=True).click()
    row = desk.locator(".door-list li").filter(has_text=name)
    row.get_by_role("button", name=re.compile("^签到")).click()
    expect(row).to_contain_text("已签到")
    row.get_by_role("button", name=re.compile("撤销签到")).click()
    row.get_by_role("button", name=re.compile("^签到")).click()
    expect(row).to_contain_text("已签到")
    no_barrier_in_admin(desk)


def ask(resident: Page) -> None:
    box = resident.locator(".question-box")
    box.get_by_label("您想问什么").fill(QUESTION)
    box.get_by_role("button", name="提交提问").click()
    expect(box.get_by_role("status").filter(has_text="已收到，正在审核")).to_be_focused()
    no_barrier(resident)


def answer(moderator: Page, host: Page, open_page: OpenPage) -> None:
    """Let the question through, see it come onto the stage by itself and onto the lecture's page, and tick it off."""
    host.goto("/admin/questions/")
    host.get_by_role("link", name=re.compile("十五分钟")).click()
    expect(host.locator("#stage")).to_contain_text("还没有入选的提问")
    waiting = moderator.locator(".question-list > li").filter(has_text=QUESTION)
    expect(waiting).to_contain_text("不公开名字")
    no_barrier_in_admin(moderator)
    waiting.get_by_role("button", name="入选").click()
    expect(host.locator(".stage-text")).to_have_text(QUESTION)
    for width in (PHONE["width"], 768, 1440):
        host.set_viewport_size({"width": width, "height": 800})
        has_no_barrier(host)
    reader = open_page(f"{LECTURE}#questions", script=False)
    expect(reader.locator(".questions")).to_contain_text("还没回答")
    host.get_by_role("button", name="已回答").click()
    expect(host.locator("#stage")).to_contain_text("入选的都回答了")
    reader.reload()
    expect(reader.locator(".questions li").filter(has_text=QUESTION)).to_contain_text("已在现场回答")


def no_barrier_in_admin(page: Page) -> None:
    """Wagtail's own frame is not ours to judge: nothing of ours is wider than the screen."""
    assert page.evaluate("document.querySelector('main').scrollWidth <= window.innerWidth")
