"""The plan as map and list: the same filters, the same address, each selecting in the other."""

import re

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage


def test_a_filter_narrows_list_and_map_alike(open_page: OpenPage) -> None:
    page = open_page("/plan/", size=DESKTOP)
    rows = page.locator(".plan-row")
    everything = rows.count()
    page.goto("/plan/?kind=bay")
    assert rows.count() == 3 < everything
    listed = {row.get_attribute("data-slug") for row in rows.all()}
    drawn = page.request.get("/plan/proposals.geojson?kind=bay").json()["features"]
    assert {f["properties"]["slug"] for f in drawn} == listed


def test_filters_are_links_and_a_form_without_script(open_page: OpenPage) -> None:
    page = open_page("/plan/?kind=axis", script=False)
    assert page.locator(".plan-row").count() == 2
    expect(page.locator("main form")).to_have_count(1)


def test_an_unknown_filter_is_no_fault(open_page: OpenPage) -> None:
    page = open_page("/plan/?kind=palace&theme=%00&open=maybe")
    expect(page.locator("h1")).to_be_visible()


def test_the_map_says_what_it_is(open_page: OpenPage) -> None:
    page = open_page("/plan/", size=DESKTOP)
    chart = page.locator(".leaflet-container").first
    expect(chart).to_be_visible()
    expect(chart).to_contain_text("示意图，非测绘成果")
    # On its lower edge, unfolded or not.
    expect(page.locator("plan-map").get_by_text("© OpenStreetMap contributors").first).to_be_visible()
    expect(chart.locator(".leaflet-control-scale")).to_be_visible()


def test_choosing_in_the_list_chooses_on_the_map(open_page: OpenPage) -> None:
    page = open_page("/plan/", size=DESKTOP)
    expect(page.locator(".leaflet-container").first).to_be_visible()
    page.locator("[data-show=bay-south]").click()
    expect(page.locator("#p-bay-south")).to_have_class(re.compile("is-selected"))
    expect(page).to_have_url(re.compile("at=bay-south"))


def test_the_sheet_has_three_heights_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("/plan/", size=PHONE)
    sheet = page.locator("plan-sheet")
    heights = []
    for name in ("low", "half", "full"):
        page.locator(f"[data-height={name}]").click()
        page.wait_for_timeout(400)
        # It moves by scrolling: what counts is how much of it is seen.
        heights.append(PHONE["height"] - sheet.bounding_box()["y"])  # type: ignore[index]
    assert heights == sorted(heights)
    assert len(set(heights)) == 3


def test_a_tile_that_is_none_is_refused_with_a_reason(open_page: OpenPage) -> None:
    page = open_page("/plan/")
    answer = page.request.get("/plan/tiles/3/99/99.json")
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_what_is_not_there_says_where_to_go(open_page: OpenPage) -> None:
    page = open_page("/plan/no-such-proposal/")
    expect(page.locator("h1")).to_contain_text("没有找到")
    expect(page.get_by_role("link", name=re.compile("规划地图")).first).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, {"width": 360, "height": 640}], ids=["740", "640"])
def test_the_sheet_is_there_on_first_sight(open_page: OpenPage, size: ViewportSize) -> None:
    page = open_page("/plan/", size=size)
    expect(page.locator("plan-map.is-standing")).to_be_visible()
    for name in ("low", "half", "full"):
        expect(page.locator(f"[data-height={name}]")).to_be_in_viewport(ratio=1)
    expect(page.locator(".plan-canvas")).to_be_in_viewport(ratio=1)
    assert page.locator(".plan-canvas").bounding_box()["height"] >= size["height"] * 0.3  # type: ignore[index]


def test_a_phone_on_its_side_shows_a_good_part_of_the_map_at_once(open_page: OpenPage) -> None:
    page = open_page("/plan/", size={"width": 740, "height": 360})
    expect(page.locator("plan-map.is-standing")).to_be_visible()
    assert page.locator(".plan-canvas").bounding_box()["y"] <= 360 * 0.55  # type: ignore[index]


