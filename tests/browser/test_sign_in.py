"""The door on a phone: number, code, a name and two ticks, and one stands at the comment box again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage, has_no_barrier

RING = "/plan/ring/"
#: The demonstration writes its messages to a file: nobody gets one.
NEWCOMER, ANOTHER, RESIDENT = "199 0000 0101", "199 0000 0102", "19900000001"


def ask_for_a_code(page: Page, number: str, *, at: str = RING) -> None:
    page.goto(at)
    page.locator("#my-comments").get_by_role("link", name=re.compile("登录")).click()
    page.get_by_role("textbox", name="手机号").fill(number)
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_role("heading", name="填验证码")).to_be_visible()


def read_the_code(page: Page) -> str:
    """From the page of messages, and back to where it is typed in."""
    page.get_by_role("link", name="看收到的短信").click()
    code = page.locator(".sent-code").first.inner_text()
    page.get_by_role("link", name="去填验证码").click()
    return code


def type_in(page: Page, code: str) -> None:
    page.get_by_label("验证码").fill(code)
    page.get_by_role("button", name="确定").click()


def introduce_oneself(page: Page, name: str) -> None:
    page.get_by_label("显示名").fill(name)
    for tick in ("我已满 14 岁", "我看过并同意《个人信息说明》", "我看过并同意《用户协议》"):
        page.get_by_label(tick).check()
    page.get_by_role("button", name="好了，继续").click()


@pytest.mark.parametrize(("script", "number"), [(True, NEWCOMER), (False, ANOTHER)], ids=["script", "without_script"])
def test_a_newcomer_comes_from_the_comment_box_back_to_it(open_page: OpenPage, script: bool, number: str) -> None:
    page = open_page("/", size=PHONE, script=script)
    if script:
        ask_for_a_code(page, number)
    else:
        page.goto(f"/accounts/login/?next={RING}comment/")
        page.get_by_role("textbox", name="手机号").fill(number)
        page.get_by_role("button", name="获取验证码").click()
    type_in(page, read_the_code(page))
    expect(page.get_by_role("heading", name="欢迎，还差一步")).to_be_visible()
    introduce_oneself(page, "环浜边新来的人")
    expect(page).to_have_url(re.compile(r"/plan/ring/.*#my-comments" if script else r"/plan/ring/comment/"))
    expect(page.locator("main textarea").first).to_be_visible()


def test_a_resident_who_is_known_goes_straight_back(open_page: OpenPage) -> None:
    page = open_page("/", size=PHONE)
    ask_for_a_code(page, RESIDENT)
    expect(page.get_by_text("199****0001")).to_be_visible()
    resend = page.get_by_role("button", name=re.compile("秒后可以重发"))
    expect(resend).to_be_disabled()
    type_in(page, "12345")
    expect(page.get_by_role("alert")).to_contain_text("验证码是 6 位数字")
    type_in(page, read_the_code(page))
    expect(page).to_have_url(re.compile(r"/plan/ring/.*#my-comments"))


def test_every_page_of_the_door_fits_a_phone_and_passes_axe(open_page: OpenPage) -> None:
    page = open_page("/", size=PHONE)
    ask_for_a_code(page, "199 0000 0103")
    has_no_barrier(page)
    code = read_the_code(page)
    page.goto("/accounts/outbox/")
    has_no_barrier(page)
    page.goto("/accounts/login/code/confirm/")
    type_in(page, code)
    has_no_barrier(page)
    page.get_by_role("button", name="好了，继续").click()
    has_no_barrier(page)
    for path in ("/me/details/", "/me/phone/", "/me/"):
        page.goto(path)
        has_no_barrier(page)
