"""Scenes of people indoors, and of numbers as trees."""

from math import atan2, degrees

from PIL import Image

from config.demo.drawing import figures, nature, plans
from config.demo.drawing.curves import Point, arc, box, moved, smooth, spot
from config.demo.drawing.papers import writing
from config.demo.drawing.press import Press, Tone

COATS = (Tone.BRICK, Tone.STRAW, Tone.JADE, Tone.ROSE, Tone.AMBER, Tone.MOSS, Tone.CREAM)
HAIR = (Tone.INK, Tone.STONE, Tone.INK, Tone.SLATE, Tone.INK, Tone.STONE)
TABLE_EDGE = (
    ((150, 500), (190, 290), (420, 240), (800, 232), (1180, 240), (1410, 290)),
    ((1450, 500), (1410, 710), (1180, 760), (800, 768), (420, 760), (190, 710)),
)


def lecture_hall(size: tuple[int, int]) -> Image.Image:
    """A dark room, a bright wall with a ring on it, and the backs of those who listen."""
    press = Press(size, ground=Tone.CREEK, seed=67)
    press.gouge(box(0, 0, 1600, 1000), Tone.INK, gap=20, length=150, width=7, fill=0.7)
    for x, angle in ((0, 88), (1400, 92)):
        curtain = box(x, -10, 200, 760)
        press.plate(curtain, Tone.BRICK, Tone.INK, angle=angle, gap=24, length=190, width=8, fill=0.7)
        press.gouge(curtain, Tone.ROSE, angle=angle, gap=40, length=120, width=5, fill=0.35, on=Tone.BRICK)
    beam = [(800, 980), (330, 300), (1270, 300)]
    marks = {"gap": 18, "length": 90, "width": 5, "fill": 0.7}
    press.gouge(beam, Tone.MIST, angle=lambda x, y: degrees(atan2(y - 980, x - 800)), on=Tone.CREEK, **marks)
    press.plate(box(330, 66, 940, 480), Tone.PAPER, edge=12)
    for axis in (
        [(400, 260), (620, 240), (800, 320), (1000, 330), (1210, 250)],
        [(1040, 90), (1020, 220), (1050, 360), (1030, 530)],
    ):
        plans.dashes(press, smooth(axis), 9, Tone.BRICK, dash=38, gap=18)
    plans.creek_line(press, plans.ring(800, 306, 0.53), 17)
    for x, y in ((895, 195), (690, 395), (780, 486)):
        press.disc(x, y, 24, Tone.AMBER)
    _listeners(press)
    return press.printed()


def _listeners(press: Press) -> None:
    for row, (base, height, gap) in enumerate(((700, 170, 158), (840, 216, 196), (1040, 290, 262))):
        x = 60.0 + (row % 2) * gap / 2
        number = row * 2 + 1
        while x < 1600:
            coat, hair = COATS[number % len(COATS)], HAIR[(number * 5 + row) % len(HAIR)]
            figures.seated(press, x, base, height, coat=coat, hair=hair)
            x += gap * press.dice.between(0.92, 1.06)
            number += 1
        seat = box(-20, base - height * 0.2, 1640, height * 0.24)
        press.plate(seat, Tone.INK, Tone.SLATE, gap=14, length=120, width=4, fill=0.5)


def meeting_table(size: tuple[int, int]) -> Image.Image:
    """A long table from above: papers, pens, cups with lids, and the chairs pushed in."""
    press = Press(size, ground=Tone.STRAW, seed=71)
    press.gouge(box(0, 0, 1600, 1000), Tone.CREAM, gap=40, length=300, width=8, fill=0.7)
    places = range(270, 1400, 176)
    for x in places:
        for y, back in ((150, 100), (850, 874)):
            seat = box(x - 56, y - 46, 112, 92)
            press.plate(seat, Tone.CREEK, Tone.JADE, drop=(5, 7), angle=90, gap=18, length=60, width=4, fill=0.5)
            press.fill(box(x - 62, back, 124, 26), Tone.INK)
    table = smooth([*TABLE_EDGE[0], *TABLE_EDGE[1]], closed=True)
    press.plate(table, Tone.BRICK, Tone.INK, drop=(12, 16), gap=22, length=210, width=5, fill=0.5)
    press.gouge(table, Tone.ROSE, gap=34, length=130, width=4, fill=0.3, on=Tone.BRICK)
    for number, x in enumerate(places):
        _place(press, x - 50, 310, number, cup=20)
        _place(press, x - 50, 590, number, cup=88)
    press.plate(box(300, 446, 1000, 108), Tone.PAPER, drop=(6, 7))
    for step in range(12):
        press.plate(box(330 + step * 80, 474, 52, 52), Tone.AMBER if step < 4 else Tone.PAPER, edge=5)
    return press.printed()


def _place(press: Press, x: float, y: float, number: int, *, cup: float) -> None:
    """Lay one seat's papers, pen and cup."""
    tilt = press.dice.between(-7, 7)
    press.plate([(x, y + tilt), (x + 84, y), (x + 86, y + 108), (x + 2, y + 108 + tilt)], Tone.PAPER, drop=(5, 6))
    writing(press, x + 12, y + 26, 60, 4, gap=20)
    press.disc(x + 120, y + cup + 5, 25, Tone.INK)
    for radius, tone in ((25, Tone.PAPER), (17, Tone.MIST if number % 2 else Tone.AMBER), (6, Tone.INK)):
        press.disc(x + 116, y + cup, radius, tone)
    if number % 3 == 0:
        plans.pencil(press, x + 70, y + 60, 90, 30, tone=Tone.CREEK)