@pytest.mark.parametrize("size", [PHONE, {"width": 768, "height": 1024}], ids=["360", "768"])
def test_the_sheet_s_bar_never_lies_on_what_has_the_focus(open_page: OpenPage, size: ViewportSize) -> None:
    page = open_page("/plan/", size=size)
    expect(page.locator("plan-map.is-standing")).to_be_visible()
    page.locator("[data-height=full]").click()
    page.locator(".plan-row a").last.focus()
    seen = """() => [document.activeElement.closest('.plan-list') && document.activeElement.textContent.trim(),
      document.activeElement.getBoundingClientRect().top - document.querySelector('[data-bar]').getBoundingClientRect().bottom]"""
    hidden, stops = [], 0
    while (stop := page.evaluate(seen))[0]:
        stops += 1
        # The way past the list lies on the bar itself.
        hidden += [stop] if stop[1] < 0 and "跳过" not in stop[0] else []
        page.keyboard.press("Shift+Tab")
    assert stops >= page.locator(".plan-row").count()
    assert hidden == []


def test_what_the_plan_says_of_itself_can_be_read_to_the_end(open_page: OpenPage) -> None:
    page = open_page("/plan/", script=False)
    page.locator(".plan-about summary").click()
    text = page.locator(".plan-about p")
    expect(text).to_contain_text(re.compile("示意.*。$"))
    assert text.evaluate("(p) => p.scrollHeight <= p.clientHeight + 1")


@pytest.mark.parametrize("path", ["/plan/?theme=green&open=1", "/plan/?kind=bay"])
def test_showing_on_the_map_keeps_the_filters_without_script(open_page: OpenPage, path: str) -> None:
    page = open_page(path, script=False)
    rows = page.locator(".plan-row").count()
    page.locator(".show-there").first.click()
    expect(page).to_have_url(re.compile(re.escape(path) + "&at="))
    expect(page.locator(".plan-row")).to_have_count(rows)


#: In how many lines the words of an element stand, without what only a screen reader says.
LINES = """(element) => { const range = document.createRange(); range.selectNodeContents(element);
  const hidden = element.querySelector(".visually-hidden");
  if (hidden) range.setEndBefore(hidden);
  return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size; }"""


@pytest.mark.parametrize(
    ("path", "whole"),
    [
        pytest.param("/plan/ring/", ".steps li", id="steps"),
        pytest.param("/plan/ring/", ".related-links time", id="dates_of_related"),
        pytest.param("/plan/ring/", ".doing .phrase", id="until_when"),
        pytest.param("/plan/answers/1/", ".lead .phrase", id="from_when_to_when"),
    ],
)
@pytest.mark.parametrize("width", [344, 360, 390])
def test_steps_and_dates_are_not_broken_on_a_phone(open_page: OpenPage, path: str, whole: str, width: int) -> None:
    page = open_page(path, size={"width": width, "height": 740})
    words = page.locator(whole)
    assert words.count() > 0
    assert [word.inner_text() for word in words.all() if word.evaluate(LINES) > 1] == []


@pytest.mark.parametrize("path", ["/", "/plan/", "/news/2021-01-04-1/", "/plan/ring/", "/plan/answers/1/"])
def test_what_stands_alone_is_a_target_for_a_finger(open_page: OpenPage, path: str) -> None:
    page = open_page(path, size=PHONE)
    alone = ".plan-row h3 a, .show-there, .section-title a, .headlines a, .choice, .sheet-bar button, .plan-card a, .related-links a, .breadcrumbs a, .doing a, .story h3 a, .lead-story h3 a, .article-head .kicker a, .results-table a"
    low = [
        (a.inner_text(), box["height"])
        for a in page.locator(alone).all()
        if (box := a.bounding_box()) and box["height"] < 44
    ]
    assert low == []
