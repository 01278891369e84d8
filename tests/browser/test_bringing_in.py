"""An editor brings a Word document in on a phone: told what is missing, mended, made, taken back."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, OpenPage, has_no_barrier, sign_in
from tests.cms.word_files import make_report


def test_a_word_document_goes_through_its_preview_into_a_draft_and_back(open_page: OpenPage, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(make_report())
    page = open_page("/", size=PHONE)
    sign_in(page, "editor")
    page.goto("/admin/bring-in/")
    has_no_barrier(page)
    page.get_by_label("Word 文件").set_input_files(file)
    page.get_by_role("button", name="看看读出了什么").first.click()

    pictures = page.locator(".import-figure img")
    expect(pictures).to_have_count(3)
    for number in range(3):  # each is shown, not only named
        pictures.nth(number).scroll_into_view_if_needed()
        expect(pictures.nth(number)).to_have_js_property("naturalWidth", 320)
    expect(page.locator(".import-body li li li")).to_have_text("带扶手的两张")
    expect(page.get_by_role("cell", name="木条")).to_have_attribute("rowspan", "2")
    has_no_barrier(page)

    page.get_by_label("标题").fill("改过的标题")
    page.get_by_label("栏目").select_option(label="双美曹杨")
    page.get_by_label("来源").fill("示例街道")
    page.get_by_role("button", name="做成草稿").click()
    expect(page.get_by_role("alert")).to_contain_text("有 3 处要改")
    expect(page.get_by_label("标题")).to_have_value("改过的标题")
    has_no_barrier(page)

    page.get_by_label("替代文字").nth(0).fill("两张木长椅朝南放着")
    page.get_by_label("替代文字").nth(1).fill("公园入口的平面示意")
    page.get_by_label("装饰性图片").nth(2).check()
    page.get_by_role("button", name="做成草稿").click()
    expect(page.get_by_role("link", name="改过的标题")).to_be_visible()
    has_no_barrier(page)
    page.get_by_role("button", name="撤销：删除 1 篇草稿").click()
    expect(page.get_by_text("什么也没有留下")).to_be_visible()
