"""The map's own scripts: where letters may stand, which tiles are asked for, and everything by keyboard."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage


@pytest.fixture
def blank(open_page: OpenPage) -> Page:
    return open_page("/healthz/", size=DESKTOP)


def run(page: Page, module: str, expression: str) -> Any:
    """Evaluate an expression in which ``m`` is one of the map's modules."""
    return page.evaluate(f"import('/static/maps/{module}').then((m) => ({expression}))")


@pytest.mark.parametrize(
    ("line", "letters"),
    [
        pytest.param([[0, 0], [100, 0]], [[40, 0], [50, 0], [60, 0]], id="read_from_the_left"),
        pytest.param([[100, 0], [0, 0]], [[40, 0], [50, 0], [60, 0]], id="drawn_from_the_right"),
        pytest.param([[0, 0], [0, 100]], [[0, 40], [0, 50], [0, 60]], id="read_from_above"),
        pytest.param([[0, 100], [0, 0]], [[0, 40], [0, 50], [0, 60]], id="drawn_from_below"),
        pytest.param([[0, 0], [50, 0], [0, 1]], None, id="a_hairpin_cannot_be_read"),
    ],
)
def test_letters_stand_along_a_street(blank: Page, line: list[list[int]], letters: list[list[int]] | None) -> None:
    assert run(blank, "placing.js", f"m.lettersAlong({line}, 3, 10, 50)") == letters


def test_no_word_is_put_upon_another_nor_across_the_edge(blank: Page) -> None:
    tries = "[[0,0,10,10],[5,5,15,15],[10,0,20,10],[95,0,105,10],[200,0,210,10]]"
    script = f"{tries}.map(((taken) => (box) => taken.take([box]))(new m.Occupied([0, 0, 100, 100])))"
    # Touching is allowed; overlapping and being cut are not; wholly outside nobody sees it.
    assert run(blank, "placing.js", script) == [True, False, True, False, True]


def test_a_word_stands_where_it_covers_least(blank: Page) -> None:
    script = "new m.Occupied([0,0,99,99], [[5,5],[6,6]]).takeBest([[0,0,10,10],[20,20,30,30]])"
    assert run(blank, "placing.js", script) == [20, 20, 30, 30]


@pytest.mark.parametrize(
    ("own", "must", "box"),
    [
        pytest.param("", False, [20, 20, 30, 30], id="others_go_elsewhere"),
        pytest.param("ring", False, [0, 0, 10, 10], id="its_own_word_may"),
        pytest.param("", True, [20, 20, 30, 30], id="also_what_must_be_written"),
    ],
)
def test_a_word_does_not_cut_another_s_line(blank: Page, own: str, must: bool, box: list[int]) -> None:
    taken = "new m.Occupied([0,0,99,99], [], new Map([['ring', [[5,5]]]]))"
    options = f"{{ own: '{own}', must: {str(must).lower()} }}"
    assert run(blank, "placing.js", f"{taken}.takeBest([[0,0,10,10],[20,20,30,30]], {options})") == box


def test_only_what_must_be_written_cuts_a_line_where_nothing_else_is_free(blank: Page) -> None:
    # The halo counts: the line runs 3 pixels beside the box.
    taken = "new m.Occupied([0,0,99,99], [], new Map([['ring', [[13,5]]]]))"
    assert run(blank, "placing.js", f"{taken}.takeBest([[0,0,10,10]])") is None
    assert run(blank, "placing.js", f"{taken}.take([[0,0,10,10]])") is False
    assert run(blank, "placing.js", f"{taken}.takeBest([[0,0,10,10]], {{ must: true }})") == [0, 0, 10, 10]


@pytest.mark.parametrize(
    ("others", "stays"),
    [
        pytest.param("[]", True, id="free"),
        pytest.param("[{ at: [20, 0], size: 20 }]", True, id="touching_is_no_covering"),
        pytest.param("[{ at: [19, 0], size: 20 }]", False, id="covered"),
        pytest.param("[{ at: [0, 0], size: 200 }]", True, id="nowhere_is_free"),
    ],
)
def test_a_disc_moves_only_where_it_would_cover_another(blank: Page, others: str, stays: bool) -> None:
    moved = run(blank, "placing.js", f"m.clearOf([0, 0], 20, {others})")
    assert (moved == [0, 0]) is stays
    if not stays:
        assert (19 - moved[0]) ** 2 + moved[1] ** 2 >= 20**2


