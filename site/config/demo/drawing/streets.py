"""Scenes in the streets and yards."""

from PIL import Image

from config.demo.drawing import figures, nature, village
from config.demo.drawing.curves import Points, box, lane, smooth
from config.demo.drawing.press import Press, Tone


def pavement(press: Press, top: float, *, tone: Tone = Tone.STRAW, light: Tone = Tone.CREAM) -> None:
    area = box(-20, top, 1640, 1020 - top)
    press.plate(area, tone, light, angle=2, gap=26, length=130, width=6, fill=0.5)
    press.line([(-20, top), (1620, top)], 7, Tone.INK)


def market_street(size: tuple[int, int]) -> Image.Image:
    press = Press(size, ground=Tone.CREAM, seed=41)
    nature.sky(press, 470)
    village.row_house(press, -60, 560, 8, scale=0.92)
    village.row_house(press, 740, 560, 11, scale=0.92)
    for x in (60, 705, 1530):
        nature.tree(press, x, 600, 400)
    pavement(press, 590)
    village.stall(press, 190, 770, 360, awning=Tone.BRICK, goods=Tone.AMBER)
    village.stall(press, 650, 770, 360, awning=Tone.CREEK, goods=Tone.LEAF)
    village.stall(press, 1110, 770, 360, awning=Tone.LEAF, goods=Tone.BRICK)
    figures.walker(press, 330, 900, 330, coat=Tone.CREEK, stride=0.5, hair=Tone.STONE)
    figures.walker(press, 600, 930, 340, coat=Tone.BRICK, stride=0.9, facing=-1)
    figures.walker(press, 690, 935, 220, coat=Tone.AMBER, stride=0.7, facing=-1)
    figures.walker(press, 1030, 910, 330, coat=Tone.INK, stride=0.5)
    village.bicycle(press, 1190, 950, 380)
    press.specks(Tone.CREAM, on=Tone.BRICK)
    return press.printed()


def village_rows(size: tuple[int, int]) -> Image.Image:
    """Rows upon rows, as from a roof, with the creek between them."""
    press = Press(size, ground=Tone.MOSS, seed=47)
    nature.sky(press, 220, tone=Tone.MIST, light=Tone.PAPER)
    meadow = box(-20, 210, 1640, 830)
    press.plate(meadow, Tone.MOSS, Tone.LEAF, angle=-66, gap=22, length=22, width=4, fill=0.5)
    rows = ((-90, 290, 0.5, 8), (330, 282, 0.5, 9), (800, 286, 0.5, 8), (1230, 290, 0.5, 9))
    for x, ground, scale, bays in rows:
        village.row_house(press, x, ground, bays, scale=scale)
    nature.poplars(press, -40, 1680, 322, 60)
    for x, bays in ((-160, 7), (350, 6), (1010, 8)):
        village.row_house(press, x, 520, bays, scale=0.72, wall=Tone.STRAW if x == 350 else Tone.PAPER)
    creek = lane([(900, 322, 20), (860, 420, 40), (930, 540, 62), (860, 680, 104), (960, 1030, 240)])
    press.fill([(x - 8, y) for x, y in creek], Tone.INK, rough=0)
    nature.water(press, creek, far=322)
    village.arch_bridge(press, 905, 600, 190)
    for x, ground, height in ((180, 580, 190), (320, 590, 170), (760, 560, 170), (1480, 580, 200), (1080, 570, 150)):
        nature.tree(press, x, ground, height)
    village.row_house(press, -260, 900, 10, scale=0.98)
    village.row_house(press, 1130, 900, 7, scale=0.98)
    _laundry(press, [(1150, 880), (1330, 862), (1560, 878)])
    for x, ground, height in ((760, 990, 300), (1100, 960, 250), (-10, 1010, 260)):
        nature.tree(press, x, ground, height)
    return press.printed()


def _laundry(press: Press, line: Points) -> None:
    rope = smooth(line)
    press.line(rope, 4, Tone.INK)
    for number, (x, y) in enumerate(rope[1::3]):
        tone = (Tone.BRICK, Tone.PAPER, Tone.CREEK, Tone.AMBER)[number % 4]
        press.plate(box(x, y, 36, 52 - 10 * (number % 2)), tone, edge=3)


