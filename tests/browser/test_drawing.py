"""Drawing with a comment: by finger at 360 px, by mouse, by keyboard alone, and from a list without any map."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, has_no_barrier, sign_in
from tests.browser.test_journey import approve

AXIS = "/plan/axis-lanxi/"
OWN_PAGE = AXIS + "comment/"
JUNCTION = "兰溪路与花溪路路口"


@pytest.fixture
def blank(open_page: OpenPage) -> Page:
    return open_page("/healthz/", size=DESKTOP)


def run(page: Page, expression: str) -> Any:
    """Evaluate an expression in which ``m`` is the module of measures."""
    return page.evaluate(f"import('/static/consultation/measure.js').then((m) => ({expression}))")


def begin(page: Page, button: str) -> Locator:
    """Press a button of the picker and return the map, ready to be drawn on."""
    page.get_by_role("button", name=button).press("Enter")
    chart = page.locator("[data-map].leaflet-container")
    expect(chart).to_be_focused()
    expect(page.locator(".is-drawing")).to_be_visible()
    return chart


def writer(open_page: OpenPage, *, name: str = "resident", path: str = OWN_PAGE, **options: Any) -> Page:
    page = open_page("/", **options)
    sign_in(page, name, then=path)
    page.goto(path)
    expect(page.locator("shape-picker")).to_be_visible()
    return page


def shape(page: Page) -> dict[str, Any]:
    value = page.locator("input[name=shape]").input_value()
    return json.loads(value) if value else {}


def state(page: Page) -> Locator:
    return page.locator("shape-picker [data-state]")


def tap(page: Page, chart: Locator, *places: tuple[int, int]) -> None:
    for x, y in places:
        box = chart.bounding_box()
        assert box is not None
        page.touchscreen.tap(box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y)


# ── the measures, against the ellipsoid ─────────────────────────────────────────


def test_lengths_and_areas_are_those_of_the_ellipsoid(blank: Page) -> None:
    # Geod(ellps="WGS84") of pyproj: a thousandth of a degree east is 95.25 m here, north 110.87 m.
    assert run(blank, "m.lengthMetres([[121.405, 31.245], [121.406, 31.245]])") == pytest.approx(95.25, rel=1e-3)
    assert run(blank, "m.lengthMetres([[121.405, 31.245], [121.405, 31.246]])") == pytest.approx(110.87, rel=1e-3)
    ring = "[[121.405, 31.245], [121.406, 31.245], [121.406, 31.246], [121.405, 31.246]]"
    assert run(blank, f"m.areaSquareMetres({ring})") == pytest.approx(95.25 * 110.87, rel=1e-3)


@pytest.mark.parametrize(
    ("kind", "corners", "text"),
    [
        ("Point", "[[1.00000049, 2]]", '{"type":"Point","coordinates":[1,2]}'),
        ("LineString", "[[1, 2]]", ""),
        ("LineString", "[[1, 2], [3, 4]]", '{"type":"LineString","coordinates":[[1,2],[3,4]]}'),
        ("Polygon", "[[1, 2], [3, 4]]", ""),
        ("Polygon", "[[1, 2], [3, 4], [5, 1]]", '{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,1],[1,2]]]}'),
    ],
)
def test_corners_are_written_as_geojson_as_soon_as_there_are_enough(
    blank: Page, kind: str, corners: str, text: str
) -> None:
    assert run(blank, f"m.shapeText('{kind}', {corners})") == text
    if text and kind != "Point":
        assert run(blank, f"JSON.stringify(m.readShape('{text}').corners)") == corners.replace(" ", "")


@pytest.mark.parametrize(
    ("corners", "further", "does"),
    [
        ("[[0,0],[4,0],[4,4]]", "[0,4]", False),
        ("[[0,0],[4,0],[4,4]]", "[2,-2]", True),
        ("[[0,0],[4,0],[4,4]]", "[4,0]", False),
        ("[[0,0],[4,4],[4,0],[0,4]]", "undefined", False),
        ("[[0,0],[4,0],[0,4],[4,4]]", "undefined", True),
    ],
    ids=["round", "back-across", "back-along", "crossed-before", "closing-crosses"],
)
def test_a_boundary_that_would_cross_itself_is_seen(blank: Page, corners: str, further: str, does: bool) -> None:
    assert run(blank, f"m.crosses({corners}, {further})") is does


def test_what_lies_near_draws_a_corner_and_a_corner_more_than_an_edge(blank: Page) -> None:
    lines = "[[[0, 0], [100, 0]]]"
    assert run(blank, f"m.nearest([50, 9], {lines}, 12)") == [50, 0]
    assert run(blank, f"m.nearest([8, 3], {lines}, 12)") == [0, 0]
    assert run(blank, f"m.nearest([50, 13], {lines}, 12)") is None


def test_every_kind_of_geometry_is_taken_apart_into_lines(blank: Page) -> None:
    assert run(blank, "m.linesOf({type:'Point',coordinates:[1,2]})") == [[[1, 2]]]
    assert run(blank, "m.linesOf({type:'MultiPolygon',coordinates:[[[[1,2],[3,4]]],[[[5,6]],[[7,8]]]]})") == [
        [[1, 2], [3, 4]],
        [[5, 6]],
        [[7, 8]],
    ]


# ── the whole way ───────────────────────────────────────────────────────────────


def draw_by_finger(page: Page) -> None:
    chart = begin(page, "画一条线")
    tap(page, chart, (-110, -60), (-50, -10), (20, 15), (80, 50))
    expect(state(page)).to_contain_text(re.compile(r"4 个点，[\d.]+ (米|公里)"))
    expect(page.get_by_role("button", name="画完了")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="撤销一步").tap()
    expect(state(page)).to_contain_text(re.compile(r"撤销了一步。3 个点"))
    page.get_by_role("button", name="画完了").tap()


def draw_by_keys(page: Page) -> None:
    """Three corners, and a fourth one that is taken back; all of them well inside the plan."""
    begin(page, "画一条线")
    west, south = ["ArrowLeft"] * 5, ["ArrowDown"] * 5
    for key in ("Enter", *west, "Enter", *south, "Enter", *west, "Enter", "Backspace", "f"):
        page.keyboard.press(key)


@pytest.mark.parametrize(
    ("touch", "text"),
    [(True, "这一段人行道太窄，婴儿车推不过去。"), (False, "梧桐树根把路砖顶起来了，容易绊脚。")],
    ids=["finger", "keyboard"],
)
def test_a_line_along_an_axis_is_public_only_after_review(open_page: OpenPage, touch: bool, text: str) -> None:
    resident = writer(open_page, path=AXIS, size=PHONE, touch=touch)
    resident.locator("#my-comments textarea").fill(text)
    (draw_by_finger if touch else draw_by_keys)(resident)
    expect(state(resident)).to_contain_text("线已画好")
    drawn = shape(resident)
    assert (drawn["type"], len(drawn["coordinates"])) == ("LineString", 3)
    resident.get_by_role("button", name="提交意见").click()
    expect(resident.locator(".my-comment", has_text=text)).to_contain_text("已标位置")

    stranger = open_page(AXIS)
    # Corners on the axis or the outline stand in the page anyway: the line is all of them together.
    line = json.dumps(drawn["coordinates"]).replace(" ", "")
    assert line not in stranger.content().replace(" ", "")
    assert text not in stranger.content()
    approve(open_page, text)
    stranger.reload()
    expect(stranger.locator("plan-map.is-standing")).to_be_visible()
    row = stranger.locator(".comment", has_text=text)
    assert json.loads(row.get_attribute("data-shape") or "") == drawn
    row.locator("[data-show-place]").click()
    expect(stranger.locator("path.pointed-out")).to_be_visible()
    expect(stranger.locator("path.pointed-out")).to_have_css("fill", "none")


def test_an_area_is_drawn_by_mouse_and_closed_at_its_first_corner(open_page: OpenPage) -> None:
    page = writer(open_page, size=DESKTOP)
    chart = begin(page, "画一片区域")
    for x, y in ((200, 100), (330, 120), (320, 240), (200, 240), (200, 100)):
        chart.click(position={"x": x, "y": y})
    expect(state(page)).to_contain_text(re.compile(r"区域已画好，[\d.]+ (平方米|公顷)"))
    assert shape(page)["type"] == "Polygon"
    assert len(shape(page)["coordinates"][0]) == 5
    chart.click(position={"x": 60, "y": 60})  # what is finished is not changed by a stray click
    assert len(shape(page)["coordinates"][0]) == 5


def test_a_boundary_may_not_cross_itself_and_too_few_corners_are_no_shape(open_page: OpenPage) -> None:
    page = writer(open_page, size=DESKTOP)
    chart = begin(page, "画一片区域")
    page.get_by_role("button", name="画完了").click()
    expect(state(page)).to_contain_text("至少要三个角")
    for x, y in ((200, 100), (330, 120), (320, 240), (260, 40)):
        chart.click(position={"x": x, "y": y})
    expect(state(page)).to_contain_text("边会交叉")
    assert len(shape(page)["coordinates"][0]) == 4


def test_a_corner_near_the_proposal_lies_on_it(open_page: OpenPage) -> None:
    page = writer(open_page, size=DESKTOP)
    chart = begin(page, "画一条线")
    x, y = page.evaluate(
        """() => {
          const { map, place } = document.querySelector("shape-picker").sketch;
          const [lng, lat] = place.proposal.coordinates[1];
          const at = map.latLngToContainerPoint([lat, lng]);
          return [at.x, at.y];
        }"""
    )
    chart.click(position={"x": x + 5, "y": y + 5})
    chart.click(position={"x": x + 70, "y": y + 90})
    own = page.request.get(f"{AXIS}place.json").json()["proposal"]["coordinates"]
    near, far = shape(page)["coordinates"]
    corners_of_the_axis = [[round(degrees, 6) for degrees in corner] for corner in own]
    assert near in corners_of_the_axis
    expect(page.locator("path.picker-proposal")).to_have_css("fill", "none")  # an axis is no area
    assert far not in corners_of_the_axis


def test_the_page_stays_where_it_is_under_a_finger_that_draws(open_page: OpenPage) -> None:
    page = writer(open_page, touch=True)
    chart = page.locator("[data-map]")
    begin(page, "画一条线")
    assert chart.evaluate("(element) => getComputedStyle(element).touchAction") == "none"
    for button in ("画完了", "清除位置"):
        box = page.get_by_role("button", name=button).bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["y"] + box["height"] <= PHONE["height"]
    page.get_by_role("button", name="清除位置").tap()
    assert chart.evaluate("(element) => getComputedStyle(element).touchAction") != "none"


def test_on_a_phone_what_can_be_chosen_and_what_can_be_done_stand_in_one_row_each(open_page: OpenPage) -> None:
    page = writer(open_page, touch=True)
    tap(page, begin(page, "画一条线"), (-60, 0), (40, 30))
    for names in (("标一个点", "画一条线", "画一片区域"), ("画完了", "撤销一步", "清除位置")):
        boxes = [page.get_by_role("button", name=name).bounding_box() for name in names]
        assert len({box["y"] for box in boxes if box}) == 1
        assert all(box and box["height"] >= 44 for box in boxes)
    expect(page.get_by_role("button", name="清除位置")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_finger_that_slides_is_told_to_use_two(open_page: OpenPage) -> None:
    page = writer(open_page, touch=True)
    chart = begin(page, "画一条线")
    slide = """(element) => ["pointerdown", "pointermove"].forEach((type, index) => element.dispatchEvent(
      new PointerEvent(type, { pointerType: "touch", clientX: 100 + 60 * index, clientY: 300, bubbles: true })))"""
    chart.evaluate(slide)
    expect(state(page)).to_contain_text("两根手指")


def test_drawing_tools_come_only_with_the_first_line(open_page: OpenPage) -> None:
    page = writer(open_page, size=DESKTOP)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    begin(page, "标一个点")
    assert any("leaflet" in address for address in asked)
    assert not [address for address in asked if "draw" in address]
    begin(page, "画一条线")
    assert {re.sub(r"^.*/|\.[0-9a-f]{12}", "", a) for a in asked if "draw" in a} == {
        "leaflet.draw.js",
        "leaflet.draw.css",
    }


def test_with_the_keyboard_alone_one_stays_where_one_was(open_page: OpenPage) -> None:
    page = writer(open_page, size=DESKTOP)
    begin(page, "画一条线")
    finish, undo = (page.get_by_role("button", name=name) for name in ("画完了", "撤销一步"))
    finish.press("Enter")
    expect(state(page)).to_contain_text("至少要两个点")
    expect(finish).to_be_focused()
    page.locator("[data-map]").focus()
    for key in ("Enter", "Shift+ArrowRight", "Enter"):
        page.keyboard.press(key)
    finish.press("Enter")
    expect(state(page)).to_contain_text("线已画好")
    expect(page.locator("[data-map]")).to_be_focused()  # the button has gone
    undo.focus()
    for said in ("2 个点", "1 个点"):
        page.keyboard.press("Enter")
        expect(state(page)).to_contain_text(f"撤销了一步。{said}")
        expect(undo).to_be_focused()
    page.keyboard.press("Enter")
    expect(undo).to_be_hidden()
    expect(page.locator("[data-map]")).to_be_focused()


def test_pressing_finish_twice_in_haste_takes_nothing_back(open_page: OpenPage) -> None:
    page = writer(open_page, touch=True)
    tap(page, begin(page, "画一条线"), (-60, 0), (0, 30), (40, 60))
    page.get_by_role("button", name="画完了").dblclick()
    expect(state(page)).to_have_text(re.compile("^线已画好"))
    undo = page.get_by_role("button", name="撤销一步")
    undo.dblclick()  # the second time where 画完了 stands again
    expect(state(page)).to_have_text(re.compile("^撤销了一步。3 个点"))
    undo.dblclick()  # where it stays it takes back two corners
    expect(state(page)).to_have_text(re.compile("^撤销了一步。1 个点"))


def test_the_hint_beside_the_pointer_waits_for_a_pointer_or_the_cross(open_page: OpenPage) -> None:
    page = writer(open_page, size=DESKTOP)
    chart, hint = begin(page, "画一条线"), page.locator(".leaflet-draw-tooltip")
    expect(hint).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(hint).to_be_visible()
    sheet, words = chart.bounding_box(), hint.bounding_box()
    assert sheet
    assert words
    assert sheet["x"] < words["x"] < sheet["x"] + sheet["width"]
    assert sheet["y"] < words["y"] < sheet["y"] + sheet["height"]


def test_no_name_on_the_map_stands_under_its_note(open_page: OpenPage) -> None:
    page = writer(open_page)
    chart = begin(page, "标一个点")
    expect(chart.locator(".lettering text").first).to_be_attached()
    page.wait_for_load_state("networkidle")
    note = page.locator(".shape-picker-map").get_by_text("示意图，非测绘成果").bounding_box()
    assert note
    names = chart.locator(".lettering text").evaluate_all(
        "(all) => all.map((text) => text.getBoundingClientRect().toJSON())"
    )
    assert [n for n in names if n["right"] > note["x"] and n["bottom"] > note["y"]] == []


@pytest.mark.parametrize("button", ["标一个点", "画一条线", "画一片区域"])
def test_axe_finds_no_barrier_while_somebody_draws(open_page: OpenPage, button: str) -> None:
    page = writer(open_page)
    begin(page, button)
    for key in ("Enter", "Shift+ArrowRight", "Enter", "Shift+ArrowDown", "Enter"):
        page.keyboard.press(key)
    has_no_barrier(page)


def test_every_step_can_be_taken_back_also_clearing_and_beginning_anew(open_page: OpenPage) -> None:
    page = writer(open_page, size=DESKTOP)
    chart = begin(page, "画一条线")
    undo = page.get_by_role("button", name="撤销一步")
    for x in (200, 300, 400):
        chart.click(position={"x": x, "y": 200})
    page.get_by_role("button", name="画完了").click()
    line = shape(page)
    page.get_by_role("button", name="清除位置").click()
    assert shape(page) == {}
    undo.click()
    expect(state(page)).to_contain_text("撤销了一步。线已画好")
    assert shape(page) == line
    begin(page, "画一片区域")
    assert shape(page) == {}
    undo.click()
    assert shape(page) == line
    undo.click()  # the finishing: no corner goes
    expect(state(page)).to_contain_text("撤销了一步。3 个点")
    assert shape(page) == line
    for left in (2, 0, 0):
        undo.click()
        assert len(shape(page).get("coordinates", [])) == left
    expect(undo).to_be_hidden()


def test_a_point_that_was_moved_goes_back(open_page: OpenPage) -> None:
    page = writer(open_page, size=DESKTOP)
    chart = begin(page, "标一个点")
    chart.click(position={"x": 250, "y": 200})
    first = shape(page)
    chart.click(position={"x": 300, "y": 220})
    assert shape(page) != first
    page.get_by_role("button", name="撤销一步").click()
    assert shape(page) == first


def test_what_the_map_cannot_show_is_not_kept_where_nobody_could_clear_it(open_page: OpenPage) -> None:
    page = writer(open_page, size=DESKTOP)
    page.locator("input[name=shape]").evaluate('(input) => { input.value = \'{"type":"Circle"}\'; }')
    page.locator("textarea[name=text]").fill("路灯太暗了，晚上看不清路。")
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator(".notice.bad[data-focus]")).to_be_visible()
    assert shape(page) == {}


def test_a_refusal_of_a_drawing_goes_when_another_one_is_begun(open_page: OpenPage) -> None:
    page = writer(open_page, size=DESKTOP)
    tiny = '{"type":"LineString","coordinates":[[121.405,31.24],[121.405001,31.24]]}'
    page.locator("input[name=shape]").evaluate("(input, text) => { input.value = text; }", tiny)
    page.locator("textarea[name=text]").fill("这里要一个坡道。")
    page.get_by_role("button", name="提交意见").click()
    refusal = page.locator("shape-picker .error")
    expect(state(page)).to_contain_text("线已画好")
    expect(refusal).to_contain_text("画得太小了")
    begin(page, "标一个点")
    expect(refusal).to_have_count(0)


# ── the list, the draft, no script ──────────────────────────────────────────────


def test_a_place_from_the_list_moves_the_mark_and_drawing_leaves_the_list(open_page: OpenPage) -> None:
    page = writer(open_page, size=DESKTOP)
    places = page.locator("select[name=place]")
    chart = begin(page, "标一个点")
    places.select_option(JUNCTION)
    expect(state(page)).to_contain_text(JUNCTION)
    picked = shape(page)
    assert picked["type"] == "Point"
    expect(page.locator(".picker-point")).to_be_visible()
    chart.click(position={"x": 250, "y": 200})
    expect(places).to_have_value("")
    assert shape(page) != picked
    page.get_by_role("button", name="清除位置").click()
    assert shape(page) == {}


def test_a_long_list_is_narrowed_by_a_name(open_page: OpenPage) -> None:
    page = writer(open_page)
    options = page.locator("select[name=place] option[value]:not([value=''])")
    every = options.count()
    page.locator("[data-find]").fill("花溪")
    assert 0 < options.count() < every
    assert all("花溪" in name for name in options.all_inner_texts())
    page.locator("[data-find]").fill("")
    assert options.count() == every


def test_without_script_a_place_is_picked_from_the_list(open_page: OpenPage) -> None:
    text = "这个路口的护栏太长，过马路要绕很远。"
    page = open_page("/", script=False)
    sign_in(page, "resident", then=OWN_PAGE)
    page.goto(OWN_PAGE)
    expect(page.get_by_role("button", name="画一条线")).to_have_count(0)
    page.locator("textarea[name=text]").fill(text)
    page.locator("select[name=place]").select_option(JUNCTION)
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator(".my-comment", has_text=text)).to_contain_text("已标位置")


def test_what_was_drawn_before_signing_in_is_there_afterwards(open_page: OpenPage) -> None:
    text = "先画好这一段，再登录。"
    page = open_page(AXIS)
    page.locator("#my-comments textarea").fill(text)
    draw_by_keys(page)
    drawn = shape(page)
    assert drawn["type"] == "LineString"
    page.get_by_role("button", name="登录并提交").click()
    expect(page.locator("#my-comments .notice.bad")).to_be_visible()
    sign_in(page, "resident2", then="/plan/axis-lanxi/%23my-comments")
    expect(page.locator("#my-comments textarea")).to_have_value(text)
    expect(state(page)).to_contain_text("线已画好")
    assert shape(page) == drawn
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator(".my-comment", has_text=text)).to_contain_text("已标位置")
    page.get_by_role("link", name="再写一条").click()
    expect(page.locator("shape-picker")).to_be_visible()
    assert shape(page) == {}


def test_a_shape_alone_is_kept_when_the_page_was_left(open_page: OpenPage) -> None:
    page = writer(open_page, name="resident2")
    draw_by_keys(page)
    drawn = shape(page)
    page.goto("/news/")
    page.goto(OWN_PAGE)
    expect(state(page)).to_contain_text("线已画好")
    assert shape(page) == drawn
    page.get_by_role("button", name="清除位置").click()
    page.reload()
    assert shape(page) == {}


def test_where_the_map_cannot_be_loaded_the_list_is_named(open_page: OpenPage) -> None:
    page = writer(open_page, size=DESKTOP)
    page.route("**/place.json", lambda route: route.abort())
    page.get_by_role("button", name="画一条线").click()
    expect(state(page)).to_contain_text("从下面的列表里选一个地点")
    page.unroute("**/place.json")
    begin(page, "画一条线")
