"""People, as shapes: nobody in particular."""

from config.demo.drawing.curves import Points, box, moved, smooth
from config.demo.drawing.press import Press, Tone

# Outlines in heights of the person: x from the middle, y from the shoulder or the seat downwards.
COAT = (
    (-0.115, 0.02),
    (-0.06, -0.035),
    (0.06, -0.035),
    (0.115, 0.02),
    (0.14, 0.24),
    (0.15, 0.45),
    (0, 0.475),
    (-0.15, 0.45),
    (-0.14, 0.24),
)
ARM = ((0.06, 0.05), (0.13, 0.2), (0.2, 0.31))
CAP = (
    (-0.082, -0.1),
    (-0.077, -0.17),
    (0.008, -0.205),
    (0.093, -0.16),
    (0.058, -0.14),
    (-0.012, -0.12),
    (-0.042, -0.05),
)
BACK = ((-0.42, 0.0), (-0.4, -0.34), (-0.2, -0.5), (0.2, -0.5), (0.4, -0.34), (0.42, 0.0))


def walker(
    press: Press,
    x: float,
    ground: float,
    height: float,
    *,
    coat: Tone = Tone.BRICK,
    stride: float = 0.5,
    hair: Tone = Tone.INK,
    cane: bool = False,
    facing: int = 1,
) -> None:
    """Stand a person who walks to the right (``facing`` 1) or left (-1): head, coat, legs; a cane where it helps."""
    hip, shoulder = ground - height * 0.42, ground - height * 0.8

    def placed(outline: Points) -> list[tuple[float, float]]:
        return moved([(u * facing, v) for u, v in outline], x, shoulder, by=height)

    for side in (-1, 1):
        foot = x + side * stride * height * 0.13
        knee = ((x + foot) / 2 + facing * height * 0.02, ground - height * 0.2)
        press.line([(x + side * height * 0.03, hip), knee, (foot, ground)], height * 0.085, Tone.INK, taper=(1, 0.7))
        toe = foot + facing * height * 0.07
        press.line(
            [(foot, ground - height * 0.01), (toe, ground - height * 0.01)], height * 0.04, Tone.INK, taper=(1, 0.6)
        )
    press.line(placed([(0, -0.06), (0, 0.06)]), height * 0.07, Tone.ROSE)
    shape = smooth(placed(COAT), closed=True)
    press.fill(shape, coat, rough=0)
    shade(press, shape, coat, height * 0.05, lit=-facing)
    press.curve(placed(ARM), height * 0.06, coat, taper=(1, 0.7))
    press.disc(x + facing * height * 0.01, shoulder - height * 0.1, height * 0.085, Tone.ROSE)
    press.blob(placed(CAP), hair)
    if cane:
        press.line(placed([(0.2, 0.3), (0.25, 0.8)]), height * 0.022, Tone.INK)


def seated(
    press: Press, x: float, base: float, height: float, *, coat: Tone = Tone.CREEK, hair: Tone = Tone.INK
) -> None:
    """Seat a person seen from behind: shoulders and head above whatever hides the rest."""
    shape = smooth(moved(BACK, x, base, by=height))
    press.fill(shape, coat, rough=0)
    shade(press, shape, coat, height * 0.09)
    press.line([(x, base - height * 0.48), (x, base - height * 0.6)], height * 0.17, Tone.ROSE)
    press.disc(x, base - height * 0.72, height * 0.19, Tone.ROSE)
    press.disc(x, base - height * 0.76, height * 0.2, hair)


def shade(press: Press, shape: Points, tone: Tone, gap: float, *, lit: int = -1) -> None:
    """Cut the folds of a coat into the side away from the light."""
    xs, ys = [p[0] for p in shape], [p[1] for p in shape]
    left, half = min(xs), (max(xs) - min(xs)) / 2
    side = box(left + half if lit < 0 else left, min(ys), half, max(ys) - min(ys))
    dark = Tone.SLATE if tone == Tone.INK else Tone.INK
    press.gouge(side, dark, angle=78, gap=gap, length=gap * 2.6, width=gap * 0.3, fill=0.75, on=tone)
