"""A package → HTML by mammoth, its pictures named by their parts. Nothing outside the package is opened."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import mammoth
from PIL import Image

from cms.imports.material import LeftOut, Reason
from cms.imports.word.errors import WordIsDamaged
from cms.imports.word.opening import MEGABYTE, Package

#: Begins the ids of notes, so that they are known from bookmarks.
NOTES = "our-notes-"
LARGEST_PICTURE = 15 * MEGABYTE
MOST_PIXELS = 60_000_000
#: What browsers show, by the name Pillow has for it, with its media type.
SHOWN = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}

_CONTENTS = "\n".join(f"p[style-name='toc {level}'] => p.contents:fresh" for level in range(1, 10))
_ABOVE = {level: "ul|ol > li > " * (level - 1) for level in range(2, 6)}
#: Word's own styles of lists, each of which is the first level of a list of its own.
_DEEPER = "\n".join(
    f"p[style-name='List {kind} {level}'] => {above}{tag} > li:fresh"
    for level, above in _ABOVE.items()
    for kind, tag in (("Bullet", "ul"), ("Number", "ol"))
)
_STYLES = f"""
p[style-name='Title'] => h1.title:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='题注'] => p.caption:fresh
p[style-name='标题'] => h1.title:fresh
p[style-name='TOC Heading'] => p.contents:fresh
{_CONTENTS}
{_DEEPER}
u =>
strike =>
"""


@dataclass
class Reading:
    """What mammoth made of a document: HTML whose pictures are ``<img src="word/media/…" alt="…">``."""

    html: str
    left_out: list[LeftOut] = field(default_factory=list)


def read_html(package: Package, cleaned: dict[str, bytes]) -> Reading:
    """Have mammoth read the package, with ``cleaned`` in the place of some parts. Raises ``WordIsDamaged``."""
    pictures = _Pictures(package)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(package.replaced(cleaned)),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            id_prefix=NOTES,
            convert_image=mammoth.images.img_element(pictures.take),
        )
    except Exception as error:  # a document that breaks its own rules breaks mammoth in many ways
        raise WordIsDamaged(f"mammoth: {error!r}") from error
    symbols = [message.message for message in result.messages if "w:sym element" in message.message]
    left_out = [LeftOut(Reason.SYMBOL, symbol.rpartition(": ")[2]) for symbol in symbols]
    return Reading(result.value, [*pictures.left_out, *left_out])


def picture_problem(data: bytes) -> Reason | None:
    """Say why a picture cannot be taken over; None when browsers show it, to its last row."""
    if len(data) > LARGEST_PICTURE:
        return Reason.PICTURE_TOO_LARGE
    if _is_metafile(data):
        return Reason.PICTURE_FORMAT
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            with Image.open(io.BytesIO(data), formats=(*SHOWN, "BMP", "TIFF")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return Reason.PICTURE_TOO_LARGE
                if picture.format not in SHOWN:
                    return Reason.PICTURE_FORMAT
                picture.load()
    except Image.DecompressionBombError:
        return Reason.PICTURE_TOO_LARGE
    except Exception:  # noqa: BLE001  every decoder has exceptions of its own
        return Reason.PICTURE_BROKEN
    return None


def media_type_of(data: bytes) -> str | None:
    """Return the media type of a picture that browsers show."""
    if picture_problem(data):
        return None
    with Image.open(io.BytesIO(data), formats=tuple(SHOWN)) as picture:
        return SHOWN[picture.format or ""]


def _is_metafile(data: bytes) -> bool:
    """Tell EMF, WMF (both kinds) and SVG, which Pillow does not read everywhere."""
    is_emf = data[:4] == b"\x01\x00\x00\x00" and data[40:44] == b" EMF"
    is_svg = b"<svg" in data[:1000].lower()
    return is_emf or is_svg or data.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00"))


class _Pictures:
    """Tells mammoth what to write for a picture, and keeps what could not be taken over."""

    def __init__(self, package: Package) -> None:
        self._parts = {sha256(package.read(name)).digest(): name for name in package.names if "/media/" in name}
        self._problems: dict[str, Reason | None] = {}
        self.left_out: list[LeftOut] = []

    def take(self, image: Any) -> dict[str, str]:
        about = (image.alt_text or "").strip()
        try:
            with image.open() as file:
                data: bytes = file.read()
        except ValueError:  # mammoth's refusal to open what is not in the package
            return self._leave(Reason.PICTURE_OUTSIDE, about)
        except Exception:  # noqa: BLE001  a part that is missing, or cut off
            return self._leave(Reason.PICTURE_BROKEN, about)
        part = self._parts.get(sha256(data).digest(), "")
        if part not in self._problems:
            self._problems[part] = picture_problem(data) if part else Reason.PICTURE_BROKEN
        problem = self._problems[part]
        return self._leave(problem, about or part.rpartition("/")[2]) if problem else {"src": part}

    def _leave(self, reason: Reason, about: str) -> dict[str, str]:
        self.left_out.append(LeftOut(reason, about))
        return {"src": ""}
