"""What stands where on the map: nothing lies on what it is about, at the width of a phone and of a desk."""

import re
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Page, ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage

TABLET: ViewportSize = {"width": 768, "height": 1024}
SIZES = pytest.mark.parametrize("size", [PHONE, TABLET, DESKTOP], ids=["360", "768", "1440"])

#: Boxes of words, and points on a line as seen on the screen.
WORDS = "(not) => [...document.querySelectorAll(`.lettering .name:not(${not})`)].map((word) => word.getBoundingClientRect().toJSON())"
POINTS = """(selector) => [...document.querySelectorAll(selector)].flatMap((path) => {
  const seen = path.getScreenCTM();
  const steps = Math.ceil(path.getTotalLength() / 4);
  return Array.from({ length: steps }, (_, i) => path.getPointAtLength(i * 4).matrixTransform(seen)).map(({ x, y }) => [x, y]);
})"""
#: Discs as [x, y, diameter].
DISCS = """(selector) => [...document.querySelectorAll(selector)].map((disc) => disc.getBoundingClientRect())
  .map(({ x, y, width }) => [x + width / 2, y + width / 2, width])"""


def standing(open_page: OpenPage, path: str, size: ViewportSize) -> Page:
    page = open_page(path, size=size)
    expect(page.locator("plan-map.is-standing")).to_be_visible()
    expect(page.locator("plan-map .dot").first).to_be_attached()
    # The streets come last, and all words are set anew with them.
    expect(page.locator("plan-map path.street").first).to_be_attached()
    page.wait_for_load_state("networkidle")
    return page


def apart(a: FloatRect, b: FloatRect) -> bool:
    beside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    return beside or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]


def box_of(page: Page, selector: str) -> FloatRect:
    box = page.locator(selector).first.bounding_box()
    assert box, f"{selector} is not to be seen"
    return box


def bottom_of_map(page: Page) -> float:
    canvas = box_of(page, ".plan-canvas")
    return canvas["y"] + canvas["height"]


def cut(page: Page, line: str, own: str) -> list[Any]:
    points, words = page.evaluate(POINTS, line), page.evaluate(WORDS, own)
    assert points
    assert words
    return [
        (x, y)
        for x, y in points
        for word in words
        if word["left"] < x < word["right"] and word["top"] < y < word["bottom"]
    ]


@SIZES
def test_no_word_lies_across_the_ring(open_page: OpenPage, size: ViewportSize) -> None:
    page = standing(open_page, "/plan/", size)
    assert cut(page, "path.shape.ring", "[data-slug=ring]") == []


@SIZES
@pytest.mark.parametrize("slug", ["ring", "axis-lanxi"])
def test_no_word_lies_across_what_is_selected(open_page: OpenPage, slug: str, size: ViewportSize) -> None:
    page = standing(open_page, f"/plan/?at={slug}", size)
    assert cut(page, "path.shape.is-selected", f"[data-slug={slug}]") == []


def test_beside_what_is_selected_only_the_great_ones_are_named(open_page: OpenPage) -> None:
    page = standing(open_page, "/plan/?at=ring", DESKTOP)
    slugs = page.evaluate("[...document.querySelectorAll('.lettering .proposal')].map((word) => word.dataset.slug)")
    assert "ring" in slugs
    assert [slug for slug in slugs if not re.match("ring|axis-|bay-", slug)] == []


@SIZES
def test_dots_leave_symbols_and_numbers_free(open_page: OpenPage, size: ViewportSize) -> None:
    page = standing(open_page, "/plan/", size)
    dots, marks = page.evaluate(DISCS, ".dot"), page.evaluate(DISCS, ".point .mark")
    assert dots
    assert marks
    covered = [
        (d, m) for d in dots for m in marks if (d[0] - m[0]) ** 2 + (d[1] - m[1]) ** 2 < (d[2] + m[2]) ** 2 / 4 - 1
    ]
    assert covered == []


@SIZES
@pytest.mark.parametrize("path", ["/plan/", "/plan/ring/"])
def test_numbers_of_comments_leave_the_ring_free(open_page: OpenPage, path: str, size: ViewportSize) -> None:
    page = standing(open_page, path, size)
    numbers, ring = page.evaluate(DISCS, ".dot.cluster"), page.evaluate(POINTS, "path.shape.ring")
    assert ring
    # Half the ring's line is 3 pixels.
    assert [n for n in numbers if min((n[0] - x) ** 2 + (n[1] - y) ** 2 for x, y in ring) < (n[2] / 2 + 3) ** 2] == []


def test_the_front_page_of_a_phone_shows_the_plan_without_dots(open_page: OpenPage) -> None:
    page = open_page("/", size=PHONE)
    expect(page.locator("plan-map path.street").first).to_be_attached()
    page.wait_for_load_state("networkidle")
    expect(page.locator("plan-map .dot")).to_have_count(0)
    expect(page.locator("plan-map path.shape.ring")).to_be_visible()


