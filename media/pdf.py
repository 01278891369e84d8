"""A PDF's pages as pictures and text, one page at a time: the only module that knows pdfium."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import pypdfium2
from pypdfium2 import raw

#: The longer side of a picture in pixels: sharp on a phone that is turned, and no more.
SIDE = 1600
_QUALITY = 80
#: A longer text is no slide; what is beyond is not searched.
MOST_CHARACTERS = 20_000
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class PdfError(Exception):
    """A file that cannot be taken apart; ``str()`` is for logs."""


class BrokenPdf(PdfError):
    """It is no PDF, or not a whole one."""


class EncryptedPdf(PdfError):
    """It opens with a password only."""


class UnreadablePage(PdfError):
    """One of its pages cannot be drawn."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as a WebP picture, its size in pixels, and the text that stands on it."""

    image: bytes
    width: int
    height: int
    text: str


@contextmanager
def opened(file: IO[bytes]) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF without reading all of it. Raises ``EncryptedPdf`` and ``BrokenPdf``."""
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedPdf(str(error)) from error
        raise BrokenPdf(str(error)) from error
    try:
        yield document
    finally:
        document.close()


def read_page(document: pypdfium2.PdfDocument, index: int) -> DrawnPage:
    """Return page ``index``, counted from 0, as a picture of at most 1600 pixels a side, and its text.

    The picture's size does not depend on the page's: a page of kilometres becomes as small. Raises ``UnreadablePage``.
    """
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise UnreadablePage(f"page {index + 1}: {error}") from error
    try:
        image, (width, height) = _picture(page)
        return DrawnPage(image, width, height, _text(page))
    except (pypdfium2.PdfiumError, ValueError, OSError, OverflowError) as error:
        raise UnreadablePage(f"page {index + 1}: {error}") from error
    finally:
        page.close()


def _picture(page: pypdfium2.PdfPage) -> tuple[bytes, tuple[int, int]]:
    bitmap = page.render(scale=SIDE / max(*page.get_size(), 1), rev_byteorder=True)
    try:
        image = bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
    image.thumbnail((SIDE, SIDE))
    written = io.BytesIO()
    image.save(written, "WEBP", quality=_QUALITY, method=4)
    return written.getvalue(), image.size


def _text(page: pypdfium2.PdfPage) -> str:
    textpage = page.get_textpage()
    try:
        text: str = textpage.get_text_bounded()
    finally:
        textpage.close()
    lines = (" ".join(line.split()) for line in _UNPRINTABLE.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)[:MOST_CHARACTERS]
