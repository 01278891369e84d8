"""A block to cut and print from: flat tones, hand-cut edges, gouge marks. Pillow only, no fonts."""

import math
from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PIL import Image, ImageChops, ImageDraw

from config.demo.drawing.curves import Dice, Point, Points, arc, moved, ribbon, smooth

#: Every drawn pixel is this many by this many, then averaged: smooth edges without soft tools.
FINE = 3


class Tone(IntEnum):
    """The inks of the house, as they lie in the block."""

    PAPER = 0
    CREAM = 1
    INK = 2
    BRICK = 3
    ROSE = 4
    CREEK = 5
    JADE = 6
    MIST = 7
    LEAF = 8
    MOSS = 9
    AMBER = 10
    STRAW = 11
    STONE = 12
    SLATE = 13


COLOURS: dict[Tone, str] = {
    Tone.PAPER: "FBF9F4",
    Tone.CREAM: "F1E8D6",
    Tone.INK: "1F1B16",
    Tone.BRICK: "9C2A22",
    Tone.ROSE: "DFB09C",
    Tone.CREEK: "0A5F63",
    Tone.JADE: "5F9F9A",
    Tone.MIST: "CBE0DC",
    Tone.LEAF: "3F6B2A",
    Tone.MOSS: "A8BC84",
    Tone.AMBER: "E09F1F",
    Tone.STRAW: "F4DCA4",
    Tone.STONE: "CFC5B4",
    Tone.SLATE: "6B6357",
}


