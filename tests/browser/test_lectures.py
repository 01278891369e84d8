"""A slide PDF becomes a lecture that a person leafs through; a recording plays beside its transcript."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from config.demo.pdf import pdf_of
from tests.browser.conftest import DESKTOP, OpenPage, has_no_barrier, sign_in


def upload(page: Page, file: Path) -> None:
    page.goto("/admin/documents/multiple/add/")
    page.set_input_files("input[type=file]", str(file))
    expect(page.locator(".upload-success, .status-msg.success").first).to_be_visible()


def choose(page: Page, field: str, word: str) -> None:
    page.locator(f"#{field}-chooser").get_by_role("button", name=re.compile("选择")).click()
    page.locator(".modal").get_by_role("link", name=word).first.click()
    expect(page.locator(".modal")).to_have_count(0)


def test_a_slide_pdf_of_sixty_pages_is_leafed_through_found_and_leads_to_the_ring_and_back(
    open_page: OpenPage, tmp_path: Path
) -> None:
    deck = tmp_path / "sixty.pdf"
    deck.write_bytes(pdf_of([[f"环浜讲义第{number}页", f"水杉{number}号"] for number in range(1, 61)]))
    editor = open_page("/", size=DESKTOP)
    sign_in(editor, "editor", then="/admin/")
    upload(editor, deck)
    write_lecture(editor)
    publish(editor)
    expect(editor.locator("slides-progress")).to_contain_text("处理好了，共 60 页", timeout=120_000)

    reader = open_page("/search/?q=水杉47号", touch=True)
    slide = reader.get_by_role("link", name="六十页的讲座 · 第 47 页")
    assert (slide.get_attribute("href") or "").endswith("/slides/47/")
    reader.get_by_role("link", name="六十页的讲座", exact=True).click()
    reader.wait_for_url(re.compile("/lectures/"))
    lecture = reader.url
    reader.get_by_role("link", name="翻看幻灯片，共 60 页").click()
    expect(reader.locator("h1")).to_have_text("第 1 页，共 60 页")
    reader.get_by_role("link", name="下一页").click()
    expect(reader.locator("h1")).to_have_text("第 2 页，共 60 页")
    swipe(reader, -150)
    expect(reader.locator("h1")).to_have_text("第 3 页，共 60 页")
    swipe(reader, 150)
    expect(reader.locator("h1")).to_have_text("第 2 页，共 60 页")
    reader.keyboard.press("ArrowRight")
    expect(reader.locator("h1")).to_have_text("第 3 页，共 60 页")
    reader.keyboard.press("ArrowLeft")
    expect(reader.locator("h1")).to_have_text("第 2 页，共 60 页")
    expect(reader.locator(".slide-text")).to_contain_text("水杉2号")
    assert reader.evaluate("document.querySelector('.slide-picture').naturalWidth") == 1600

    reader.goto(f"{lecture}slides/12/")
    reader.locator(".slide-about").get_by_role("link", name=re.compile("一环")).click()
    expect(reader).to_have_url(re.compile("/plan/ring/$"))
    back = reader.locator(".proposal-related").get_by_role("link", name="六十页的讲座 · 第 12 页")
    back.click()
    expect(reader.locator("h1")).to_have_text("第 12 页，共 60 页")
    has_no_barrier(reader)


def write_lecture(page: Page) -> None:
    """Make a lecture with the uploaded slides, whose twelfth is about the ring."""
    page.goto("/admin/")
    series = page.request.get("/admin/api/main/pages/?slug=lectures").json()["items"][0]["id"]
    page.goto(f"/admin/pages/add/cms/lecturepage/{series}/")
    page.fill("#id_title", "六十页的讲座")
    choose(page, "id_slides", "sixty")
    page.get_by_role("button", name="增加 讲到的地方").click()
    page.fill("#id_moments-0-slide", "12")
    choose(page, "id_moments-0-proposal", "一环：曹杨环浜")


def publish(page: Page) -> None:
    page.locator("[data-w-dropdown-target=toggle]").last.click()
    page.get_by_role("button", name="发布", exact=True).click()
    page.wait_for_load_state("networkidle")
    lecture = page.request.get("/admin/api/main/pages/?order=-id&limit=1").json()["items"][0]["id"]
    page.goto(f"/admin/pages/{lecture}/edit/")


def swipe(page: Page, across: int) -> None:
    """Draw a finger over the picture."""
    page.evaluate(
        """(across) => {
          const leaf = document.querySelector("slide-leaf");
          const at = (x) => [new Touch({ identifier: 1, target: leaf, clientX: x, clientY: 300 })];
          const send = (name, x, down) => leaf.dispatchEvent(
            new TouchEvent(name, { bubbles: true, touches: down ? at(x) : [], changedTouches: at(x) }));
          send("touchstart", 180, true);
          send("touchend", 180 + across, false);
        }""",
        across,
    )


def test_a_chapter_jumps_and_the_transcript_follows(open_page: OpenPage) -> None:
    page = open_page("/lectures/lecture-2/")
    page.locator(".chapters").get_by_role("link", name=re.compile("往低处走")).first.click()
    page.wait_for_function("document.querySelector('audio').currentTime >= 6")
    expect(page.locator(".transcript [aria-current]")).to_contain_text("往低处走")
    assert page.url.endswith("/lectures/lecture-2/")  # it did not leave for the file


def test_the_address_of_a_chapter_begins_there(open_page: OpenPage) -> None:
    page = open_page("/lectures/lecture-2/#chapter-2")
    page.wait_for_function("document.querySelector('audio').currentTime === 6")


def test_without_script_slides_turn_and_chapters_are_links_into_the_file(open_page: OpenPage) -> None:
    page = open_page("/lectures/lecture-2/slides/1/", script=False)
    page.get_by_role("link", name="下一页").click()
    expect(page.locator("h1")).to_have_text("第 2 页，共 5 页")
    page.get_by_role("link", name="回到讲座").click()
    link = page.locator(".chapters").get_by_role("link", name=re.compile("往低处走")).first
    assert (link.get_attribute("href") or "").endswith(".wav#t=6")
    expect(page.locator(".transcript")).to_contain_text("0:06")
