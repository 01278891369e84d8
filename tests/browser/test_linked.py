"""A term explains itself where it stands, and what is related leads from one page to the other and back."""

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, OpenPage, has_no_barrier
from tests.browser.test_elder import chosen

ARTICLE = "/news/2021-01-08-2/"
TERM = "三个“法宝”"
MEANS = "组织领导、指导督查、分析研判"


def test_a_term_explains_itself_by_finger_by_keys_and_in_elder_mode(open_page: OpenPage) -> None:
    page = open_page(ARTICLE, touch=True)
    term, shown = page.get_by_role("button", name=TERM), page.get_by_role("dialog")
    expect(shown).to_have_count(0)
    term.tap()
    expect(shown).to_contain_text(MEANS)
    expect(term).to_have_attribute("aria-expanded", "true")
    expect(term).to_be_in_viewport(ratio=1)  # the note covers what is below its term
    has_no_barrier(page)
    term.tap()
    expect(shown).to_have_count(0)
    term.tap()
    shown.get_by_role("button", name="关上").tap()
    expect(shown).to_have_count(0)

    term.focus()
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        expect(shown).to_be_focused()
        page.keyboard.press("Tab")
        expect(shown.get_by_role("link", name="在词语解释里看")).to_be_focused()
        page.keyboard.press("Escape")
        expect(shown).to_have_count(0)
        expect(term).to_be_focused()
    assert page.url.endswith(ARTICLE)

    chosen(page, "200", contrast=True)
    page.reload()
    term.tap()
    expect(shown).to_contain_text(MEANS)
    has_no_barrier(page)


def test_a_note_stands_beside_its_term_on_a_large_screen(open_page: OpenPage) -> None:
    page = open_page(ARTICLE, size=DESKTOP)
    page.get_by_role("button", name=TERM).click()
    term, shown = page.get_by_role("button", name=TERM).bounding_box(), page.get_by_role("dialog").bounding_box()
    assert term
    assert shown
    assert 0 <= shown["y"] - (term["y"] + term["height"]) <= 24
    assert abs(shown["x"] - term["x"]) < 2


def test_without_script_a_term_leads_to_the_glossary_and_related_pages_lead_both_ways(open_page: OpenPage) -> None:
    page = open_page(ARTICLE, script=False)
    expect(page.locator("term-note").first).to_be_hidden()
    page.get_by_role("link", name=TERM).first.click()
    assert page.url.endswith("/glossary/#three-treasures")
    expect(page.locator("#three-treasures")).to_contain_text(MEANS)

    page.locator("#three-treasures").get_by_role("link", name="三个“法宝”，把换届的每一天排好").click()
    related = page.get_by_role("complementary", name="相关")
    related.get_by_role("link", name="2021年居民区“两委”换届").click()
    expect(page.locator("h1")).to_have_text("2021年居民区“两委”换届")
    page.get_by_role("link", name="工作提示第 1 号").click()
    related.get_by_role("link", name="三个“法宝”，把换届的每一天排好").click()
    assert page.url.endswith(ARTICLE)