@pytest.mark.parametrize(
    ("others", "line", "clear_of_line"),
    [
        pytest.param("[]", "[[4, 0]]", True, id="beside_the_line"),
        # Nothing near is clear of so wide a line: then only of the mark.
        pytest.param(
            "[{ at: [0, 0], size: 20 }]", "[...Array(99).keys()].map((i) => [0, i - 49])", True, id="and_beside_a_mark"
        ),
        pytest.param(
            "[{ at: [0, 0], size: 20 }]",
            "[...Array(9801).keys()].map((i) => [i % 99 - 49, Math.floor(i / 99) - 49])",
            False,
            id="the_mark_matters_more",
        ),
    ],
)
def test_a_disc_lies_beside_a_line_where_it_can(blank: Page, others: str, line: str, clear_of_line: bool) -> None:
    x, y = run(blank, "placing.js", f"m.clearOf([0, 0], 20, {others}, {line})")
    assert (x, y) != (0, 0)
    # The radius of 10, and 5 for the line with its halo.
    assert run(blank, "placing.js", f"{line}.every(([a, b]) => Math.hypot(a - {x}, b - {y}) >= 15)") is clear_of_line
    if others != "[]":
        assert x**2 + y**2 >= 20**2


def test_where_all_is_full_of_lines_a_disc_hides_as_little_of_them_as_it_can(blank: Page) -> None:
    # Lines 20 pixels apart, and a disc as wide as the room between two of them: in the middle it only touches.
    lines = "[-60, -40, -20, 0, 20, 40, 60].flatMap((y) => [...Array(199).keys()].map((i) => [i - 99, y]))"
    x, y = run(blank, "placing.js", f"m.clearOf([0, 0], 20, [], {lines})")
    assert run(blank, "placing.js", f"Math.min(...{lines}.map(([a, b]) => Math.hypot(a - {x}, b - {y})))") == 10


def test_tiles_are_numbered_as_the_server_numbers_them(blank: Page) -> None:
    # maps.tiles.Tile.at(121.405, 31.245, 15), and the published example of zoom 0.
    assert run(blank, "tiles.js", "[m.tileAt(121.405, 31.245, 15), m.tileAt(121.405, 31.245, 0)]") == [
        [27434, 13387],
        [0, 0],
    ]
    assert run(blank, "tiles.js", "m.tilesOf([121.394, 31.233, 121.415, 31.248], 13)") == [
        "13/6858/3346",
        "13/6858/3347",
    ]
    assert run(blank, "tiles.js", "m.shared([0, 0, 2, 2], [3, 3, 4, 4])") is None


@pytest.mark.parametrize(
    ("form", "query"),
    [
        ("[['kind','none'],['kind','ring'],['kind','bay']]", "?kind=ring&kind=bay"),
        ("[['kind','none']]", "?kind=none"),
        (
            "[['kind','none'],['kind','a'],['kind','b'],['kind','c'],['theme','green'],['open','1']]",
            "?theme=green&open=1",
        ),
    ],
    ids=["some", "none", "all"],
)
def test_a_form_is_written_as_the_server_writes_it(blank: Page, form: str, query: str) -> None:
    script = f"m.queryOf({form}.reduce((f, [k, v]) => (f.append(k, v), f), new FormData()), 3)"
    assert run(blank, "choice.js", script) == query


def standing(open_page: OpenPage, path: str = "/plan/", size: ViewportSize = DESKTOP) -> Page:
    page = open_page(path, size=size)
    expect(page.locator("plan-map.is-standing")).to_be_visible()
    expect(page.locator("plan-map .dot").first).to_be_attached()
    return page