class Press:
    """One picture in the making. Coordinates are those of the design, whatever the size that is printed."""

    def __init__(
        self, size: tuple[int, int], *, ground: Tone, seed: int, design: tuple[int, int] = (1600, 1000)
    ) -> None:
        self.size = size
        self.dice = Dice(seed)
        self.scale = FINE * max(size[0] / design[0], size[1] / design[1])
        self.shift = tuple((FINE * s - self.scale * d) / 2 for s, d in zip(size, design, strict=True))
        self.block = Image.new("L", (FINE * size[0], FINE * size[1]), int(ground))
        self.knife = ImageDraw.Draw(self.block)

    def fill(self, points: Points, tone: Tone, *, rough: float = 1.0) -> None:
        """Print an area; ``rough`` is how far, in design units, the hand strays from its edge."""
        self.knife.polygon(self._placed(self._by_hand(points, rough) if rough else points), fill=int(tone))

    def blob(self, points: Points, tone: Tone) -> None:
        self.fill(smooth(points, closed=True), tone, rough=0)

    def disc(self, x: float, y: float, radius: float, tone: Tone, *, flat: float = 1.0) -> None:
        self.fill(arc((x, y), radius, 0, 360, flat=flat), tone, rough=0)

    def line(self, points: Points, width: float, tone: Tone, *, taper: tuple[float, float] = (1, 1)) -> None:
        self.fill(ribbon(points, width, taper=taper), tone, rough=0)

    def curve(self, points: Points, width: float, tone: Tone, *, taper: tuple[float, float] = (1, 1)) -> None:
        self.line(smooth(points), width, tone, taper=taper)

    def outline(self, points: Points, width: float, tone: Tone = Tone.INK) -> None:
        """Draw round an area, corner by corner, with pressure that changes as a hand's does."""
        for start, stop in zip(points, [*points[1:], points[0]], strict=True):
            self.line([start, stop], width * self.dice.between(0.8, 1.15), tone)
            self.disc(*start, width * 0.42, tone)

    def plate(
        self,
        area: Points,
        tone: Tone,
        cut: Tone | None = None,
        *,
        edge: float = 0,
        drop: tuple[float, float] | None = None,
        **marks: Any,
    ) -> None:
        """Print an area with its marks, with an ink edge and a hard shadow where they are wanted."""
        if drop:
            self.fill(moved(area, *drop), Tone.INK)
        self.fill(area, tone)
        if cut is not None:
            self.gouge(area, cut, on=tone, **marks)
        if edge:
            self.outline(area, edge)

    def gouge(
        self,
        region: Points,
        tone: Tone,
        *,
        angle: float | Callable[[float, float], float] = 0.0,
        gap: float = 14.0,
        length: float = 60.0,
        width: float = 4.0,
        fill: float = 0.75,
        on: Tone | None = None,
    ) -> None:
        """Cut marks of a round gouge into a region, in rows; with ``on`` only where that tone lies.

        ``fill`` is the share of the rows that is cut; ``angle`` may depend on the place.
        """
        xs, ys = [p[0] for p in region], [p[1] for p in region]
        place = self._pixels((min(xs), min(ys)), (max(xs), max(ys)))
        if place[0] >= place[2] or place[1] >= place[3]:
            return
        allowed = self._allowed(region, place, on)
        marks = Image.new("L", allowed.size, 0)
        knife = ImageDraw.Draw(marks)
        base = angle(sum(xs) / len(xs), sum(ys) / len(ys)) if callable(angle) else angle
        for x, y in self._rows((min(xs), min(ys), max(xs), max(ys)), base, gap, length / fill):
            turn = angle(x, y) if callable(angle) else angle
            lens = self._lens(x, y, turn + self.dice.between(-2, 2), length * self.dice.between(0.5, 1.2), width)
            knife.polygon([(px - place[0], py - place[1]) for px, py in lens], fill=255)
        self.block.paste(int(tone), place, ImageChops.multiply(marks, allowed))

    def specks(self, tone: Tone, *, on: Tone, number: int = 160, largest: float = 3.2) -> None:
        """Leave small spots where the ink did not take."""
        for _ in range(number):
            x, y = self.dice.between(0, self.block.width), self.dice.between(0, self.block.height)
            if self.block.getpixel((int(x), int(y))) == on:
                r = self.dice.between(0.8, largest) * self.scale / 2
                self.knife.ellipse((x - r, y - r * 0.8, x + r, y + r * 0.8), fill=int(tone))

    def printed(self) -> Image.Image:
        """Return the picture in colour, at its size."""
        palette = [0] * 768
        for tone, colour in COLOURS.items():
            palette[3 * tone : 3 * tone + 3] = bytes.fromhex(colour)
        inked = self.block.copy()
        inked.putpalette(palette)
        return inked.convert("RGB").reduce(FINE)

    def _placed(self, points: Points) -> list[Point]:
        return [(x * self.scale + self.shift[0], y * self.scale + self.shift[1]) for x, y in points]

    def _pixels(self, low: Point, high: Point) -> tuple[int, int, int, int]:
        (x0, y0), (x1, y1) = self._placed([low, high])
        width, height = self.block.size
        return max(0, int(x0)), max(0, int(y0)), min(width, int(x1) + 1), min(height, int(y1) + 1)

    def _allowed(self, region: Points, place: tuple[int, int, int, int], on: Tone | None) -> Image.Image:
        mask = Image.new("L", (place[2] - place[0], place[3] - place[1]), 0)
        ImageDraw.Draw(mask).polygon([(x - place[0], y - place[1]) for x, y in self._placed(region)], fill=255)
        if on is not None:
            there = self.block.crop(place).point([255 if value == on else 0 for value in range(256)])
            mask = ImageChops.multiply(mask, there)
        return mask

    def _rows(self, frame: tuple[float, float, float, float], angle: float, gap: float, step: float) -> list[Point]:
        """Return the middles of the marks: rows across the frame, turned by the angle."""
        middle = ((frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2)
        reach = math.hypot(frame[2] - frame[0], frame[3] - frame[1]) / 2 + step
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        places = []
        across = -reach
        while across < reach:
            ahead = -reach + self.dice.between(0, step)
            while ahead < reach:
                side = across + self.dice.between(-gap, gap) * 0.22
                x, y = middle[0] + ahead * cos - side * sin, middle[1] + ahead * sin + side * cos
                if frame[0] - step < x < frame[2] + step and frame[1] - step < y < frame[3] + step:
                    places.append((x, y))
                ahead += step * self.dice.between(0.75, 1.25)
            across += gap
        return places

    def _lens(self, x: float, y: float, angle: float, length: float, width: float) -> list[Point]:
        """Return a mark in pixels: pointed where the gouge goes in, blunter where it comes out."""
        cos, sin = math.cos(math.radians(angle)) * self.scale, math.sin(math.radians(angle)) * self.scale
        px, py = x * self.scale + self.shift[0], y * self.scale + self.shift[1]
        half, thick = length / 2, width / 2 * self.dice.between(0.7, 1.2)
        shape = (
            (-half, 0),
            (-half * 0.3, -thick * 0.8),
            (half * 0.55, -thick),
            (half, 0),
            (half * 0.55, thick),
            (-half * 0.3, thick * 0.8),
        )
        return [(px + u * cos - v * sin, py + u * sin + v * cos) for u, v in shape]

    def _by_hand(self, points: Points, rough: float) -> list[Point]:
        """Return a closed outline with more corners, each a little off."""
        strayed = []
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
            parts = max(1, int(math.hypot(x1 - x0, y1 - y0) / 45))
            for part in range(parts):
                t = part / parts
                stray = rough if part else rough * 0.5
                strayed.append((
                    x0 + (x1 - x0) * t + self.dice.between(-stray, stray),
                    y0 + (y1 - y0) * t + self.dice.between(-stray, stray),
                ))  # fmt: skip
        return strayed
