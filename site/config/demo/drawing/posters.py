"""Posters of the lectures: one large figure on a flat ground, and as many discs as the lecture's number."""

from collections.abc import Callable

from PIL import Image

from config.demo.drawing import plans
from config.demo.drawing.curves import arc, box, lane, moved, smooth, spot
from config.demo.drawing.press import Press, Tone

SIZE = (1200, 1600)
#: Ground, its marks, the large figure, the second and the third ink.
INKS = (
    (Tone.STRAW, Tone.CREAM, Tone.CREEK, Tone.BRICK, Tone.AMBER),
    (Tone.CREEK, Tone.INK, Tone.PAPER, Tone.AMBER, Tone.JADE),
    (Tone.ROSE, Tone.CREAM, Tone.BRICK, Tone.CREEK, Tone.STRAW),
    (Tone.MOSS, Tone.LEAF, Tone.PAPER, Tone.BRICK, Tone.AMBER),
)
MOST_DISCS = 12


def draw_poster(number: int, seed: int | None = None, size: tuple[int, int] = SIZE) -> Image.Image:
    """Draw the poster of a lecture; ``seed`` chooses the inks, by default the number does."""
    inks = INKS[(number - 1 if seed is None else seed) % len(INKS)]
    press = Press(size, ground=inks[0], seed=200 + number, design=SIZE)
    press.gouge(box(-10, -10, 1220, 1620), inks[1], angle=4, gap=26, length=190, width=6, fill=0.5)
    FIGURES[(number - 1) % len(FIGURES)](press, inks)
    _foot(press, number)
    return press.printed()


def _foot(press: Press, number: int) -> None:
    """Print the band all posters share."""
    band = box(-10, 1390, 1220, 220)
    press.plate(band, Tone.INK, Tone.SLATE, gap=20, length=140, width=4, fill=0.4)
    shown = min(number, MOST_DISCS)
    for step in range(shown):
        press.disc(600 + (step - (shown - 1) / 2) * 92, 1496, 32, Tone.AMBER)


def _ring_and_axes(press: Press, inks: tuple[Tone, ...]) -> None:
    """A creek that closes, two lines across it, three bays."""
    course = moved(plans.ring(0, 0, 1.5), 620, 690)
    press.fill(moved(course, 20, 24), Tone.STONE, rough=0)
    press.plate(course, Tone.PAPER, Tone.MIST, gap=24, length=120, width=6, fill=0.5)
    plans.creek_line(press, course, 64)
    plans.dashes(press, smooth([(60, 560), (360, 520), (680, 720), (1160, 640)]), 24, inks[3], dash=104, gap=46)
    plans.dashes(press, smooth([(980, 60), (900, 420), (990, 900), (930, 1340)]), 24, inks[3], dash=104, gap=46)
    for x, y in ((900, 340), (250, 840), (545, 1250)):
        press.disc(x, y, 76, inks[4])
        press.disc(x, y, 30, Tone.PAPER)


def _broken_path(press: Press, inks: tuple[Tone, ...]) -> None:
    """A path along the water, whole in some places, broken in others, and footprints that join them."""
    press.disc(600, 700, 520, inks[4])
    press.gouge(arc((600, 700), 520, 0, 360), Tone.CREEK, gap=26, length=150, width=8, fill=0.55, on=inks[4])
    press.disc(600, 700, 300, inks[0])
    press.gouge(arc((600, 700), 300, 0, 360), inks[1], gap=26, length=120, width=6, fill=0.5, on=inks[0])
    for start, stop in ((-70, 40), (75, 150), (185, 262)):
        press.line(arc((600, 700), 410, start, stop), 86, inks[2])
    for turn in (46, 54, 62, 70, 155, 163, 171, 179, 267, 275, 283):
        side = 22 if turn % 2 else -22
        x, y = spot((600, 700), 410 + side, turn)
        press.line(arc((x, y), 24, turn + 90, turn + 270, steps=1), 26, inks[3], taper=(0.6, 1))
    press.fill(smooth([(420, 800), (600, 640), (780, 800)]), inks[3], rough=0)
    press.fill(smooth([(470, 800), (600, 690), (730, 800)]), inks[0], rough=0)
    press.line([(380, 802), (820, 802)], 20, inks[2])


def _stair_and_window(press: Press, inks: tuple[Tone, ...]) -> None:
    """Steps that turn into a ramp under a lit window, with a rail along both."""
    press.plate(box(620, 130, 430, 560), inks[2], Tone.INK, angle=90, gap=28, length=150, width=7, fill=0.5)
    press.fill(box(690, 210, 290, 360), inks[4])
    press.line([(835, 210), (835, 570)], 22, inks[2])
    press.line([(690, 340), (980, 340)], 22, inks[2])
    ramp = [(-20, 1400), (-20, 1250), (690, 1000), (1220, 1000), (1220, 1400)]
    press.plate(ramp, inks[3], Tone.INK, angle=-18, gap=24, length=150, width=7, fill=0.55)
    for step in range(5):
        stair = box(640 + step * 116, 1000 - (step + 1) * 62, 1220, (step + 1) * 62)
        press.fill(stair, Tone.PAPER if step % 2 == 0 else inks[4])
        press.line([(640 + step * 116, 1000 - (step + 1) * 62), (1220, 1000 - (step + 1) * 62)], 12, Tone.INK)
    rail = smooth([(20, 1010), (360, 890), (690, 760), (960, 600), (1190, 470)], steps=6)
    for x, y in rail[::4]:
        press.line([(x, y), (x, y + 200)], 18, Tone.INK)
    press.line(rail, 34, inks[2])


def _quarter_of_an_hour(press: Press, inks: tuple[Tone, ...]) -> None:
    """A quarter cut from a round of paths, as from a clock, and a way that leads out of its middle."""
    for radius, tone in ((540, inks[2]), (420, inks[0]), (400, inks[2]), (270, inks[0]), (250, inks[2])):
        press.disc(600, 700, radius, tone)
    quarter = [(600, 700), *arc((600, 700), 540, -90, 0)]
    press.plate(moved(quarter, 34, -34), inks[3], Tone.ROSE, angle=-45, gap=26, length=120, width=7, fill=0.45)
    for turn in range(0, 360, 30):
        press.disc(*spot((600, 700), 480, turn), 22, Tone.INK)
    path = lane([(600, 690, 18), (560, 860, 46), (660, 1050, 82), (560, 1260, 130), (600, 1420, 190)])
    press.fill([(x - 12, y) for x, y in path], Tone.INK, rough=0)
    press.plate(path, inks[4], Tone.STRAW, angle=84, gap=26, length=70, width=8, fill=0.55)
    press.fill([(500, 700), (500, 600), (600, 520), (700, 600), (700, 700)], Tone.INK)
    press.fill(box(572, 624, 56, 76), inks[4])


FIGURES: tuple[Callable[[Press, tuple[Tone, ...]], None], ...] = (
    _ring_and_axes,
    _broken_path,
    _stair_and_window,
    _quarter_of_an_hour,
)
