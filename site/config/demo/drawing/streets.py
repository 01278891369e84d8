"""Scenes in the streets and yards."""

from PIL import Image

from config.demo.drawing import figures, nature, village
from config.demo.drawing.curves import box
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


def notice(press: Press, x: float, y: float, width: float, height: float, *, tone: Tone) -> None:
    """Pin up a sheet: a heading and lines, none of which can be read."""
    press.fill(box(x + 5, y + 6, width, height), Tone.INK)
    press.fill(box(x, y, width, height), tone)
    press.disc(x + width / 2, y + 9, 7, Tone.BRICK)
    press.line([(x + width * 0.2, y + height * 0.2), (x + width * 0.8, y + height * 0.2)], 11, Tone.BRICK)
    rows = max(2, int(height * 0.62 / 18))
    for row in range(rows):
        down = y + height * 0.34 + row * (height * 0.56 / rows)
        press.line(
            [(x + width * 0.12, down), (x + width * (0.88 if row < rows - 1 else 0.56), down)],
            5,
            Tone.SLATE,
            taper=(1, 0.6),
        )
