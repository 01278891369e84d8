"""The back office's shape editor in Chromium: one sees where one draws, and the buttons are large and Chinese."""

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, sign_in

SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["360", "1440"])


def editor_of(open_page: OpenPage, title: str, size: ViewportSize) -> Page:
    page = open_page("/", size=size)
    sign_in(page, "planner", then="/admin/")
    page.goto(f"/admin/snippets/plan/proposal/?q={title}")
    page.locator("td a[href*='/edit/']").first.click()
    expect(page.locator(".shape-editor .ground.outline")).to_be_attached()
    page.locator(".shape-editor").scroll_into_view_if_needed()
    return page


@SIZES
def test_a_shape_is_drawn_upon_the_plan_in_the_colour_of_its_kind(open_page: OpenPage, size: ViewportSize) -> None:
    page = editor_of(open_page, "曹杨环浜", size)
    expect(page.locator(".shape-editor .shape-note")).to_contain_text("示意图，非测绘成果")
    expect(page.locator(".shape-editor .shape-note")).to_contain_text("OpenStreetMap")
    assert page.locator(".ground.streets").count() > 0
    # Three bays pale below; the ring itself only once, as what is being drawn.
    assert (page.locator(".ground.bay").count(), page.locator(".ground.ring").count()) == (3, 0)
    own = page.locator(".shape-editor .leaflet-overlay-pane path")
    colour = "(path) => getComputedStyle(path).stroke"
    assert own.evaluate(colour) == "rgb(0, 109, 119)"
    page.locator("#id_kind").select_option("axis")
    assert own.evaluate(colour) == "rgb(179, 38, 30)"


@SIZES
def test_the_buttons_are_chinese_large_and_beside_the_shape(open_page: OpenPage, size: ViewportSize) -> None:
    page = editor_of(open_page, "曹杨环浜", size)
    expect(page.get_by_role("button", name="放大", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="缩小", exact=True)).to_be_visible()
    shape = page.locator(".shape-editor .leaflet-overlay-pane path").bounding_box()
    assert shape
    buttons = page.locator(".shape-editor .leaflet-bar a").all()
    assert len(buttons) >= 6
    for button in buttons:
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        assert box["x"] + box["width"] <= shape["x"]


def test_a_turned_screen_shows_the_whole_shape_again(open_page: OpenPage) -> None:
    page = editor_of(open_page, "曹杨环浜", DESKTOP)
    page.set_viewport_size(PHONE)
    path, chart = page.locator(".shape-editor .leaflet-overlay-pane path"), page.locator(".shape-editor")
    expect(path).to_be_attached()
    page.wait_for_timeout(400)
    inner, outer = path.bounding_box(), chart.bounding_box()
    assert inner
    assert outer
    assert outer["x"] <= inner["x"]
    assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]


def test_the_outline_of_a_plan_is_drawn_upon_its_proposals(open_page: OpenPage) -> None:
    page = open_page("/", size=DESKTOP)
    sign_in(page, "planner", then="/admin/")
    page.goto("/admin/snippets/plan/plan/")
    page.locator("td a[href*='/edit/']").first.click()
    expect(page.locator(".shape-editor[data-kind=outline] .ground.ring")).to_be_attached()
    expect(page.locator(".shape-editor .ground.outline")).to_have_count(0)


def test_another_plan_brings_other_ground(open_page: OpenPage) -> None:
    page = open_page("/", size=DESKTOP)
    sign_in(page, "planner", then="/admin/")
    page.goto("/admin/snippets/plan/proposal/add/")
    expect(page.locator(".shape-editor .ground.ring")).to_be_attached()
    # The chooser writes its choice so; there is no plan of this number.
    page.evaluate("""() => { const plan = document.getElementById("id_plan");
      plan.setAttribute("value", "987654"); plan.dispatchEvent(new Event("change", { bubbles: true })); }""")
    expect(page.locator(".shape-editor .ground")).to_have_count(0)
    expect(page.locator(".shape-editor .shape-note")).to_have_text("示意图，非测绘成果")


def choose(page: Page, plan: str) -> None:
    page.locator("#id_plan").evaluate(
        "(field, plan) => { field.value = plan; field.dispatchEvent(new Event('change')); }", plan
    )


def test_the_ground_is_that_of_the_plan_chosen_last_whichever_answer_comes_last(open_page: OpenPage) -> None:
    page = editor_of(open_page, "曹杨环浜", DESKTOP)
    late: list[Route] = []
    page.route("**/plan/999/ground.json", lambda route: late.append(route))
    chosen = page.locator("#id_plan").input_value()
    choose(page, "999")
    with page.expect_response(f"**/plan/{chosen}/ground.json"):
        choose(page, chosen)
    with page.expect_response("**/plan/999/ground.json"):
        late[0].fulfill(json={"owners": ["另一个规划的权利人"], "features": []})
    page.wait_for_timeout(200)
    expect(page.locator(".ground.bay")).to_have_count(3)
    expect(page.locator(".shape-note")).not_to_contain_text("另一个规划的权利人")
