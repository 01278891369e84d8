"""Scenes by the creek."""

from PIL import Image

from config.demo.drawing import figures, nature, village
from config.demo.drawing.curves import arc, box, lane, smooth
from config.demo.drawing.press import Press, Tone


def meadow(press: Press, top: float, *, tone: Tone = Tone.MOSS) -> None:
    area = box(-20, top, 1640, 1020 - top)
    press.plate(area, tone, Tone.LEAF, angle=-66, gap=24, length=24, width=4.5, fill=0.5)


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


def bridge(size: tuple[int, int]) -> Image.Image:
    """An arch and its mirror image make one round eye."""
    press = Press(size, ground=Tone.MIST, seed=23)
    nature.sky(press, 600, tone=Tone.STRAW, light=Tone.CREAM, sun=[(1240, 170)], size=66)
    village.row_house(press, -70, 470, 7, scale=0.72)
    village.row_house(press, 1010, 470, 9, scale=0.72)
    nature.poplars(press, -40, 1680, 520, 96)
    shore = box(-20, 500, 1640, 70)
    press.fill(shore, Tone.INK)
    nature.water(press, box(-20, 560, 1640, 460), far=540)
    _mirror(press, 800, 566, 900)
    village.arch_bridge(press, 800, 566, 900)
    for x, coat, tall in ((690, Tone.CREEK, 118), (760, Tone.AMBER, 84), (905, Tone.BRICK, 116)):
        figures.walker(press, x, 566 - 236 + abs(x - 800) * 0.08, tall, coat=coat, stride=0.7)
    village.boat(press, 800, 640, 230)
    for x in (60, 150, 1480, 1570):
        nature.reeds(press, x, 1010, 210, 7)
    nature.bird(press, 420, 150, 90)
    nature.bird(press, 530, 210, 62)
    press.specks(Tone.JADE, on=Tone.CREEK)
    return press.printed()


def _mirror(press: Press, x: float, water: float, span: float) -> None:
    """Lay the bridge's mirror image in the water, broken by the ripples."""
    rise = span * 0.17
    under = [
        (x - span * 0.72, water),
        (x - span * 0.3, water + rise * 1.3),
        (x, water + rise * 1.5),
        (x + span * 0.3, water + rise * 1.3),
        (x + span * 0.72, water),
    ]
    hollow = arc((x, water), span * 0.4, 180, 0, flat=0.62)
    shape = [*smooth(under), *hollow[::-1]]
    press.plate(shape, Tone.JADE, Tone.CREEK, gap=15, length=120, width=7, fill=0.6)
    press.gouge(shape, Tone.MIST, gap=30, length=80, width=5, fill=0.4, on=Tone.JADE)
