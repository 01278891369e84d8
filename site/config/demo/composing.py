"""Texts of the content files as bodies of pages, and pages published as an editor does."""

import html
from collections.abc import Callable
from typing import Any

from wagtail.models import Page

from config.demo import content_files

Block = tuple[str, Any]


def publish(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def body(text: str) -> list[Block]:
    makers: dict[str, Callable[[str], Block]] = {
        "heading": lambda said: ("heading", said),
        "paragraph": lambda said: ("paragraph", f"<p>{html.escape(said)}</p>"),
    }
    return [makers[kind](said) for kind, said in content_files.body_blocks(text)]


def facts(title: str, rows: dict[str, str]) -> Block:
    return "facts", {"title": title, "facts": [{"term": term, "text": text} for term, text in rows.items()]}
