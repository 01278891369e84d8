"""The demonstration's pictures: every one can be drawn, is light, and says what it shows."""

import functools
import io
import re

import pytest
from PIL import Image

from config.demo import pictures
from config.demo.drawing.posters import draw_poster
from config.demo.drawing.press import COLOURS
from config.demo.pictures import PICTURES

KEYS = sorted(PICTURES)
POSTERS = [key for key in KEYS if key.startswith("poster-")]
SCENES = [key for key in KEYS if key not in POSTERS]
INKS = {tuple(bytes.fromhex(colour)) for colour in COLOURS.values()}
AMBER = (0xE0, 0x9F, 0x1F)
THUMBNAIL = (320, 200)


@functools.cache
def drawn(key: str) -> Image.Image:
    return pictures.draw(key)


@functools.cache
def sent(key: str) -> bytes:
    return pictures.encoded(drawn(key))


def inks_of(image: Image.Image) -> dict[tuple[int, ...], int]:
    found = image.getcolors(image.width * image.height) or []
    return {colour: count for count, colour in found if isinstance(colour, tuple)}


def test_there_is_a_scene_for_every_article_and_a_poster_for_each_lecture() -> None:
    assert len(SCENES) >= 14
    assert POSTERS == ["poster-1", "poster-2", "poster-3", "poster-4"]


@pytest.mark.parametrize("key", SCENES)
def test_a_scene_is_sixteen_hundred_by_one_thousand(key: str) -> None:
    assert (drawn(key).size, drawn(key).mode) == ((1600, 1000), "RGB")


@pytest.mark.parametrize("key", POSTERS)
def test_a_poster_stands_upright(key: str) -> None:
    assert (drawn(key).size, drawn(key).mode) == ((1200, 1600), "RGB")


@pytest.mark.parametrize("key", KEYS)
def test_a_picture_is_three_hundred_kilobytes_or_less(key: str) -> None:
    assert len(sent(key)) <= 300_000


@pytest.mark.parametrize("key", KEYS)
def test_the_file_is_a_png_of_the_same_size(key: str) -> None:
    with Image.open(io.BytesIO(sent(key))) as opened:
        assert (opened.format, opened.size) == ("PNG", PICTURES[key].size)


@pytest.mark.parametrize("key", KEYS)
def test_a_picture_is_printed_in_flat_inks_of_the_house(key: str) -> None:
    colours = inks_of(drawn(key))
    flat = sum(count for colour, count in colours.items() if colour in INKS)
    assert flat / sum(colours.values()) > 0.75


@pytest.mark.parametrize("key", KEYS)
def test_a_picture_shows_something(key: str) -> None:
    area = drawn(key).width * drawn(key).height
    inks = {colour for colour, count in inks_of(drawn(key)).items() if colour in INKS and count > area * 0.004}
    assert len(inks) >= 4


@pytest.mark.parametrize("key", KEYS)
def test_the_same_picture_is_drawn_every_time(key: str) -> None:
    assert pictures.draw(key, THUMBNAIL).tobytes() == pictures.draw(key, THUMBNAIL).tobytes()


def test_no_two_pictures_are_alike() -> None:
    assert len({drawn(key).reduce(10).tobytes() for key in KEYS}) == len(KEYS)


@pytest.mark.parametrize("size", [(320, 200), (400, 400), (200, 320)], ids=["landscape", "square", "upright"])
def test_a_picture_fills_any_size(size: tuple[int, int]) -> None:
    image = pictures.draw("ring-walk", size)
    assert image.size == size
    corners = [image.getpixel(at) for at in ((0, 0), (size[0] - 1, size[1] - 1))]
    assert (0, 0, 0) not in corners


def test_the_file_of_a_key_is_the_picture_encoded() -> None:
    assert pictures.png("ring-walk", THUMBNAIL) == pictures.encoded(pictures.draw("ring-walk", THUMBNAIL))


def test_an_unknown_picture_is_refused() -> None:
    with pytest.raises(pictures.UnknownPicture, match="photo"):
        pictures.draw("photo")


@pytest.mark.parametrize("key", KEYS)
def test_the_text_says_in_chinese_what_is_drawn_and_fits_the_library(key: str) -> None:
    spec = PICTURES[key]
    assert spec.alt.startswith(("插画：", "海报："))
    assert len(re.findall(r"[\u4e00-\u9fff]", spec.alt)) >= 20
    assert len(spec.alt) <= 200


def test_titles_are_different_and_the_credit_says_that_it_is_an_example() -> None:
    assert len({spec.title for spec in PICTURES.values()}) == len(PICTURES)
    assert "程序绘制" in pictures.CREDIT
    assert "示例" in pictures.CREDIT


def discs_in_the_foot(poster: Image.Image) -> int:
    """Count the runs of amber along the middle of the band below."""
    row = [poster.getpixel((x, 1496)) == AMBER for x in range(poster.width)]
    return sum(now and not before for before, now in zip([False, *row], row, strict=False))


@pytest.mark.parametrize("number", [1, 2, 3, 4, 7])
def test_a_poster_counts_its_lecture_in_discs(number: int) -> None:
    assert discs_in_the_foot(draw_poster(number)) == number


def test_a_poster_of_a_high_number_stays_inside_its_sheet() -> None:
    assert discs_in_the_foot(draw_poster(40)) == 12


def test_a_seed_changes_the_inks_of_a_poster_and_nothing_else_is_random() -> None:
    size = (150, 200)
    assert draw_poster(1, 2, size).tobytes() != draw_poster(1, 1, size).tobytes()
    assert draw_poster(1, 0, size).tobytes() == draw_poster(1, size=size).tobytes()
