"""A resident's photograph is made anew: upright, small, silent about its camera. What is none is refused by name."""

import io
import resource
from typing import Any

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from media.photos import NotAPhoto, PhotoError, PhotoTooLarge, clean_photo
from tests.media.hostile_photos import HOSTILE, HTML, jpeg_claiming, photo, png_claiming


def cleaned(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(clean_photo(io.BytesIO(data)).read()))


def with_camera(orientation: int = 1) -> bytes:
    """Return a photograph that knows where and with what it was taken."""
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    exif[Base.Make] = "SecretPhone"
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitude: (31.0, 14.0, 25.0), GPS.GPSLatitudeRef: "N"})
    return photo(exif=exif, comment=b"taken at home", icc_profile=b"profile-of-a-phone" * 9)


def test_nothing_of_camera_or_place_is_left() -> None:
    kept = clean_photo(io.BytesIO(with_camera())).read()
    for secret in (b"SecretPhone", b"taken at home", b"profile-of-a-phone", b"Exif", b"GPS"):
        assert secret in with_camera() or secret == b"GPS"
        assert secret not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


def is_red(pixel: Any) -> bool:
    return bool(pixel[0] > 150 > 60 > pixel[2])


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [(1, (640, 480), (50, 240)), (3, (640, 480), (590, 240)), (6, (480, 640), (240, 50)), (8, (480, 640), (240, 590))],
    ids=["upright", "upside-down", "clockwise", "anticlockwise"],
)
def test_a_photograph_stands_upright(orientation: int, size: tuple[int, int], red_at: tuple[int, int]) -> None:
    """The red half is where the camera's note says it was: left, right, above or below."""
    picture = cleaned(with_camera(orientation))
    assert picture.size == size
    assert is_red(picture.getpixel(red_at))


@pytest.mark.parametrize(
    ("size", "becomes"), [((4000, 3000), (1600, 1200)), ((3000, 4000), (1200, 1600)), ((300, 200), (300, 200))]
)
def test_the_longer_side_is_sixteen_hundred_at_most(size: tuple[int, int], becomes: tuple[int, int]) -> None:
    assert cleaned(photo(size=size)).size == becomes


@pytest.mark.parametrize(
    "data",
    [
        photo("PNG"), photo("WEBP"), photo("JPEG", mode="CMYK"), photo("JPEG", mode="L"), photo("PNG", mode="P"),
        photo("PNG", mode="LA"), photo("PNG", mode="I;16"), photo("PNG", mode="1"), photo("JPEG", progressive=True),
        photo("WEBP", lossless=True), photo("PNG", size=(1, 1)), photo("PNG", size=(3000, 1)),
    ],
    ids=["png", "webp", "cmyk", "grey", "palette", "grey-alpha", "16-bit", "1-bit", "progressive", "lossless", "dot", "line"],
)  # fmt: skip
def test_what_phones_and_programs_make_is_taken_as_jpeg(data: bytes) -> None:
    picture = cleaned(data)
    assert (picture.format, picture.mode) == ("JPEG", "RGB")


def test_what_is_transparent_becomes_white() -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(clear, "PNG")
    assert cleaned(clear.getvalue()).getpixel((4, 4)) == (255, 255, 255)


def test_of_a_moving_picture_its_first_is_kept() -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("#c01010", "#10c010")]
    moving = io.BytesIO()
    frames[0].save(moving, "WEBP", save_all=True, append_images=frames[1:])
    picture = cleaned(moving.getvalue())
    assert is_red(picture.getpixel((20, 20)))
    assert getattr(picture, "n_frames", 1) == 1


def test_a_page_behind_a_photograph_is_left_behind() -> None:
    kept = clean_photo(io.BytesIO(photo() + HTML)).read()
    assert b"<script" not in kept


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(PhotoError) as refused:
        clean_photo(io.BytesIO(HOSTILE[name]()))
    assert refused.value.for_people().endswith("。")


def test_there_are_thirty_of_them_at_least() -> None:
    assert len(HOSTILE) >= 30


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (png_claiming(10_000, 6_001), PhotoTooLarge),
        (jpeg_claiming(20_000, 20_000), PhotoTooLarge),
        (photo() + b"\0" * (20 * 1024 * 1024), PhotoTooLarge),
        (photo("GIF"), NotAPhoto),
        (photo()[:500], NotAPhoto),
    ],
    ids=["pixels", "jpeg-pixels", "bytes", "kind", "cut"],
)
def test_too_large_and_no_photograph_are_told_apart(data: bytes, kind: type[PhotoError]) -> None:
    with pytest.raises(kind):
        clean_photo(io.BytesIO(data))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in ("png-bomb-square", "png-bomb-by-width", "jpeg-claiming-the-most", "text-bomb-in-png"):
        with pytest.raises(PhotoError):
            clean_photo(io.BytesIO(HOSTILE[name]()))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 300 * 1024  # kilobytes; unpacked, the square one alone has 10 gigabytes
