"""The tools the pictures are cut with: curves, and a press that prints flat inks."""

import math

import pytest
from PIL import Image

from config.demo.drawing import curves, plans
from config.demo.drawing.curves import Dice, arc, box
from config.demo.drawing.press import COLOURS, Press, Tone

#: A press whose design is a square of 100, printed at 100 by 100.
SIZE = (100, 100)
MIDDLE = box(20, 20, 60, 60)


def make_press(ground: Tone = Tone.PAPER) -> Press:
    return Press(SIZE, ground=ground, seed=1, design=SIZE)


def share(image: Image.Image, tone: Tone) -> float:
    """Return which part of a picture has exactly this ink."""
    wanted = tuple(bytes.fromhex(COLOURS[tone]))
    found = image.getcolors(image.width * image.height) or []
    return sum(count for count, colour in found if colour == wanted) / (image.width * image.height)


def ink_at(image: Image.Image, x: int, y: int) -> Tone | None:
    colour = image.getpixel((x, y))
    return next((tone for tone, said in COLOURS.items() if tuple(bytes.fromhex(said)) == colour), None)


# --- Chance --------------------------------------------------------------------------------------


def test_the_same_seed_throws_the_same_dice() -> None:
    first, second = Dice(7), Dice(7)
    assert [first.between(0, 1) for _ in range(50)] == [second.between(0, 1) for _ in range(50)]


def test_another_seed_throws_others() -> None:
    assert Dice(7).between(0, 1) != Dice(8).between(0, 1)


def test_a_throw_stays_between_its_bounds_and_reaches_both_halves() -> None:
    dice = Dice(3)
    throws = [dice.between(-2, 6) for _ in range(500)]
    assert all(-2 <= throw < 6 for throw in throws)
    assert min(throws) < 0
    assert max(throws) > 4


# --- Curves --------------------------------------------------------------------------------------


def test_a_smooth_line_goes_through_its_points_from_first_to_last() -> None:
    points = [(0.0, 0.0), (10.0, 5.0), (20.0, 0.0)]
    line = curves.smooth(points, steps=4)
    assert line[0] == points[0]
    assert line[4] == pytest.approx(points[1])
    assert line[-1] == points[2]


def test_a_closed_line_goes_through_all_its_points_once() -> None:
    points = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    line = curves.smooth(points, closed=True, steps=5)
    assert len(line) == 20
    assert [line[i] for i in (0, 5, 10, 15)] == [pytest.approx(point) for point in points]


def test_points_of_an_arc_are_one_radius_away_and_a_flat_one_is_lower() -> None:
    assert [math.dist((5, 5), point) for point in arc((5, 5), 3, 0, 90)] == pytest.approx([3] * 41)
    assert arc((0, 0), 10, 90, 90, flat=0.5)[0] == pytest.approx((0, 5))


def test_a_spot_is_found_clockwise_from_the_right() -> None:
    assert curves.spot((1, 1), 2, 0) == pytest.approx((3, 1))
    assert curves.spot((1, 1), 2, 90) == pytest.approx((1, 3))


def test_an_outline_is_turned_about_its_own_origin() -> None:
    assert curves.turned([(1, 0), (0, 1)], (10, 10), 90) == [pytest.approx((10, 11)), pytest.approx((9, 10))]


def test_moving_scales_first() -> None:
    assert curves.moved([(1, 2)], 10, 20, by=3) == [(13, 26)]


def test_a_ribbon_is_as_wide_as_asked_and_thin_where_it_tapers() -> None:
    line = [(float(x), 0.0) for x in range(11)]
    even = curves.ribbon(line, 4)
    assert {y for _, y in even} == {-2, 2}
    thin = curves.ribbon(line, 4, taper=(0, 1))
    assert thin[0] == (0, 0)
    assert max(y for _, y in thin) == 2


def test_a_ribbon_of_one_place_twice_does_not_fail() -> None:
    assert len(curves.ribbon([(1, 1), (1, 1)], 4)) == 4


def test_places_along_a_line_are_evenly_spaced_round_the_corner() -> None:
    places = curves.along([(0, 0), (10, 0), (10, 10)], 4)
    wanted = [(0, 0), (4, 0), (8, 0), (10, 2), (10, 6), (10, 10)]
    assert [place for place, _ in places] == [pytest.approx(place) for place in wanted]
    assert [angle for _, angle in places] == [0, 0, 0, 90, 90, 90]


def test_a_lane_is_twice_its_half_width_across() -> None:
    lane = curves.lane([(50, 0, 5), (50, 50, 5), (50, 100, 20)])
    assert lane[0] == (45, 0)
    assert lane[-1] == (55, 0)
    assert max(x for x, _ in lane) == 70


