"""Scenes with the map: in a hand, and unfolded to show its signs."""

from itertools import pairwise

from PIL import Image

from config.demo.drawing import nature, plans
from config.demo.drawing.curves import Point, Points, arc, box, moved, smooth
from config.demo.drawing.press import Press, Tone

PALM = ((930, 420), (1060, 520), (1110, 700), (1180, 860), (1320, 1030), (700, 1040), (640, 820))
THUMB = ((1120, 800), (1080, 660), (980, 570), (900, 530))
FOLDS = ((60, 170), (350, 90), (640, 180), (930, 90), (1220, 180), (1520, 100))


def phone_map(size: tuple[int, int]) -> Image.Image:
    """A telephone in a hand; on its glass a creek, two lines, a mark set by a finger."""
    press = Press(size, ground=Tone.STRAW, seed=103)
    nature.sky(press, 620, tone=Tone.STRAW, light=Tone.CREAM)
    nature.poplars(press, -40, 1680, 640, 170)
    nature.water(press, box(-20, 620, 1640, 400), far=600)
    palm = smooth(PALM, closed=True)
    press.fill(palm, Tone.ROSE, rough=0)
    press.line([*palm, palm[0]], 14, Tone.INK)
    for x, y in ((620, 100), (980, 100), (620, 870), (980, 870)):
        press.disc(x, y, 40, Tone.INK)
    press.fill(box(580, 100, 440, 770), Tone.INK)
    press.fill(box(620, 60, 360, 850), Tone.INK)
    press.fill(box(616, 122, 368, 720), Tone.PAPER)
    _glass(press)
    for row in range(4):
        _finger(press, moved([(566, 418), (594, 416), (634, 424)], 0, row * 114), 68)
    _finger(press, THUMB, 92, rooted=True)
    press.line([(890, 512), (926, 524)], 26, Tone.CREAM, taper=(0.5, 0.5))
    return press.printed()


def _finger(press: Press, bones: Points, width: float, *, rooted: bool = False) -> None:
    """Draw a finger along its bones; a ``rooted`` one grows out of the hand without a line across."""
    bent = smooth(bones)
    for girth, tone in ((width + 14, Tone.INK), (width, Tone.ROSE)):
        press.line(bent, girth, tone)
        if not rooted:
            press.disc(*bent[0], girth / 2, tone)
        press.disc(*bent[-1], girth / 2, tone)


def _glass(press: Press) -> None:
    press.fill(box(616, 122, 368, 64), Tone.BRICK)
    press.line([(650, 154), (820, 154)], 16, Tone.PAPER)
    plans.creek_line(press, plans.ring(800, 420, 0.5), 17)
    for axis in ([(630, 380), (720, 370), (830, 440), (970, 420)], [(940, 200), (930, 330), (950, 500), (930, 630)]):
        plans.dashes(press, smooth(axis), 8, Tone.BRICK, dash=30, gap=14)
    for row, tone in enumerate((Tone.CREEK, Tone.BRICK, Tone.AMBER)):
        y = 684 + row * 54
        press.fill(box(640, y - 20, 320, 40), Tone.CREAM)
        press.disc(664, y, 11, tone)
        press.line([(690, y), (900 - row * 40, y)], 8, Tone.SLATE, taper=(1, 0.8))
    head = (842.0, 428.0)
    mark: list[Point] = [(842, 512), *arc(head, 36, 160, 380)]
    press.plate(mark, Tone.AMBER, drop=(6, 4))
    press.line([*mark, mark[0]], 6, Tone.INK)
    press.disc(*head, 15, Tone.PAPER)


def map_fold(size: tuple[int, int]) -> Image.Image:
    """A folded map, and on each fold one kind of sign: line, dashes, dots, areas, discs."""
    press = Press(size, ground=Tone.BRICK, seed=107)
    press.gouge(box(0, 0, 1600, 1000), Tone.INK, angle=4, gap=24, length=200, width=6, fill=0.55)
    panels = [[left, right, (right[0], right[1] + 740), (left[0], left[1] + 740)] for left, right in pairwise(FOLDS)]
    for panel in panels:
        press.fill(moved(panel, 12, 20), Tone.INK)
    for number, panel in enumerate(panels):
        (x0, y0), (x1, y1) = panel[0], panel[1]
        press.fill(panel, Tone.CREAM if number % 2 else Tone.PAPER)
        SIGNS[number](press, ((x0 + x1) / 2, (y0 + y1) / 2 + 370), (y1 - y0) / (x1 - x0))
        press.outline(panel, 5)
    return press.printed()


def leaning(points: Points, middle: Point, slope: float) -> list[Point]:
    """Return points about the origin, set on a fold that rises or falls."""
    return [(middle[0] + x, middle[1] + y + x * slope) for x, y in points]


def _ring(press: Press, middle: Point, slope: float) -> None:
    plans.creek_line(press, leaning(plans.ring(20, 0, 0.42), middle, slope), 24)


def _dashes(press: Press, middle: Point, slope: float) -> None:
    for y in (-210, 0, 210):
        course = leaning(smooth([(-104, y + 46), (-10, y), (130, y - 40)]), middle, slope)
        plans.dashes(press, course, 20, Tone.BRICK, dash=64, gap=30)


def _dots_and_hatching(press: Press, middle: Point, slope: float) -> None:
    for radius in (50, 90, 130):
        plans.dots(press, leaning(arc((0, -150), radius, 0, 350, steps=60), middle, slope), 6, Tone.INK, gap=22)
    area = leaning(box(-110, 90, 220, 150), middle, slope)
    press.plate(area, Tone.MIST, Tone.CREEK, angle=-45, gap=22, length=160, width=7, fill=0.95)
    press.outline(area, 7, Tone.CREEK)


def _areas(press: Press, middle: Point, slope: float) -> None:
    for x, y, radius in ((-30, -190, 94), (36, 20, 76), (-20, 200, 84)):
        edge = leaning(arc((x, y), radius, 0, 362, flat=0.8), middle, slope)
        press.fill(edge, Tone.STRAW, rough=0)
        press.line(edge, 10, Tone.AMBER)


def _discs(press: Press, middle: Point, slope: float) -> None:
    for x, y in ((-70, -230), (60, -130), (-50, 0), (70, 110), (-60, 220)):
        ((px, py), (qx, qy)) = leaning([(x, y), (-x, y + 20)], middle, slope)
        press.disc(px, py, 42, Tone.BRICK)
        press.disc(px, py, 29, Tone.PAPER)
        press.disc(qx, qy, 20, Tone.INK)


SIGNS = (_ring, _dashes, _dots_and_hatching, _areas, _discs)
