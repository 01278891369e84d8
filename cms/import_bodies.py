"""Blocks of an article that was read → the body of a page, with its pictures in the library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.files.images import ImageFile
from wagtail.images.permissions import permission_policy
from wagtail.models import Collection

from cms.imports.blocks import Block, Figure, Heading, RichText, Table
from cms.imports.word.opening import Package
from cms.models import ImportRun
from media.models import Picture


@dataclass(frozen=True)
class Wording:
    """What is said of a picture to those who do not see it; nothing of one that is decoration."""

    alt: str = ""
    is_decorative: bool = False


class PictureShelf:
    """Puts pictures of a run's document into the library, one that stands twice with the same words once."""

    def __init__(self, run: ImportRun | None, user: AbstractBaseUser | None) -> None:
        self._run = run
        self._user = user
        self._stored: dict[tuple[str, str], Picture] = {}

    def picture(self, part: str, wording: Wording, title: str) -> Picture:
        """Return the picture, stored now or before. Raises ``PermissionDenied`` for whom no collection takes one from."""
        key = (part, wording.alt)
        if key not in self._stored:
            picture = Picture(title=title, alt=wording.alt, uploaded_by_user=self._user, collection=self._collection())
            picture.file = ImageFile(BytesIO(self._package.read(part)), name=PurePath(part).name)
            picture._set_image_file_metadata()
            picture.save()
            self._stored[key] = picture
        return self._stored[key]

    @cached_property
    def _package(self) -> Package:
        return Package(bytes(self._run.data) if self._run else b"")

    def _collection(self) -> Collection:
        collection = collections_for_pictures(self._user).first()
        if collection is None:
            raise PermissionDenied(f"{self._user} may add no pictures")
        return collection


def collections_for_pictures(user: Any) -> Any:
    """Return where this person may put pictures."""
    return permission_policy.collections_user_has_permission_for(user, "add")


def body_of(blocks: Iterable[Block], pictures: Mapping[int, Wording], shelf: PictureShelf) -> list[tuple[str, Any]]:
    """Return the blocks of a page's body. Plain text is escaped: a newspaper writes no HTML."""
    return [_block(block, pictures.get(place, Wording()), shelf) for place, block in enumerate(blocks)]


def _block(block: Block, wording: Wording, shelf: PictureShelf) -> tuple[str, Any]:
    if isinstance(block, Heading):
        return "heading", block.text
    if isinstance(block, RichText):
        return "paragraph", block.html
    if isinstance(block, Table):
        return "table", table_value(block)
    if isinstance(block, Figure):
        title = block.caption or wording.alt or PurePath(block.part).name
        picture = shelf.picture(block.part, wording, title[:255])
        return "picture", {"picture": picture, "caption": block.caption, "decorative": wording.is_decorative}
    return "paragraph", f"<p>{escape(block.text)}</p>"


def table_value(table: Table) -> dict[str, Any]:
    """Return a table as Wagtail's block stores it."""
    covered = [
        {"row": span.row + down, "col": span.column + right, "hidden": True}
        for span in table.spans
        for down in range(span.rows)
        for right in range(span.columns)
        if down or right
    ]
    return {
        "data": [list(row) for row in table.rows],
        "cell": covered,
        "mergeCells": [
            {"row": span.row, "col": span.column, "rowspan": span.rows, "colspan": span.columns} for span in table.spans
        ],
        "first_row_is_table_header": table.has_header,
        "first_col_is_header": False,
        "table_header_choice": "row" if table.has_header else "neither",
        "table_caption": table.caption,
    }
