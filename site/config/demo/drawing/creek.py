"""Scenes by the creek."""

from PIL import Image

from config.demo.drawing import figures, nature, village
from config.demo.drawing.curves import box, lane
from config.demo.drawing.press import Press, Tone


def meadow(press: Press, top: float) -> None:
    area = box(-20, top, 1640, 1020 - top)
    press.plate(area, Tone.MOSS, Tone.LEAF, angle=-66, gap=24, length=24, width=4.5, fill=0.5)


def ring_walk(size: tuple[int, int]) -> Image.Image:
    press = Press(size, ground=Tone.CREAM, seed=11)
    nature.sky(press, 430, sun=[(300, 160)])
    x = -90.0
    for bays in (6, 5, 7):
        x += village.row_house(press, x, 448, bays, scale=0.62) + 60
    meadow(press, 458)
    creek = lane([(1010, 462, 30), (1090, 520, 96), (1130, 620, 190), (1060, 780, 330), (1130, 1030, 560)])
    press.fill([(px - 9, py - 9) for px, py in creek], Tone.INK, rough=0)
    nature.water(press, creek, far=462)
    path = lane([(800, 462, 14), (800, 520, 36), (740, 620, 76), (540, 800, 120), (250, 1030, 190)])
    press.plate(path, Tone.PAPER, Tone.STONE, angle=-50, gap=26, length=40, width=4, fill=0.35)
    nature.poplars(press, -40, 900, 484, 80)
    nature.poplars(press, 1130, 1680, 484, 80)
    village.arch_bridge(press, 1012, 500, 170)
    figures.walker(press, 690, 745, 200, coat=Tone.BRICK, stride=0.9)
    figures.walker(press, 585, 765, 196, coat=Tone.CREEK, stride=0.6, hair=Tone.STONE, cane=True)
    village.lamp(press, 860, 560, 220)
    village.bench(press, 70, 800, 250)
    figures.seated(press, 150, 757, 150, coat=Tone.AMBER, hair=Tone.STONE)
    figures.seated(press, 245, 757, 140, coat=Tone.INK)
    village.bench(press, 70, 812, 250)
    village.boat(press, 1030, 800, 240)
    nature.willow(press, 1500, 985, 790, lean=-50)
    for at in (1290, 1400, 1560):
        nature.reeds(press, at, 1010, 150)
    press.specks(Tone.JADE, on=Tone.CREEK)
    return press.printed()
