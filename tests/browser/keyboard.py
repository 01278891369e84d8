"""Pressing and writing by keyboard alone: Tab walks the page until the thing has the focus, as a person would."""

from typing import Any

import pytest
from playwright.sync_api import Locator

#: More stops than a page may have.
MOST_STOPS = 400
IS_REACHED = "(thing) => thing === document.activeElement"
#: One radio of a group is a stop; the arrows lead to the others.
IS_IN_GROUP = """(thing) => thing.type === "radio" && document.activeElement.name === thing.name && !!thing.name"""


def reach(thing: Locator) -> None:
    thing.wait_for()
    keys = thing.page.keyboard
    for _stop in range(MOST_STOPS):
        if thing.evaluate(IS_REACHED):
            return
        keys.press("ArrowDown" if thing.evaluate(IS_IN_GROUP) else "Tab")
    pytest.fail(f"Tab does not lead to {thing}")


def press(thing: Locator, **_how: Any) -> None:
    reach(thing)
    thing.page.keyboard.press("Enter")


def tick(thing: Locator, **_how: Any) -> None:
    reach(thing)
    if not thing.is_checked():
        thing.page.keyboard.press("Space")


def write(thing: Locator, text: str, **_how: Any) -> None:
    reach(thing)
    thing.page.keyboard.press("Control+a")
    thing.page.keyboard.insert_text(text)


def put_away_mouse_and_finger(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on whatever a test presses, ticks or fills is reached and done by keys."""
    for name, by_keys in (("click", press), ("tap", press), ("check", tick), ("fill", write)):
        monkeypatch.setattr(Locator, name, by_keys)