@SIZES
def test_a_dot_is_a_target_for_a_finger(open_page: OpenPage, size: ViewportSize) -> None:
    page = standing(open_page, "/plan/", size)
    wide = "[...document.querySelectorAll('.dot')].map((dot) => parseFloat(getComputedStyle(dot, '::after').width))"
    assert min(page.evaluate(wide)) >= 44


def test_of_a_selected_proposal_only_its_own_comments_are_shown(open_page: OpenPage) -> None:
    page = standing(open_page, "/plan/?at=axis-lanxi", DESKTOP)
    for dot in page.locator("a.dot").all():
        expect(dot).to_have_attribute("aria-label", re.compile("兰溪路"))
    page.locator(".leaflet-container").focus()
    with page.expect_response(lambda answer: "/plan/tiles/" in answer.url and "proposal=" not in answer.url):
        page.keyboard.press("Escape")
    expect(page.locator(".dot.cluster").first).to_be_visible()


@SIZES
def test_a_project_that_is_an_area_has_its_number_and_lies_below_the_axis(
    open_page: OpenPage, size: ViewportSize
) -> None:
    page = standing(open_page, "/plan/", size)
    expect(page.locator(".point.badge .mark-number")).to_have_text("1")
    order = page.evaluate("[...document.querySelectorAll('path.shape')].map((path) => path.classList[1])")
    assert order.index("project") < order.index("axis") < order.index("ring")
    width = "(kind) => parseFloat(getComputedStyle(document.querySelector(`path.shape.${kind}`)).strokeWidth)"
    assert page.evaluate(width, "project") < page.evaluate(width, "axis") < page.evaluate(width, "ring")


@SIZES
@pytest.mark.parametrize("letters", ["100%", "159%"])
@pytest.mark.parametrize("path", ["/", "/plan/", "/plan/?at=bay-west"])
def test_scale_note_and_card_keep_clear_of_each_other(
    open_page: OpenPage, path: str, letters: str, size: ViewportSize
) -> None:
    page = open_page(path, size=size)
    expect(page.locator("plan-map.is-standing")).to_be_visible()
    page.evaluate("(letters) => { document.documentElement.style.fontSize = letters; }", letters)
    page.wait_for_timeout(200)
    scale, note = box_of(page, ".leaflet-control-scale"), box_of(page, ".plan-note")
    assert apart(scale, note)
    card = page.locator(".plan-card")
    if card.is_visible():
        assert abs(box_of(page, ".plan-card")["y"] + box_of(page, ".plan-card")["height"] - bottom_of_map(page)) < 2
        assert apart(scale, box_of(page, ".plan-card"))
        assert apart(note, box_of(page, ".plan-card"))


@pytest.mark.parametrize("letters", ["100%", "159%"])
def test_whose_data_it_is_is_read_without_hiding_a_phone_s_map(open_page: OpenPage, letters: str) -> None:
    page = open_page("/", size=PHONE)
    expect(page.locator("plan-map.is-standing")).to_be_visible()
    page.evaluate("(letters) => { document.documentElement.style.fontSize = letters; }", letters)
    expect(page.locator(".plan-note")).to_have_text("示意图，非测绘成果")
    note, canvas = box_of(page, ".plan-note"), box_of(page, ".plan-canvas")
    assert note["width"] * note["height"] < canvas["width"] * canvas["height"] / 10
    owners = page.locator("plan-map").get_by_text("© OpenStreetMap contributors").first
    expect(owners).to_be_visible()
    box = owners.bounding_box()
    assert box
    assert box["y"] >= bottom_of_map(page)


def test_nothing_is_written_over_a_point_that_was_set(open_page: OpenPage) -> None:
    page = standing(open_page, "/plan/ring/", DESKTOP)
    height = "(pane) => Number(getComputedStyle(document.querySelector(`.leaflet-${pane}-pane`)).zIndex)"
    lettering, marker, lines = (page.evaluate(height, pane) for pane in ("lettering", "marker", "overlay"))
    assert lines < lettering < marker


def test_an_open_legend_hides_nothing_of_a_phone_s_map(open_page: OpenPage) -> None:
    page = standing(open_page, "/plan/", PHONE)
    page.locator("[data-legend] summary").click()
    expect(page.locator("#kind-bay")).to_be_in_viewport()
    assert apart(box_of(page, "[data-legend] fieldset"), box_of(page, ".plan-canvas"))
    for label in page.locator("[data-legend] label:visible span").all():
        assert label.evaluate("(word) => word.getClientRects().length") == 1, label.inner_text()


@pytest.mark.parametrize("size", [PHONE, {"width": 740, "height": 360}], ids=["upright", "on_its_side"])
def test_one_kind_alone_can_be_chosen_on_a_phone(open_page: OpenPage, size: ViewportSize) -> None:
    page = standing(open_page, "/plan/", size)
    page.locator("[data-legend] summary").click()
    # The last one: where it can be pressed, all can.
    page.get_by_role("link", name="只看项目").click()
    expect(page).to_have_url(re.compile("kind=project"))
    expect(page.locator(".plan-group")).to_have_count(1)
