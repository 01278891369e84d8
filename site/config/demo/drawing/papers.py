"""Scenes of papers and small things on a table."""

from PIL import Image

from config.demo.drawing import plans
from config.demo.drawing.curves import arc, box, moved, smooth, spot, turned
from config.demo.drawing.press import Press, Tone

ENVELOPES = (Tone.PAPER, Tone.STRAW, Tone.MIST)
MASK = ((0, 20), (120, 0), (240, 20), (226, 104), (120, 140), (14, 104))
CUP = ((-112, -90), (-100, 60), (-54, 122), (54, 122), (100, 60), (112, -90))
LID = ((-126, -88), (-84, -128), (84, -128), (126, -88))
STEAM = ((0, 0), (-24, -50), (18, -100), (-6, -160))


def room(press: Press, edge: float, *, wall: tuple[Tone, Tone], desk: tuple[Tone, Tone]) -> None:
    """Print a wall and, from an edge downwards, a table before it."""
    press.plate(box(-10, -10, 1620, edge + 20), *wall, gap=20, length=150, width=6, fill=0.55)
    press.plate(box(-10, edge, 1620, 1020 - edge), *desk, gap=25, length=240, width=7, fill=0.55)
    press.line([(-10, edge), (1610, edge)], 8, Tone.INK)


def writing(press: Press, x: float, y: float, width: float, rows: int, *, gap: float = 30, fall: float = 0) -> None:
    """Draw lines that stand for writing and cannot be read; the last is short. ``fall`` tilts them."""
    for row in range(rows):
        length = width if row < rows - 1 else width * 0.6
        start = (x, y + row * gap)
        press.line([start, (x + length, start[1] + fall * length)], gap * 0.27, Tone.SLATE, taper=(1, 0.6))


def four_stacks(size: tuple[int, int]) -> Image.Image:
    """Four stacks made ready: sheets with lines, forms with squares, name cards, masks."""
    press = Press(size, ground=Tone.CREEK, seed=89)
    press.plate(box(-10, -10, 1620, 1020), Tone.CREEK, Tone.INK, angle=4, gap=24, length=200, width=6, fill=0.55)
    for number, (x, y) in enumerate(((150, 110), (860, 90), (130, 560), (850, 550))):
        for step in range(6 + number % 2 * 3, -1, -1):
            sheet = box(x + press.dice.between(-5, 5) + step * 2, y + step * 8, 580, 320)
            press.plate(sheet, Tone.STRAW if step % 2 else Tone.PAPER, edge=4)
        press.plate(box(x, y, 580, 320), Tone.PAPER, edge=7)
        (_lined, _squared, _carded, _masked)[number](press, x, y)
    return press.printed()


def _lined(press: Press, x: float, y: float) -> None:
    press.line([(x + 170, y + 56), (x + 410, y + 56)], 20, Tone.BRICK)
    writing(press, x + 60, y + 110, 460, 6, gap=34)


