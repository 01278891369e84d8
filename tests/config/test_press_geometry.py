"""What the press prints, counted pixel by pixel on small sheets where the answer is known beforehand."""

import math

import pytest
from PIL import Image

from config.demo.drawing import curves
from config.demo.drawing.curves import box
from config.demo.drawing.press import COLOURS, Press, Tone

SIDE = 60


def sheet(seed: int = 1, *, size: tuple[int, int] = (SIDE, SIDE)) -> Press:
    return Press(size, ground=Tone.PAPER, seed=seed, design=(SIDE, SIDE))


def inked(image: Image.Image, tone: Tone) -> set[tuple[int, int]]:
    """Return the pixels that have exactly this ink."""
    wanted = tuple(bytes.fromhex(COLOURS[tone]))
    return {(x, y) for x in range(image.width) for y in range(image.height) if image.getpixel((x, y)) == wanted}


def test_a_square_covers_its_own_pixels_and_no_other() -> None:
    press = sheet()
    press.fill(box(10, 20, 12, 6), Tone.BRICK, rough=0)
    found = inked(press.printed(), Tone.BRICK)
    inner = {(x, y) for x in range(10, 22) for y in range(20, 26)}
    assert inner <= found | {(22, y) for y in range(20, 27)}
    assert found <= {(x, y) for x in range(10, 23) for y in range(20, 27)}


def test_the_pixel_next_to_a_square_is_paper_on_every_side() -> None:
    press = sheet()
    press.fill(box(10, 20, 12, 6), Tone.BRICK, rough=0)
    paper = inked(press.printed(), Tone.PAPER)
    assert {(9, 23), (24, 23), (15, 19), (15, 28)} <= paper


def test_an_edge_between_two_pixels_is_mixed_from_both_inks() -> None:
    press = sheet()
    press.fill([(0, 0), (60, 0), (0, 60)], Tone.INK, rough=0)
    image = press.printed()
    known = inked(image, Tone.INK) | inked(image, Tone.PAPER)
    mixed = [(x, y) for x in range(SIDE) for y in range(SIDE) if (x, y) not in known]
    assert mixed
    assert all(abs(x + y - 59) <= 2 for x, y in mixed)


@pytest.mark.parametrize("width", [3, 9, 15])
def test_a_line_is_as_wide_as_it_was_asked_to_be(width: int) -> None:
    press = sheet()
    press.line([(5, 30), (55, 30)], width, Tone.CREEK)
    rows = {y for x, y in inked(press.printed(), Tone.CREEK) if x == 30}
    assert abs(len(rows) - width) <= 1
    assert abs(sum(rows) / len(rows) - 30) <= 1


def test_a_tapering_line_is_thinner_at_its_ends_than_in_its_middle() -> None:
    press = sheet()
    press.line([(float(x), 30.0) for x in range(5, 56)], 12, Tone.CREEK, taper=(0, 0))
    found = inked(press.printed(), Tone.CREEK)
    thick = {x: sum(at == x for at, _ in found) for x in (7, 30, 53)}
    assert thick[7] < thick[30] > thick[53]


def test_a_disc_reaches_its_radius_and_no_further() -> None:
    press = sheet()
    press.disc(30, 30, 12, Tone.AMBER)
    far = [math.dist((x + 0.5, y + 0.5), (30, 30)) for x, y in inked(press.printed(), Tone.AMBER)]
    assert 11 <= max(far) <= 13
    assert len(far) == pytest.approx(math.pi * 144, rel=0.1)


def test_a_flat_disc_is_as_wide_and_less_high() -> None:
    press = sheet()
    press.disc(30, 30, 20, Tone.AMBER, flat=0.5)
    found = inked(press.printed(), Tone.AMBER)
    across, up = ({at[axis] for at in found} for axis in (0, 1))
    assert len(across) == pytest.approx(40, abs=2)
    assert len(up) == pytest.approx(20, abs=2)


def test_a_curve_goes_through_the_points_it_was_given() -> None:
    press = sheet()
    points = [(10.0, 40.0), (30.0, 15.0), (50.0, 40.0)]
    press.curve(points, 6, Tone.LEAF)
    found = inked(press.printed(), Tone.LEAF)
    assert all((int(x), int(y)) in found for x, y in points[1:2])
    assert {(11, 39), (49, 39)} <= found


def test_a_blob_holds_its_middle_and_passes_its_corners() -> None:
    press = sheet()
    press.blob([(15, 15), (45, 15), (45, 45), (15, 45)], Tone.MOSS)
    found = inked(press.printed(), Tone.MOSS)
    assert (30, 30) in found
    assert (5, 5) not in found
    assert len(found) > 30 * 30


def test_an_outline_leaves_the_inside_alone() -> None:
    press = sheet()
    press.outline(box(10, 10, 40, 40), 4)
    image = press.printed()
    assert (10, 30) in inked(image, Tone.INK)
    assert {(30, 30), (3, 30)} <= inked(image, Tone.PAPER)


def test_a_later_print_covers_an_earlier_one() -> None:
    press = sheet()
    for tone in (Tone.BRICK, Tone.MIST):
        press.fill(box(-5, -5, 80, 80), tone, rough=0)
    assert len(inked(press.printed(), Tone.MIST)) == SIDE * SIDE


@pytest.mark.parametrize("size", [(30, 30), (120, 120)])
def test_a_design_grows_and_shrinks_with_the_sheet(size: tuple[int, int]) -> None:
    press = sheet(size=size)
    press.fill(box(0, 0, 30, 60), Tone.SLATE, rough=0)
    assert len(inked(press.printed(), Tone.SLATE)) / (size[0] * size[1]) == pytest.approx(0.5, abs=0.04)


def test_the_same_seed_cuts_the_same_and_another_cuts_otherwise() -> None:
    def cut(seed: int) -> bytes:
        press = sheet(seed)
        press.plate(box(10, 10, 40, 40), Tone.BRICK, Tone.ROSE, edge=3, gap=5, length=12, width=2)
        return press.printed().tobytes()

    assert cut(4) == cut(4)
    assert cut(4) != cut(5)


def test_a_block_holds_only_inks_that_were_named() -> None:
    press = sheet()
    press.plate(box(10, 10, 40, 40), Tone.BRICK, Tone.ROSE, edge=3, drop=(2, 2), gap=5, length=12, width=2)
    tones = {value for _, value in press.block.getcolors() or []}
    assert tones == {Tone.PAPER, Tone.BRICK, Tone.ROSE, Tone.INK}


# --- Curves ---------------------------------------------------------------------------------------


def test_a_smooth_line_through_points_in_a_row_stays_in_the_row() -> None:
    assert {round(y, 9) for _, y in curves.smooth([(0, 7), (10, 7), (20, 7), (30, 7)])} == {7}


def test_a_ribbon_stands_square_to_its_line() -> None:
    assert curves.ribbon([(0, 0), (0, 10)], 4) == [(-2, 0), (-2, 10), (2, 10), (2, 0)]


def test_a_box_goes_round_its_four_corners() -> None:
    assert box(1, 2, 3, 4) == [(1, 2), (4, 2), (4, 6), (1, 6)]


def test_nothing_lies_along_a_line_shorter_than_its_start() -> None:
    assert curves.along([(0, 0), (3, 0)], 5, start=4) == []
    assert [place for place, _ in curves.along([(0, 0), (3, 0)], 5, start=3)] == [(3, 0)]