def stair_lift(size: tuple[int, int]) -> Image.Image:
    """A tower for a lift beside an old stair, and a ramp to its door."""
    press = Press(size, ground=Tone.CREAM, seed=53)
    nature.sky(press, 860, sun=[(240, 190)], size=64)
    nature.poplars(press, -40, 420, 850, 150)
    village.row_house(press, 330, 850, 13, scale=1.62)
    pavement(press, 846)
    _tower(press, 760, 850)
    ramp = [(90, 872), (700, 800), (960, 800), (960, 872)]
    press.plate(ramp, Tone.STONE, Tone.PAPER, edge=7, angle=-6, gap=18, length=70, width=5, fill=0.5)
    village.railing(press, smooth([(110, 868), (400, 834), (700, 798), (760, 798)], steps=8), 92)
    figures.wheelchair(press, 400, 836, 250)
    figures.walker(press, 310, 850, 270, coat=Tone.BRICK, stride=0.8)
    nature.tree(press, 1430, 880, 420)
    village.bench(press, 1090, 940, 260)
    for x, y, span in ((640, 150, 96), (760, 100, 70), (1320, 190, 84)):
        nature.bird(press, x, y, span)
    press.specks(Tone.ROSE, on=Tone.BRICK)
    return press.printed()


def _tower(press: Press, x: float, ground: float) -> None:
    shaft = box(x, ground - 520, 190, 480)
    press.plate(shaft, Tone.MIST, Tone.PAPER, angle=-58, gap=34, length=150, width=9, fill=0.45)
    for step in range(1, 5):
        press.line([(x, ground - 40 - step * 96), (x + 190, ground - 40 - step * 96)], 6, Tone.CREEK)
    cabin = box(x + 30, ground - 400, 130, 150)
    press.plate(cabin, Tone.AMBER, edge=6)
    figures.seated(press, x + 95, ground - 254, 104, coat=Tone.CREEK, hair=Tone.STONE)
    press.line([(x + 95, ground - 520), (x + 95, ground - 400)], 5, Tone.INK)
    press.outline(shaft, 8)
    press.fill(box(x - 16, ground - 546, 222, 28), Tone.BRICK)
    press.fill(box(x + 36, ground - 196, 118, 146), Tone.BRICK)
    press.line([(x + 95, ground - 196), (x + 95, ground - 52)], 6, Tone.INK)
    press.outline(box(x + 36, ground - 196, 118, 146), 6)


def notice_board(size: tuple[int, int]) -> Image.Image:
    """Sheets without words under a little roof, and people who read them."""
    press = Press(size, ground=Tone.CREAM, seed=59)
    nature.sky(press, 700, tone=Tone.MIST)
    village.row_house(press, -120, 640, 6, scale=0.9)
    village.row_house(press, 1180, 640, 7, scale=0.9)
    nature.poplars(press, -40, 1680, 690, 120)
    pavement(press, 680, tone=Tone.MOSS, light=Tone.LEAF)
    for x in (420, 1180):
        press.fill(box(x - 16, 300, 32, 560), Tone.INK)
    board = box(400, 270, 800, 400)
    press.plate(board, Tone.CREEK, Tone.INK, edge=12, gap=17, length=110, width=5, fill=0.5)
    roof = [(340, 270), (440, 190), (1160, 190), (1260, 270)]
    press.plate(roof, Tone.BRICK, Tone.ROSE, edge=8, gap=15, length=44, width=4, fill=0.5)
    sheets = (
        (430, 302, 150, 200),
        (604, 300, 200, 150),
        (604, 470, 200, 170),
        (830, 306, 150, 190),
        (1006, 300, 164, 130),
        (1006, 452, 164, 190),
        (430, 524, 150, 116),
        (830, 516, 150, 126),
    )
    for number, (x, y, width, height) in enumerate(sheets):
        notice(press, x, y, width, height, tone=(Tone.PAPER, Tone.STRAW, Tone.PAPER)[number % 3])
    figures.walker(press, 620, 930, 400, coat=Tone.BRICK, stride=0.4, hair=Tone.STONE)
    figures.walker(press, 830, 945, 410, coat=Tone.CREEK, stride=0.4, cane=True)
    figures.walker(press, 960, 950, 260, coat=Tone.AMBER, stride=0.5)
    village.bicycle(press, 1250, 900, 330)
    nature.tree(press, 200, 900, 520)
    return press.printed()


def notice(
    press: Press, x: float, y: float, width: float, height: float, *, tone: Tone = Tone.PAPER, lines: int = 0
) -> None:
    """Pin up a sheet: a heading and lines, none of which can be read."""
    press.fill(box(x + 5, y + 6, width, height), Tone.INK)
    press.fill(box(x, y, width, height), tone)
    press.disc(x + width / 2, y + 9, 7, Tone.BRICK)
    press.line([(x + width * 0.2, y + height * 0.2), (x + width * 0.8, y + height * 0.2)], 11, Tone.BRICK)
    rows = lines or max(2, int(height * 0.62 / 18))
    for row in range(rows):
        down = y + height * 0.34 + row * (height * 0.56 / rows)
        press.line(
            [(x + width * 0.12, down), (x + width * (0.88 if row < rows - 1 else 0.56), down)],
            5,
            Tone.SLATE,
            taper=(1, 0.6),
        )
