"""Scenes seen from above: what a planner has on the table."""

from PIL import Image

from config.demo.drawing.curves import Dice, Point, Points, along, arc, box, moved, smooth, turned
from config.demo.drawing.press import Press, Tone

#: A closed creek of our own making, about its middle; no survey and no map stands behind it.
RING: tuple[Point, ...] = (
    (-40, -370), (100, -330), (185, -230), (160, -120), (210, -20), (180, 100), (80, 200), (50, 320),
    (-40, 380), (-120, 290), (-240, 200), (-300, 90), (-240, -30), (-255, -150), (-190, -280),
)  # fmt: skip

AXES = (
    ((180, 400), (430, 385), (700, 470), (960, 520), (1240, 500), (1450, 420)),
    ((1130, 110), (1110, 300), (1150, 500), (1120, 700), (1160, 890)),
)
STREETS = (
    ((150, 700), (480, 720), (820, 640), (1180, 720), (1480, 690)),
    ((360, 90), (400, 300), (360, 560), (420, 900)),
    ((600, 100), (900, 230), (1250, 250), (1470, 220)),
)


def ring(x: float, y: float, by: float = 1.0) -> list[Point]:
    return smooth(moved(RING, x, y, by=by), closed=True)


def creek_line(press: Press, course: Points, width: float, *, casing: Tone = Tone.MIST) -> None:
    """Print a closed creek with a pale casing and a bright thread in its middle."""
    closed = [*course, course[0]]
    press.line(closed, width * 1.9, casing)
    press.disc(*course[0], width * 0.9, casing)
    press.line(closed, width, Tone.CREEK)
    press.disc(*course[0], width * 0.5, Tone.CREEK)
    for number, ((x, y), angle) in enumerate(along(closed, width * 1.5)):
        if number % 2:
            mark = arc((x, y), width * 0.55, angle, angle + 180, steps=1)
            press.line(mark, width * 0.16, Tone.MIST, taper=(0.1, 0.1))


def dashes(press: Press, course: Points, width: float, tone: Tone, *, dash: float, gap: float) -> None:
    for (x, y), angle in along(course, dash + gap):
        press.line(arc((x, y), dash / 2, angle + 180, angle + 360, steps=1), width, tone)


def dots(press: Press, course: Points, radius: float, tone: Tone, *, gap: float) -> None:
    for (x, y), _ in along(course, gap):
        press.disc(x, y, radius, tone)


def quarter(press: Press, frame: tuple[float, float, float, float], *, away: Points, room: float, seed: int) -> None:
    """Set rows of houses and trees into a frame, leaving room around some lines."""
    dice = Dice(seed)
    x0, y0, x1, y1 = frame
    y = y0
    while y < y1:
        x = x0 + dice.between(0, 40)
        while x < x1:
            length = dice.between(52, 96)
            ends = ((x, y), (x + length, y + length * 0.1), (x + length / 2, y))
            if all(min(abs(px - ax) + abs(py - ay) for ax, ay in away) > room for px, py in ends):
                house = [
                    (x, y),
                    (x + length, y + length * 0.1),
                    (x + length - 2, y + 24 + length * 0.1),
                    (x - 2, y + 24),
                ]
                press.fill([(px + 5, py + 6) for px, py in house], Tone.STONE, rough=0)
                press.fill(house, Tone.BRICK, rough=0.6)
                press.line([(x, y + 12), (x + length, y + 12 + length * 0.1)], 3, Tone.ROSE)
                for step in range(3):
                    press.disc(x + length * (0.2 + step * 0.3), y + 46, dice.between(7, 11), Tone.LEAF)
            x += length + dice.between(18, 40)
        y += 74


def pencil(press: Press, x: float, y: float, length: float, angle: float, *, tone: Tone = Tone.AMBER) -> None:
    """Lay a pencil with its point at (x, y)."""
    half, wood, band = length * 0.032, length * 0.12, length * 0.94
    shadow = [(8, 14), (wood, half + 14), (length, half + 14), (length, -half + 14)]
    tip = [(0, 0), (length * 0.045, half * 0.4), (length * 0.045, -half * 0.4)]
    for part, ink in (
        (shadow, Tone.STONE),
        ([(0, 0), (wood, half), (wood, -half)], Tone.CREAM),
        (tip, Tone.INK),
        (box(wood, -half, band - wood, 2 * half), tone),
        (box(band, -half, length - band, 2 * half), Tone.BRICK),
    ):
        press.fill(turned(part, (x, y), angle), ink, rough=0)
    press.line(turned([(wood, half * 0.3), (band, half * 0.3)], (x, y), angle), half * 0.3, Tone.INK)


def ring_plan(size: tuple[int, int]) -> Image.Image:
    press = Press(size, ground=Tone.CREEK, seed=5)
    press.gouge(box(0, 0, 1600, 1000), Tone.INK, angle=8, gap=18, length=150, width=5, fill=0.6)
    sheet = [(64, 66), (1520, 28), (1548, 930), (96, 972)]
    press.plate(sheet, Tone.PAPER, drop=(16, 18))
    course = ring(800, 500)
    axes, streets = [smooth(axis) for axis in AXES], [smooth(street) for street in STREETS]
    for street in streets:
        press.line(street, 20, Tone.CREAM)
        press.line(moved(street, 0, 10), 3, Tone.STONE)
    away = [
        (1420, 170),
        (1380, 170),
        (1460, 170),
        *course[::3],
        *axes[0][::2],
        *axes[1][::2],
        *(p for street in streets for p in street[::2]),
    ]
    quarter(press, (150, 130, 1440, 860), away=away, room=52, seed=3)
    dots(press, ring(800, 500, 1.15), 8, Tone.LEAF, gap=46)
    for x, y, r in ((985, 262, 84), (560, 615, 78), (770, 850, 64)):
        press.disc(x, y, r, Tone.STRAW, flat=0.8)
        press.line([*arc((x, y), r, 0, 362, flat=0.8)], 6, Tone.AMBER)
    creek_line(press, course, 30)
    for axis in axes:
        dashes(press, axis, 12, Tone.BRICK, dash=58, gap=26)
    press.fill([(1400, 200), (1424, 140), (1448, 200), (1424, 184)], Tone.INK)
    for step in range(4):
        press.fill(box(170 + step * 60, 896, 60, 12), Tone.INK if step % 2 else Tone.STONE, rough=0.4)
    pencil(press, 1010, 905, 560, -14)
    return press.printed()