def wall_chart(size: tuple[int, int]) -> Image.Image:
    """Twenty-three squares on a wall, eleven of them filled, the twelfth just begun."""
    press = Press(size, ground=Tone.MIST, seed=79)
    press.gouge(box(0, 0, 1600, 1000), Tone.PAPER, gap=20, length=150, width=6, fill=0.55)
    chart = box(170, 84, 1010, 720)
    press.plate(chart, Tone.PAPER, edge=9, drop=(14, 16))
    press.plate(box(174, 88, 1002, 88), Tone.BRICK, Tone.ROSE, gap=16, length=110, width=4, fill=0.4)
    press.line([(440, 130), (910, 130)], 20, Tone.PAPER)
    for step in range(23):
        _square(press, 226 + step % 6 * 154, 212 + step // 6 * 144, step)
    for x in (204, 1146):
        press.disc(x, 118, 15, Tone.AMBER)
    press.plate(box(-10, 880, 1620, 140), Tone.STRAW, Tone.AMBER, gap=22, length=200, width=5, fill=0.4)
    press.line([(-10, 880), (1610, 880)], 8, Tone.INK)
    figures.walker(press, 1330, 960, 640, coat=Tone.CREEK, stride=0.3, facing=-1)
    press.curve([(1290, 500), (1220, 440), (1140, 420)], 42, Tone.CREEK, taper=(1, 0.7))
    press.disc(1130, 418, 24, Tone.ROSE)
    plans.pencil(press, 1046, 404, 130, 8, tone=Tone.BRICK)
    return press.printed()


def _square(press: Press, x: float, y: float, step: int) -> None:
    area = box(x, y, 108, 100)
    if step < 11:
        press.plate(area, Tone.BRICK, Tone.ROSE, edge=7, angle=-45, gap=18, length=60, width=6, fill=0.55)
    elif step == 11:
        press.plate(area, Tone.STRAW, Tone.BRICK, edge=7, angle=-45, gap=22, length=80, width=10, fill=0.5)
    else:
        press.outline(area, 7)
        for row in (42, 66):
            press.line([(x + 22, y + row), (x + 84, y + row)], 6, Tone.STONE, taper=(1, 0.5))


def organisation(size: tuple[int, int]) -> Image.Image:
    """One great tree, five trees, three trees, ten bushes: the numbers 1, 5, 3 and 10 as a nursery garden."""
    press = Press(size, ground=Tone.CREAM, seed=83)
    nature.sky(press, 330, tone=Tone.MIST)
    soils = ((Tone.MOSS, Tone.LEAF), (Tone.STRAW, Tone.AMBER))
    for number, (y, deep) in enumerate(((330, 190), (520, 180), (700, 160), (860, 160))):
        bed = box(-10, y, 1620, deep)
        press.plate(bed, *soils[number % 2], angle=3, gap=26, length=90, width=4, fill=0.35)
        press.line([(-10, y), (1610, y)], 7, Tone.INK)
    nature.tree(press, 800, 420, 390)
    for step in range(5):
        nature.tree(press, 240 + step * 280, 622, 200, tone=Tone.CREEK, light=Tone.JADE)
    for step in range(3):
        nature.tree(press, 380 + step * 420, 800, 190, tone=Tone.BRICK, light=Tone.ROSE)
    for step in range(10):
        press.line([(116 + step * 152, 962), (116 + step * 152, 930)], 9, Tone.INK)
        nature.crown(press, 116 + step * 152, 904, 50)
    return press.printed()


def tree_rings(size: tuple[int, int]) -> Image.Image:
    """Two slices of a trunk: one has grown three rings, the other five."""
    press = Press(size, ground=Tone.MOSS, seed=101)
    press.gouge(box(0, 0, 1600, 1000), Tone.LEAF, angle=-4, gap=24, length=200, width=6, fill=0.55)
    _slice(press, (390, 600), 3)
    _slice(press, (1090, 500), 5)
    for stalk, turn in (((700, 900), -24), ((560, 150), 40), ((1500, 900), -60)):
        blade = [stalk, spot(stalk, 70, turn - 26), spot(stalk, 140, turn), spot(stalk, 70, turn + 26)]
        press.plate(smooth(blade, closed=True), Tone.AMBER, drop=(6, 9))
        press.line([stalk, spot(stalk, 140, turn)], 6, Tone.BRICK, taper=(1, 0.2))
    return press.printed()


def _slice(press: Press, middle: Point, rings: int) -> None:
    """Cut a slice: bark, and as many rings as it has years."""

    def rounded(radius: float, stray: float) -> list[Point]:
        turns = range(0, 360, 15)
        return smooth([spot(middle, radius * press.dice.between(1 - stray, 1 + stray), t) for t in turns], closed=True)

    def across(x: float, y: float) -> float:
        return degrees(atan2(y - middle[1], x - middle[0]))

    outer = 80.0 + rings * 54
    press.fill(moved(rounded(outer + 26, 0.01), 16, 20), Tone.INK, rough=0)
    press.plate(rounded(outer + 26, 0.02), Tone.SLATE, Tone.INK, angle=across, gap=12, length=26, width=5, fill=0.6)
    for number in range(rings, -1, -1):
        radius = 58.0 + number * 54
        press.fill(rounded(radius + 13, 0.012), Tone.BRICK, rough=0)
        press.fill(rounded(radius, 0.012), Tone.STRAW if number else Tone.AMBER, rough=0)
    marks = {"gap": 30, "length": 40, "width": 5, "fill": 0.5}
    press.gouge(arc(middle, outer, 0, 360), Tone.CREAM, angle=lambda x, y: across(x, y) + 90, on=Tone.STRAW, **marks)
    press.fill([middle, spot(middle, outer + 24, 62), spot(middle, outer + 24, 66)], Tone.INK, rough=0)
