"""What a cold visit costs on the wire: html, css and scripts as sent, compressed, and nothing from another host."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import DESKTOP, OpenPage

KILOBYTE = 1024
TEXT = ("document", "stylesheet", "script")


def weigh(open_page: OpenPage, path: str) -> tuple[int, Page]:
    """Return the bytes of html, css and scripts of a first visit, as they came over the wire."""
    page = open_page("/healthz/", size=DESKTOP)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    counted = [a for a in answers if a.request.resource_type in TEXT]
    assert all(a.headers.get("content-encoding") in ("gzip", "br") for a in counted if len(a.body()) > KILOBYTE)
    return sum(a.request.sizes()["responseBodySize"] for a in counted), page


@pytest.mark.parametrize(
    ("path", "kilobytes"),
    [
        pytest.param("/news/2021-01-04-1/", 30, id="article"),
        pytest.param("/lectures/lecture-1/", 30, id="lecture"),
        pytest.param("/plan/", 120, id="plan"),
        pytest.param("/plan/ring/", 120, id="proposal"),
    ],
)
def test_a_cold_visit_is_light(open_page: OpenPage, path: str, kilobytes: int) -> None:
    weight, _page = weigh(open_page, path)
    assert 0 < weight <= kilobytes * KILOBYTE


def test_drawing_code_is_not_loaded_until_someone_draws(open_page: OpenPage) -> None:
    page = open_page("/healthz/", size=DESKTOP)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto("/plan/ring/")
    page.wait_for_load_state("networkidle")
    assert asked
    assert not [path for path in asked if re.search(r"draw(?!ing)", path)]