# --- The press -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tone", "colour"),
    [
        (Tone.PAPER, "FBF9F4"),
        (Tone.INK, "1F1B16"),
        (Tone.BRICK, "9C2A22"),
        (Tone.CREEK, "0A5F63"),
        (Tone.LEAF, "3F6B2A"),
        (Tone.AMBER, "E09F1F"),
    ],
)
def test_the_inks_are_those_of_the_site(tone: Tone, colour: str) -> None:
    assert COLOURS[tone] == colour


def test_an_empty_block_prints_its_ground_at_its_size() -> None:
    image = make_press(Tone.MIST).printed()
    assert image.size == SIZE
    assert share(image, Tone.MIST) == 1


def test_an_area_is_filled_to_its_edge() -> None:
    press = make_press()
    press.fill(MIDDLE, Tone.BRICK, rough=0)
    assert share(press.printed(), Tone.BRICK) == pytest.approx(0.36, abs=0.03)


def test_an_edge_cut_by_hand_strays_no_further_than_allowed() -> None:
    press = make_press()
    press.fill(box(-10, 50, 120, 60), Tone.INK, rough=2)
    image = press.printed()
    assert {ink_at(image, x, 46) for x in range(100)} == {Tone.PAPER}
    assert {ink_at(image, x, 54) for x in range(100)} == {Tone.INK}


def test_a_disc_has_the_area_of_a_circle() -> None:
    press = make_press()
    press.disc(50, 50, 30, Tone.AMBER)
    assert share(press.printed(), Tone.AMBER) == pytest.approx(math.pi * 0.09, abs=0.03)


def test_marks_stay_inside_their_region() -> None:
    press = make_press()
    press.gouge(MIDDLE, Tone.INK, gap=5, length=20, width=3)
    image = press.printed()
    assert share(image, Tone.INK) > 0.02
    assert {ink_at(image, x, y) for x in range(100) for y in (5, 15, 85, 95)} == {Tone.PAPER}


def test_marks_are_cut_only_on_the_ink_that_is_named() -> None:
    press = make_press()
    press.fill(box(0, 0, 50, 100), Tone.CREEK, rough=0)
    press.gouge(box(0, 0, 100, 100), Tone.MIST, gap=5, length=20, width=3, on=Tone.CREEK)
    image = press.printed()
    assert share(image.crop((0, 0, 48, 100)), Tone.MIST) > 0.05
    assert share(image.crop((52, 0, 100, 100)), Tone.PAPER) == 1


def test_marks_outside_the_block_change_nothing() -> None:
    press = make_press()
    press.gouge(box(200, 200, 40, 40), Tone.INK)
    assert share(press.printed(), Tone.PAPER) == 1


def test_marks_follow_an_angle_that_depends_on_the_place() -> None:
    level, upright = make_press(), make_press()
    level.gouge(MIDDLE, Tone.INK, gap=12, length=40, width=3, fill=1)
    upright.gouge(MIDDLE, Tone.INK, angle=lambda x, y: 90, gap=12, length=40, width=3, fill=1)
    assert level.printed().tobytes() != upright.printed().tobytes()


def test_a_plate_has_marks_an_edge_and_a_hard_shadow() -> None:
    press = make_press()
    press.plate(MIDDLE, Tone.BRICK, Tone.ROSE, edge=4, drop=(8, 8), gap=6, length=15, width=3)
    image = press.printed()
    assert ink_at(image, 20, 50) == Tone.INK
    assert ink_at(image, 85, 85) == Tone.INK
    assert share(image, Tone.ROSE) > 0.01


def test_a_plain_plate_has_none_of_them() -> None:
    press = make_press()
    press.plate(MIDDLE, Tone.BRICK)
    image = press.printed()
    assert share(image, Tone.INK) == 0
    assert share(image, Tone.ROSE) == 0


def test_specks_fall_only_where_the_ink_is() -> None:
    press = make_press()
    press.fill(box(0, 0, 50, 100), Tone.CREEK, rough=0)
    press.specks(Tone.JADE, on=Tone.CREEK, number=200)
    image = press.printed()
    assert share(image.crop((0, 0, 45, 100)), Tone.CREEK) < 1
    assert share(image.crop((55, 0, 100, 100)), Tone.PAPER) == 1


def test_a_design_is_centred_in_a_size_of_another_shape() -> None:
    press = Press((200, 100), ground=Tone.PAPER, seed=1, design=SIZE)
    press.disc(50, 50, 10, Tone.INK)
    assert ink_at(press.printed(), 100, 50) == Tone.INK


def test_the_drawn_creek_closes() -> None:
    course = plans.ring(0, 0)
    assert math.dist(course[0], course[-1]) < 20
