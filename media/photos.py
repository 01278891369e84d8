"""A resident's photograph made anew from its pixels: upright, small, and without what the camera wrote into it."""

import hashlib
import io
import warnings
from typing import IO, ClassVar

from django.core.files.base import ContentFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

#: What phones send. Nothing else is even tried: some decoders call other programs.
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
#: The longer side of what is kept, in pixels.
SIDE = 1600
_QUALITY = 82


class PhotoError(Exception):
    """A photograph that is not taken; ``str()`` is for logs, ``for_people()`` says what to do next."""

    code: ClassVar[str] = "photo"
    sentence: ClassVar[str | Promise] = _("这张照片没有收下，请换一张。")

    def for_people(self) -> str:
        return str(self.sentence)


class NotAPhoto(PhotoError):
    code = "not_a_photo"
    sentence = _("这个文件不是完整的照片（JPG、PNG 或 WebP），请换一张。")


class PhotoTooLarge(PhotoError):
    code = "photo_too_large"
    sentence = _("照片太大了，请用不超过 20 MB、6000 万像素的照片。")


def clean_photo(file: IO[bytes]) -> ContentFile:
    """Return a photograph as a JPEG of at most 1600 pixels a side: turned upright, white where it was transparent.

    Nothing of the file but its first picture's pixels is kept. Raises ``PhotoTooLarge`` before anything large is
    decoded, and ``NotAPhoto`` for everything that is none, to its last row.
    """
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise PhotoTooLarge(f"more than {MOST_BYTES} bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            picture = _upright(data)
    except PhotoError:
        raise
    except Image.DecompressionBombError as error:
        raise PhotoTooLarge(str(error)) from error
    except Exception as error:  # every decoder has exceptions of its own
        raise NotAPhoto(f"{type(error).__name__}: {error}") from error
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return ContentFile(written.getvalue(), name="photo.jpg")


def _upright(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise PhotoTooLarge(f"{opened.width} × {opened.height} pixels")
        opened.load()
        turned = ImageOps.exif_transpose(opened)
        turned.thumbnail((SIDE, SIDE))
        flat = Image.new("RGB", turned.size, "white")
        layered = turned.convert("RGBA")
        flat.paste(layered, mask=layered.getchannel("A"))
        return flat


def sha256_of(file: ContentFile) -> str:
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    return digest
