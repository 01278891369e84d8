"""Sky, water, trees, birds."""

import math

from config.demo.drawing.curves import Points, arc, box, smooth, spot
from config.demo.drawing.press import Press, Tone


def sky(
    press: Press,
    horizon: float,
    *,
    tone: Tone = Tone.CREAM,
    light: Tone = Tone.PAPER,
    sun: Points = (),
    size: float = 60.0,
) -> None:
    """Cut a sky above the horizon: long level marks, and rays where a sun stands."""
    area = box(-50, -50, 1700, horizon + 50)
    press.plate(area, tone, light, gap=17, length=150, width=5, fill=0.62)
    for x, y in sun:
        press.disc(x, y, size * 1.6, tone)
        for turn in range(0, 360, 10):
            near = size * press.dice.between(1.2, 1.28)
            spoke = [spot((x, y), r, turn) for r in (near, near + size * press.dice.between(0.32, 0.55))]
            press.line(spoke, size * 0.09, Tone.AMBER, taper=(1, 0.1))
        press.disc(x, y, size, Tone.AMBER)


def water(press: Press, area: Points, *, tone: Tone = Tone.CREEK, light: Tone = Tone.MIST, far: float = 400) -> None:
    """Print water and cut its ripples: fine and close far away, broad and wide near."""
    press.plate(area, tone, Tone.INK, gap=26, length=120, width=5, fill=0.3)
    y = max(far, min(p[1] for p in area))
    while y < min(1010, max(p[1] for p in area)):
        depth = max(0.12, (y - far) / (1000 - far))
        step = 9 + 34 * depth
        press.gouge(
            _between(area, y, step),
            light,
            gap=step * 0.9,
            length=40 + 150 * depth,
            width=2.4 + 6 * depth,
            fill=0.55,
            on=tone,
        )
        y += step


def _between(area: Points, y: float, step: float) -> Points:
    """Return the stripe of the area's frame from y on; the tone that lies there does the clipping."""
    xs = [p[0] for p in area]
    return box(min(xs), y, max(xs) - min(xs), step)


def crown(press: Press, x: float, y: float, radius: float, *, tone: Tone = Tone.LEAF, light: Tone = Tone.MOSS) -> None:
    """Print a round crown of leaves: a scalloped edge, light cut in from the upper left."""
    edge = []
    scallops = max(9, int(radius / 9))
    for step in range(scallops * 2):
        turn = math.tau * step / (scallops * 2)
        r = radius * (1.0 if step % 2 else 0.87) * press.dice.between(0.95, 1.06)
        edge.append((x + r * math.cos(turn), y + r * 0.92 * math.sin(turn)))
    press.blob(edge, tone)
    lit = arc((x - radius * 0.16, y - radius * 0.18), radius * 0.86, 0, 360)
    press.gouge(
        lit,
        light,
        angle=lambda px, py: math.degrees(math.atan2(py - y - radius * 0.4, px - x - radius * 0.3)) + 90,
        gap=max(9.0, radius * 0.13),
        length=max(14.0, radius * 0.24),
        width=max(3.0, radius * 0.055),
        fill=0.6,
        on=tone,
    )


def tree(
    press: Press, x: float, ground: float, height: float, *, tone: Tone = Tone.LEAF, light: Tone = Tone.MOSS
) -> None:
    """Stand a plane tree: trunk, three boughs, a crown of overlapping rounds."""
    top = ground - height
    r = height * 0.27
    press.curve(
        [(x, ground), (x - 3, ground - height * 0.3), (x + 2, top + r)], height * 0.055, Tone.INK, taper=(1, 0.4)
    )
    for side, reach in ((-1, 0.2), (1, 0.23)):
        press.curve(
            [(x, ground - height * 0.34), (x + side * height * reach * 0.5, ground - height * 0.5), (x + side * height * reach, top + r)],
            height * 0.026, Tone.INK, taper=(1, 0.3),
        )  # fmt: skip
    for dx, dy, size in ((-0.72, 0.5, 0.8), (0.76, 0.42, 0.82), (0.02, 0.02, 1.0), (0.1, 0.78, 0.72)):
        crown(press, x + dx * r, top + r * (1 + dy * 0.8), r * size, tone=tone, light=light)


def poplars(press: Press, x0: float, x1: float, ground: float, height: float) -> None:
    """Stand a far row of trees as one band of crowns."""
    x = x0
    while x < x1:
        r = height * press.dice.between(0.42, 0.62)
        crown(press, x, ground - r * 0.9, r)
        x += r * press.dice.between(1.0, 1.4)


def willow(press: Press, x: float, ground: float, height: float, *, lean: float = 0.0) -> None:
    """Stand a willow: a leaning trunk under curtains of branches, the far ones first."""
    fork = (x + lean, ground - height * 0.74)
    trunk = smooth([(x, ground + 10), (x + lean * 0.1 - height * 0.025, ground - height * 0.34), fork])
    press.line(trunk, height * 0.085, Tone.INK, taper=(1, 0.5))
    bark = box(min(x, fork[0]) - height * 0.1, ground - height * 0.7, height * 0.3 + abs(lean), height * 0.7)
    press.gouge(
        bark,
        Tone.SLATE,
        angle=84,
        gap=height * 0.018,
        length=height * 0.09,
        width=height * 0.006,
        fill=0.5,
        on=Tone.INK,
    )
    for u, top, width, fall in CURTAINS:
        _curtain(press, fork[0] + u * height, ground + top * height, width * height, fall * height)


#: Middle, top, width and length of a willow's curtains, in heights of the tree; the far ones first.
CURTAINS = (
    (0.0, -1.0, 0.3, 0.36), (-0.2, -0.97, 0.27, 0.4), (0.22, -0.96, 0.28, 0.42), (-0.38, -0.87, 0.24, 0.5), (0.4, -0.86, 0.25, 0.46),
    (-0.52, -0.74, 0.19, 0.52), (0.55, -0.72, 0.2, 0.5), (-0.1, -0.9, 0.21, 0.34), (0.13, -0.86, 0.2, 0.38), (-0.3, -0.82, 0.17, 0.44),
)  # fmt: skip


def _curtain(press: Press, x: float, top: float, width: float, fall: float) -> None:
    """Hang one curtain: a rounded top, a ragged hem, cut into strands."""
    crest = arc((x, top + width * 0.4), width / 2, 180, 360, flat=0.8, steps=16)
    hem = []
    for step in range(13):
        part = step / 12
        deep = fall * (1 - 0.28 * abs(part * 2 - 1)) * (1 if step % 2 else press.dice.between(0.74, 0.9))
        hem.append((x + width * (0.56 - part * 1.12), top + deep))
    area = [*crest, *hem]
    press.fill([(px - 5, py - 4) for px, py in area], Tone.INK, rough=0)
    press.plate(
        area, Tone.LEAF, Tone.MOSS, angle=88, gap=width * 0.085, length=width * 0.36, width=width * 0.035, fill=0.66
    )


def reeds(press: Press, x: float, ground: float, height: float) -> None:
    for index in range(9):
        foot = x + (index - 4.5) * height * 0.1
        tip = foot + press.dice.between(-0.25, 0.4) * height
        rise = height * press.dice.between(0.6, 1.05)
        press.curve(
            [(foot, ground), ((foot * 2 + tip) / 3, ground - rise * 0.6), (tip, ground - rise)],
            height * 0.05,
            Tone.LEAF,
            taper=(1, 0.05),
        )
