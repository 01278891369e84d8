"""The front page of the back office as somebody sees it."""

import re

from django.test import Client
from django.utils.html import strip_tags

from residents.models import User


def panels(user: User) -> dict[str, str]:
    """Return the panels that somebody sees: heading → what stands in it."""
    client = Client()
    client.force_login(user)
    html = client.get("/admin/").content.decode()
    sections = re.findall(r'<section class="w-panel.*?</section>', html, re.DOTALL)
    found = {}
    for section in sections:
        heading = re.search(r"data-panel-heading-text>([^<]*)<", section)
        assert heading
        found[heading[1]] = section.partition("w-panel__content")[2]
    return found


def lines(panel: str) -> list[tuple[str, str]]:
    """Return text and address of each row, with what is said beside it."""
    rows = re.findall(r"<li>(.*?)</li>", panel, re.DOTALL)
    return [(" ".join(strip_tags(row).split()), re.findall('href="([^"]*)"', row)[0]) for row in rows]
