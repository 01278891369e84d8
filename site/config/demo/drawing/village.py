"""What people built: houses in rows, bridges, boats, benches, stalls, lamps, bicycles."""

from config.demo.drawing.curves import Points, arc, box, moved, smooth
from config.demo.drawing.press import Press, Tone

BAY, STOREY, STOREYS = 92, 78, 3

# Outlines in spans or lengths of the thing, from its middle on the water or the ground.
DECK = ((-0.72, -0.105), (-0.3, -0.228), (0, -0.264), (0.3, -0.228), (0.72, -0.105))
HULL = ((-0.5, -0.07), (-0.3, 0.03), (0.3, 0.03), (0.54, -0.1))
HUB, FRONT, PEDAL, SADDLE, STEM = (0, -0.26), (0.62, -0.26), (0.24, -0.26), (0.17, -0.55), (0.54, -0.57)


def row_house(press: Press, x: float, ground: float, bays: int, *, scale: float) -> float:
    """Stand a row of the workers' village: three storeys of windows, a stair in every third bay, a hipped roof.

    Return its width.
    """
    width, height = bays * BAY * scale, STOREYS * STOREY * scale
    top = ground - height
    press.fill(box(x, top, width, height), Tone.PAPER)
    press.fill(box(x + width * 0.84, top, width * 0.16, height), Tone.STRAW)
    for column in range(bays):
        (_stair if column % 3 == 1 else _windows)(press, x + column * BAY * scale, top, scale=scale)
    press.outline(box(x, top, width, height), 5 * scale)
    press.fill(box(x - 2 * scale, ground - 15 * scale, width + 4 * scale, 15 * scale), Tone.INK)
    _roof(press, x, top, width, scale=scale)
    return width


def _windows(press: Press, x: float, top: float, *, scale: float) -> None:
    for row in range(STOREYS):
        window(press, x + 20 * scale, top + (row * STOREY + 20) * scale, 52 * scale, 40 * scale)


def _stair(press: Press, x: float, top: float, *, scale: float) -> None:
    for row in range(STOREYS):
        y = top + (row * STOREY + 14) * scale
        press.fill(box(x + 36 * scale, y, 22 * scale, 46 * scale), Tone.INK, rough=0.6)
        press.fill(box(x + 41 * scale, y + 6 * scale, 12 * scale, 15 * scale), Tone.AMBER, rough=0.4)
    door = box(x + 30 * scale, top + (STOREYS * STOREY - 50) * scale, 34 * scale, 50 * scale)
    press.fill(door, Tone.BRICK, rough=0.6)


def window(press: Press, x: float, y: float, width: float, height: float) -> None:
    """Cut a casement: dark panes, a light cross, a sill."""
    press.fill(box(x, y, width, height), Tone.CREEK, rough=0.5)
    press.line([(x + width / 2, y), (x + width / 2, y + height)], width * 0.09, Tone.PAPER)
    press.line([(x, y + height * 0.36), (x + width, y + height * 0.36)], width * 0.07, Tone.PAPER)
    press.line([(x - width * 0.08, y + height * 1.06), (x + width * 1.08, y + height * 1.06)], width * 0.1, Tone.INK)


def _roof(press: Press, x: float, top: float, width: float, *, scale: float) -> None:
    ridge, eaves = top - 66 * scale, 16 * scale
    shape = [(x - eaves, top), (x + 40 * scale, ridge), (x + width - 40 * scale, ridge), (x + width + eaves, top)]
    press.plate(shape, Tone.BRICK, Tone.ROSE, gap=12 * scale, length=34 * scale, width=3 * scale, fill=0.5)
    for part in (0.22, 0.6, 0.86):
        press.fill(box(x + width * part, ridge - 26 * scale, 22 * scale, 42 * scale), Tone.INK, rough=0.6)
        press.fill(box(x + width * part - 4 * scale, ridge - 32 * scale, 30 * scale, 8 * scale), Tone.INK, rough=0.4)
    press.outline(shape, 5 * scale)


def arch_bridge(press: Press, x: float, water: float, span: float) -> None:
    """Throw one low arch over the water, with a railing; the mirror image is the caller's affair."""
    upper = smooth(moved(DECK, x, water, by=span))
    arch = arc((x, water), span * 0.4, 180, 360, flat=0.62)
    ringed = arc((x, water), span * 0.4 + 18, 180, 360, flat=0.63)
    body = [*upper, (x + span * 0.72, water), *arch[::-1], (x - span * 0.72, water)]
    press.fill(body, Tone.PAPER, rough=0)
    press.line(ringed, 5, Tone.INK)
    for part in range(2, 40, 3):
        press.line([arch[part], ringed[part]], 4, Tone.INK)
    press.gouge(body, Tone.STONE, gap=18, length=44, width=4, fill=0.45, on=Tone.PAPER)
    press.line(arch, 8, Tone.INK)
    railing(press, upper, span * 0.085)
    press.line(upper, 12, Tone.INK)


