"""The election as people meet it: on a wall, on a telephone, on paper, and for the ear."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage

CYCLE = "/election/2021/"
PAGES = (
    CYCLE,
    "/election/2021/001/",
    "/election/2021/bulletins/",
    "/election/2021/bulletins/bulletin-2/",
    "/election/2021/example/",
)
A3_LANDSCAPE = (420, 297)  # millimetres
POINTS = 72 / 25.4


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_form_but_the_search_and_says_why(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    page.wait_for_load_state("networkidle")  # what comes as a fragment is there
    assert page.locator("form:not([role=search])").count() == 0
    assert page.locator("main").locator("input, textarea, select").count() == 0
    expect(page.get_by_text("这一页不能留言、点赞、投票，也不能提名")).to_be_visible()


def test_the_wall_says_in_words_what_is_done_goes_on_and_is_not_known(open_page: OpenPage) -> None:
    wall = open_page(CYCLE, size=DESKTOP, script=False).locator(".wall")
    assert "已完成" in wall.locator(".tile.done", has_text="推荐测评会").inner_text()
    assert "正在进行" in wall.locator(".tile.now", has_text="初步人选推荐").inner_text()
    assert (
        wall.locator(".wall-loose .tile.unknown").count() == 22
    )  # 21 that nobody named, and one of which no more is known
    signs = {
        state: wall.locator(f".wall-key .{state}").evaluate("e => getComputedStyle(e, '::before').content")
        for state in ("done", "now", "next", "planned", "unknown")
    }
    assert len(set(signs.values())) == 5, signs  # told apart without colour


def test_the_same_is_a_table_for_the_ear(open_page: OpenPage) -> None:
    for size in (PHONE, DESKTOP):
        table = open_page(CYCLE, size=size).get_by_role("table")
        row = table.get_by_role("row").filter(has=table.page.get_by_role("rowheader", name="初步人选推荐"))
        assert "正在进行" in row.inner_text()
        expect(table.get_by_role("rowheader", name="还有 21 个环节")).to_have_count(1)


def printed(html_of: str, chromium: Browser, server: str) -> tuple[int, set[tuple[int, int]]]:
    """Return how many sheets a page takes, and their sizes in millimetres, wide by high."""
    page = chromium.new_page(base_url=server)
    page.goto(CYCLE)
    page.evaluate(html_of)
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", pdf)
    sizes = {(round(float(wide) / POINTS), round(float(high) / POINTS)) for wide, high in boxes}
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)), sizes


FULL = """() => {
  const tile = document.querySelector(".wall-stage .tile");
  const full = "<b>第 23 环节 召开居民会议通过选举办法并公告</b><span>选举日前 34 天至选举日前 29 天</span><i>还没开始</i>";
  for (const stage of document.querySelectorAll(".wall-stage")) {
    stage.querySelectorAll(".tile").forEach((old) => old.remove());
    for (let n = 0; n < 5; n += 1) {
      const one = tile.cloneNode();
      one.className = "tile planned";
      one.innerHTML = full;
      stage.append(one);
    }
  }
  document.querySelector(".wall-loose").remove();
  const meetings = document.querySelector(".wall-meetings .tiles");
  for (let n = 0; n < 11; n += 1) meetings.append(meetings.firstElementChild.cloneNode(true));
}"""


@pytest.mark.parametrize("change", ["() => 0", FULL], ids=["as_it_is", "everything_known"])
def test_the_wall_is_one_sheet_of_a3(change: str, chromium: Browser, server: str) -> None:
    assert printed(change, chromium, server) == (1, {A3_LANDSCAPE})


def test_the_calendar_is_downloaded_by_keyboard(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(CYCLE)
    link = page.get_by_role("link", name="加到手机日历")
    link.focus()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    file = tmp_path / "calendar.ics"
    waiting.value.save_as(file)
    assert file.read_text().count("BEGIN:VEVENT") == 5


def test_one_goes_from_the_front_page_to_ones_neighbourhood(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_role("link", name="看步骤和消息").click()
    page.get_by_role("link", name="2021年居民区").first.click()
    page.get_by_role("link", name="枫岭园居民区").click()
    expect(page.get_by_role("heading", level=1, name="枫岭园居民区")).to_be_visible()
    assert page.url.endswith("/election/2021/027/")
