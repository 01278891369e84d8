"""The plan as map and list: the same filters, the same address, each selecting in the other."""

import re

from playwright.sync_api import expect

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
    expect(chart).to_contain_text("OpenStreetMap")
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