def railing(press: Press, foot: Points, height: float) -> None:
    """Set posts and two rails on a line."""
    for x, y in foot[::3]:
        press.line([(x, y), (x, y - height)], height * 0.15, Tone.BRICK)
    press.line(moved(foot, 0, -height), height * 0.17, Tone.BRICK)
    press.line(moved(foot, 0, -height * 0.5), height * 0.09, Tone.BRICK)


def boat(press: Press, x: float, y: float, length: float) -> None:
    """Float a flat boat with a woven hood."""
    deck = moved([(0.3, -0.035), (-0.3, -0.035)], x, y, by=length)
    press.fill([*smooth(moved(HULL, x, y, by=length)), *deck], Tone.INK, rough=0)
    hood = arc((x - length * 0.05, y - length * 0.035), length * 0.2, 180, 360, flat=0.72)
    weave, thread = length * 0.045, length * 0.012
    press.plate(hood, Tone.BRICK, Tone.ROSE, angle=80, gap=weave, length=length * 0.1, width=thread, fill=0.7)
    press.line(hood, length * 0.016, Tone.INK)


def bench(press: Press, x: float, ground: float, width: float) -> None:
    """Set a bench with a back, seen from behind."""
    height = width * 0.3
    for part in (0.06, 0.94):
        press.line([(x + width * part, ground), (x + width * part, ground - height)], width * 0.035, Tone.INK)
    for row in (0.95, 0.72, 0.5):
        press.fill(box(x, ground - height * row, width, height * 0.15), Tone.BRICK, rough=0.8)
    press.fill(box(x - width * 0.03, ground - height * 0.3, width * 1.06, height * 0.1), Tone.INK, rough=0.6)


def lamp(press: Press, x: float, ground: float, height: float) -> None:
    press.line([(x, ground), (x, ground - height)], height * 0.03, Tone.INK)
    press.curve(moved([(0, -1), (0.06, -1.06), (0.16, -1.02)], x, ground, by=height), height * 0.022, Tone.INK)
    press.disc(x + height * 0.17, ground - height * 0.985, height * 0.042, Tone.AMBER)


def stall(press: Press, x: float, ground: float, width: float, *, awning: Tone, goods: Tone) -> None:
    """Set a market stall: striped awning, counter, goods in heaps."""
    top, counter = ground - width * 0.78, ground - width * 0.33
    for part in (0.05, 0.95):
        press.line([(x + width * part, ground), (x + width * part, top)], width * 0.028, Tone.INK)
    for row, shift in ((0, 0.0), (1, 0.5)):
        for step in range(7 - row):
            middle = x + width * (0.13 + (step + shift) * 0.124)
            press.disc(middle, counter - width * (0.035 + row * 0.07), width * 0.055, goods)
    front = box(x, counter, width, width * 0.33)
    press.plate(front, Tone.CREAM)
    press.gouge(front, Tone.STONE, angle=90, gap=width * 0.09, length=width * 0.2, width=width * 0.02, fill=0.8)
    press.outline(front, width * 0.018)
    _awning(press, x - width * 0.06, top, width * 1.12, awning)


def _awning(press: Press, left: float, y: float, width: float, tone: Tone) -> None:
    fold, upper = width / 7, y - width * 0.21
    corners = [left + width * 0.09 + step * fold * 0.82 for step in range(8)]
    for step in range(7):
        stripe = Tone.PAPER if step % 2 else tone
        a, b = left + step * fold, left + (step + 1) * fold
        press.fill([(corners[step], upper), (corners[step + 1], upper), (b, y), (a, y)], stripe, rough=0.6)
        hem = arc(((a + b) / 2, y), fold / 2, 0, 180, flat=0.8)
        press.fill(hem, stripe, rough=0)
        press.line(hem, width * 0.013, Tone.INK)
    press.outline([(left, y), (corners[0], upper), (corners[-1], upper), (left + width, y)], width * 0.014)


def bicycle(press: Press, x: float, ground: float, length: float) -> None:
    """Stand a bicycle with a basket, its front to the right."""
    for hub in moved([HUB, FRONT], x, ground, by=length):
        press.line(arc(hub, length * 0.26, 0, 365), length * 0.028, Tone.INK)
        for turn in range(0, 180, 30):
            press.line(arc(hub, length * 0.26, turn, turn + 180, steps=1), length * 0.008, Tone.INK)
    for tube in ((HUB, PEDAL), (HUB, SADDLE), (PEDAL, SADDLE), (PEDAL, STEM), (SADDLE, STEM), (STEM, FRONT)):
        press.line(moved(tube, x, ground, by=length), length * 0.032, Tone.BRICK)
    press.curve(moved([(0.44, -0.67), (0.54, -0.69), STEM], x, ground, by=length), length * 0.026, Tone.INK)
    press.line(moved([(0.1, -0.59), (0.24, -0.59)], x, ground, by=length), length * 0.05, Tone.INK, taper=(0.5, 0.4))
    press.fill(box(x + length * 0.52, ground - length * 0.65, length * 0.16, length * 0.13), Tone.STRAW, rough=0.5)