def test_the_map_is_one_stop_and_the_arrows_go_on_from_there(open_page: OpenPage) -> None:
    page = standing(open_page)
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Tab")
    expect(page.locator("path.hit.ring")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#p-axis-lanxi")).to_have_class(re.compile("is-near"))
    page.keyboard.press("Enter")
    expect(page.locator("#p-axis-lanxi h3 a")).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?at=axis-lanxi"))
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/plan/$"))
    expect(page.locator("plan-map.has-selected")).to_have_count(0)


def test_a_shape_pressed_on_the_map_is_marked_in_the_list(open_page: OpenPage) -> None:
    page = standing(open_page)
    page.locator(".point[data-slug=pocket-garden]").click()
    expect(page.locator("#p-pocket-garden")).to_have_class(re.compile("is-selected"))
    expect(page.locator("#p-pocket-garden")).to_be_in_viewport()


def test_switching_a_kind_off_takes_it_from_list_and_map_and_back_brings_it_again(open_page: OpenPage) -> None:
    page = standing(open_page)
    page.evaluate("window.sameDocument = true")
    page.locator("#kind-bay").uncheck()
    expect(page.locator("#group-bay")).to_have_count(0)
    expect(page.locator("path.shape.bay")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("kind=bay"))
    expect(page.locator("#kind-bay")).to_be_focused()
    page.go_back()
    expect(page.locator("#group-bay")).to_be_visible()
    expect(page.locator("path.shape.bay")).to_have_count(3)
    expect(page.locator("#kind-bay")).to_be_checked()
    assert page.evaluate("window.sameDocument") is True


def test_comments_can_be_switched_off(open_page: OpenPage) -> None:
    page = standing(open_page)
    page.locator("[data-show-comments]").uncheck()
    expect(page.locator("plan-map .dot")).to_have_count(0)
    page.locator("[data-show-comments]").check()
    expect(page.locator("plan-map .dot").first).to_be_visible()


def test_a_cluster_opens_and_a_single_dot_leads_to_its_comment(open_page: OpenPage) -> None:
    page = standing(open_page)
    before = page.evaluate("document.querySelector('plan-map').map.getZoom()")
    page.locator(".dot.cluster").first.click()
    page.wait_for_function(f"document.querySelector('plan-map').map.getZoom() > {before}")
    expect(page.locator("a.dot").first).to_be_visible()
    href = page.locator("a.dot").first.get_attribute("href") or ""
    assert re.fullmatch(r"/plan/[\w-]+/comments/\d+/", href)
    page.goto(href)
    expect(page.locator(f"#comment-{href.split('/')[-2]}")).to_be_visible()


def test_what_is_selected_on_a_phone_stands_at_the_foot_of_the_map(open_page: OpenPage) -> None:
    page = standing(open_page, "/plan/?at=ring", size=PHONE)
    card = page.locator("[data-card]")
    expect(card).to_contain_text("曹杨环浜")
    expect(card.get_by_role("link")).to_have_attribute("href", "/plan/ring/")


def test_a_comment_s_place_is_shown_on_the_proposal_s_map(open_page: OpenPage) -> None:
    page = standing(open_page, "/plan/ring/")
    page.locator("[data-show-place]").first.click()
    expect(page.locator(".pointed-out")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/plan/ring/$"))


def test_where_the_map_cannot_load_the_drawing_stays(open_page: OpenPage) -> None:
    page = open_page("/healthz/", size=DESKTOP)
    page.route("**/leaflet*.js", lambda route: route.abort())
    page.goto("/plan/")
    expect(page.locator("svg.plan-drawing")).to_be_visible()
    page.locator("#theme-culture").click()
    expect(page.locator("#plan-count")).to_contain_text("项中的")
    expect(page.locator("svg.plan-drawing a.item")).to_have_count(page.locator(".plan-row").count())
    page.locator("svg.plan-drawing a.item.culture").first.click()
    expect(page).to_have_url(re.compile("/plan/culture-"))


def test_nothing_moves_for_who_wants_it_still(open_page: OpenPage) -> None:
    page = open_page("/healthz/", size=DESKTOP)
    page.emulate_media(reduced_motion="reduce")
    page.goto("/plan/")
    expect(page.locator("plan-map.is-standing")).to_be_visible()
    assert page.evaluate("document.querySelector('plan-map').map.options.zoomAnimation") is False