def _squared(press: Press, x: float, y: float) -> None:
    press.line([(x + 190, y + 50), (x + 390, y + 50)], 18, Tone.CREEK)
    for cell in range(20):
        area = box(x + 60 + cell % 5 * 92, y + 88 + cell // 5 * 54, 92, 54)
        press.plate(area, Tone.PAPER if cell % 5 else Tone.STRAW, edge=4)


def _carded(press: Press, x: float, y: float) -> None:
    for left, top, tone in ((50, 60, Tone.AMBER), (220, 96, Tone.JADE), (390, 58, Tone.ROSE)):
        middle, upper = x + left + 71, y + top
        press.plate(box(x + left, upper, 142, 186), tone, edge=6, drop=(7, 8))
        press.disc(middle, upper + 62, 30, Tone.INK)
        press.fill(arc((middle, upper + 160), 52, 180, 360, flat=1.1), Tone.INK, rough=0)
        press.curve([(middle - 30, upper), (middle - 10, upper - 46), (middle + 26, upper)], 6, Tone.BRICK)


def _masked(press: Press, x: float, y: float) -> None:
    for dx, dy in ((70, 64), (250, 130)):
        cloth = smooth(moved(MASK, x + dx, y + dy), closed=True)
        for ear in (-2, 242):
            press.line(arc((x + dx + ear, y + dy + 62), 46, 0, 362), 6, Tone.INK)
        press.fill(cloth, Tone.MIST, rough=0)
        for row in (44, 72, 100):
            press.line(moved([(14, row), (120, row + 8), (226, row)], x + dx, y + dy), 5, Tone.CREEK)
        press.line([*cloth, cloth[0]], 6, Tone.INK)


def slips_and_box(size: tuple[int, int]) -> Image.Image:
    """Two trays of folded slips, and between them a sealed box."""
    press = Press(size, ground=Tone.STRAW, seed=97)
    room(press, 600, wall=(Tone.MIST, Tone.PAPER), desk=(Tone.AMBER, Tone.STRAW))
    _sealed_box(press)
    for x, tone, light in ((70, Tone.CREEK, Tone.JADE), (1150, Tone.LEAF, Tone.MOSS)):
        for step in range(12):
            left = x + 90 + step % 4 * 74 + press.dice.between(-14, 14)
            _slip(press, left, 742 - step // 4 * 44, press.dice.between(-24, 24))
        tray = [(x, 740), (x + 380, 740), (x + 350, 860), (x + 30, 860)]
        press.plate(tray, tone, light, edge=8, drop=(8, 12), gap=18, length=100, width=5, fill=0.5)
    return press.printed()


def _sealed_box(press: Press) -> None:
    press.fill(box(508, 792, 600, 24), Tone.INK)
    front, side = box(520, 330, 520, 470), [(1040, 330), (1100, 230), (1100, 690), (1040, 800)]
    top = [(520, 330), (580, 230), (1100, 230), (1040, 330)]
    for area, tone, cut in ((front, Tone.BRICK, Tone.ROSE), (side, Tone.BRICK, Tone.INK), (top, Tone.ROSE, Tone.PAPER)):
        press.plate(area, tone, cut, edge=9, gap=26, length=130, width=5, fill=0.4)
    press.fill([(690, 292), (700, 270), (940, 270), (930, 292)], Tone.INK)
    press.plate(box(750, 326, 62, 474), Tone.PAPER, edge=6)
    press.disc(781, 520, 66, Tone.AMBER)
    press.line(arc((781, 520), 66, 0, 362), 7, Tone.INK)
    _slip(press, 815, 236, -12)


def _slip(press: Press, x: float, y: float, turn: float) -> None:
    press.plate(turned(box(-52, -36, 104, 72), (x, y), turn), Tone.PAPER, edge=4)
    press.line(turned([(0, -36), (0, 36)], (x, y), turn), 4, Tone.STONE)
    press.line(turned([(-36, -6), (-12, -6)], (x, y), turn), 6, Tone.SLATE)


def still_life(size: tuple[int, int]) -> Image.Image:
    """A clock, a pair of glasses on papers, a cup of tea."""
    press = Press(size, ground=Tone.CREEK, seed=109)
    room(press, 590, wall=(Tone.ROSE, Tone.CREAM), desk=(Tone.CREEK, Tone.INK))
    _clock(press, 420, 400)
    for step in range(5, -1, -1):
        pile = [(640 + step * 3, 690), (1180 + step * 5, 660), (1250 + step * 3, 860), (620 - step * 3, 890)]
        press.plate(moved(pile, 0, step * 12), Tone.STRAW if step % 2 else Tone.PAPER, edge=5)
    writing(press, 690, 725, 430, 5, fall=-0.055)
    _spectacles(press, 930, 780)
    _teacup(press, 1390, 700)
    plans.pencil(press, 250, 900, 330, -8)
    return press.printed()


def _clock(press: Press, x: float, y: float) -> None:
    for side in (-1, 1):
        press.line([(x + side * 110, y + 170), (x + side * 150, y + 236)], 30, Tone.INK, taper=(1, 0.7))
        press.disc(x + side * 120, y - 206, 52, Tone.BRICK)
    for radius, tone in ((226, Tone.INK), (204, Tone.BRICK), (166, Tone.PAPER)):
        press.disc(x, y, radius, tone)
    for turn in range(0, 360, 30):
        inner, width = (136, 6) if turn % 90 else (122, 10)
        press.line([spot((x, y), inner, turn), spot((x, y), 152, turn)], width, Tone.INK)
    for turn, reach, width in ((-60, 84, 14), (90, 122, 9)):
        press.line([(x, y), spot((x, y), reach, turn)], width, Tone.INK, taper=(1, 0.4))
    press.disc(x, y, 14, Tone.BRICK)


def _spectacles(press: Press, x: float, y: float) -> None:
    for side in (-1, 1):
        middle = (x + side * 104, y - side * 8)
        rim = arc(middle, 82, 0, 362, flat=0.8)
        press.fill(rim, Tone.MIST, rough=0)
        press.line(rim, 14, Tone.INK)
        press.curve(
            moved([(side * 80, -6), (side * 132, -52), (side * 86, -116)], *middle), 12, Tone.INK, taper=(1, 0.5)
        )
        press.line(arc(middle, 58, 200, 250, flat=0.8), 8, Tone.PAPER, taper=(0.2, 0.2))
    press.line(arc((x, y - 6), 28, 190, 350), 13, Tone.INK)


def _teacup(press: Press, x: float, y: float) -> None:
    press.line(arc((x + 104, y), 56, 0, 362), 20, Tone.INK)
    body = smooth(moved(CUP, x, y))
    press.plate(body, Tone.PAPER, Tone.CREEK, angle=82, gap=34, length=60, width=7, fill=0.4)
    press.line([*body, body[0]], 8, Tone.INK)
    press.plate(moved(LID, x, y), Tone.PAPER, edge=8)
    press.disc(x, y - 138, 18, Tone.BRICK)
    for dx in (-40, 30):
        press.curve(moved(STEAM, x + dx, y - 180), 9, Tone.PAPER, taper=(0.2, 0.1))


def review_trays(size: tuple[int, int]) -> Image.Image:
    """Letters come in on the left, one is read under the lamp, read ones go to the right."""
    press = Press(size, ground=Tone.CREAM, seed=73)
    room(press, 640, wall=(Tone.CREEK, Tone.INK), desk=(Tone.BRICK, Tone.INK))
    press.fill([(600, 250), (1010, 250), (1178, 640), (432, 640)], Tone.STRAW, rough=0)
    pool = [(428, 644), (1180, 644), (1290, 1010), (310, 1010)]
    press.plate(pool, Tone.AMBER, Tone.STRAW, gap=24, length=180, width=6, fill=0.6)
    _desk_lamp(press)
    for x, number in ((90, 7), (1190, 3)):
        _letters(press, x, 800, number)
    press.plate([(560, 720), (950, 700), (990, 940), (560, 960)], Tone.PAPER, drop=(9, 12))
    writing(press, 610, 770, 290, 6, gap=28, fall=-0.045)
    _glass(press, 860, 820)
    _stamp(press, 1090, 830)
    return press.printed()


def _desk_lamp(press: Press) -> None:
    press.curve([(1330, 660), (1350, 420), (1190, 200), (880, 130)], 18, Tone.INK)
    shade = [(710, 110), (900, 110), (1010, 250), (600, 250)]
    press.plate(shade, Tone.BRICK, Tone.ROSE, edge=9, angle=60, gap=24, length=70, width=6, fill=0.5)
    press.fill(arc((805, 252), 70, 0, 180, flat=0.5), Tone.PAPER, rough=0)


def _letters(press: Press, x: float, y: float, number: int) -> None:
    """Stack envelopes in a tray."""
    for step in range(number):
        left, top = x + 20 + press.dice.between(-14, 14), y - step * 30 - 120
        press.plate(box(left, top, 260, 140), ENVELOPES[step % 3], edge=6)
        press.line([(left, top), (left + 130, top + 70), (left + 260, top)], 6, Tone.INK)
    front = box(x, y - 24, 320, 90)
    press.plate(front, Tone.LEAF, Tone.MOSS, edge=8, drop=(8, 12), gap=18, length=90, width=5, fill=0.5)
    press.fill(box(x + 110, y + 4, 100, 36), Tone.PAPER)


def _glass(press: Press, x: float, y: float) -> None:
    """Lay a magnifying glass over writing."""
    press.line([(x + 62, y + 62), (x + 150, y + 150)], 26, Tone.INK, taper=(1, 0.8))
    press.disc(x, y, 92, Tone.INK)
    press.disc(x, y, 76, Tone.MIST)
    for row in (-34, 4, 42):
        half = 58 - abs(row) * 0.4
        press.line([(x - half, y + row), (x + half, y + row - 6)], 13, Tone.SLATE, taper=(1, 0.8))
    press.line(arc((x, y), 62, 200, 260), 7, Tone.PAPER, taper=(0.2, 0.2))


def _stamp(press: Press, x: float, y: float) -> None:
    press.fill(box(x - 48, y + 10, 96, 44), Tone.INK)
    press.fill([(x - 34, y + 12), (x - 14, y - 60), (x + 14, y - 60), (x + 34, y + 12)], Tone.CREEK)
    press.disc(x, y - 84, 38, Tone.CREEK)
    press.line(arc((x, y - 84), 24, 180, 270), 6, Tone.MIST, taper=(0.2, 0.2))
