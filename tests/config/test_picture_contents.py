"""A picture shows what its text promises: the colours named there lie where they were said to lie, and counts are right."""

import functools
import tomllib

import pytest
from PIL import Image

from config.demo import content_files, pictures
from config.demo.drawing.press import COLOURS, Tone

Frame = tuple[float, float, float, float]

#: Picture, what its text says, its ink, the frame in parts of width and height, and the least share of the frame.
PROMISES: list[tuple[str, str, Tone, Frame, float]] = [
    ("ring-walk", "红顶房子", Tone.BRICK, (0, 0.2, 0.6, 0.5), 0.05),
    ("ring-walk", "小河", Tone.CREEK, (0.5, 0.6, 1, 1), 0.2),
    ("ring-walk", "草地", Tone.MOSS, (0, 0.5, 0.4, 1), 0.2),
    ("market-street", "黄", Tone.AMBER, (0.1, 0.55, 0.36, 0.75), 0.02),
    ("market-street", "绿", Tone.LEAF, (0.4, 0.55, 0.65, 0.75), 0.02),
    ("market-street", "红", Tone.BRICK, (0.68, 0.55, 0.93, 0.75), 0.02),
    ("notice-board", "红色小屋顶", Tone.BRICK, (0.25, 0.19, 0.75, 0.27), 0.3),
    ("notice-board", "八张纸", Tone.PAPER, (0.26, 0.3, 0.74, 0.66), 0.2),
    ("lecture-hall", "银幕", Tone.PAPER, (0.22, 0.08, 0.78, 0.54), 0.5),
    ("lecture-hall", "红色虚线", Tone.BRICK, (0.22, 0.08, 0.78, 0.54), 0.005),
    ("lecture-hall", "黄点", Tone.AMBER, (0.4, 0.15, 0.6, 0.54), 0.01),
    ("meeting-table", "红色长桌", Tone.BRICK, (0.12, 0.25, 0.88, 0.75), 0.25),
    ("wall-chart", "涂满了十一个", Tone.BRICK, (0.13, 0.2, 0.7, 0.45), 0.15),
    ("organisation", "红色的树", Tone.BRICK, (0.2, 0.6, 0.8, 0.72), 0.03),
    ("organisation", "青色的树", Tone.CREEK, (0.1, 0.41, 0.9, 0.55), 0.05),
    ("tree-rings", "草地", Tone.MOSS, (0, 0, 1, 1), 0.2),
    ("tree-rings", "黄叶", Tone.AMBER, (0.33, 0.03, 0.45, 0.28), 0.03),
    ("slips-and-box", "红箱子", Tone.BRICK, (0.32, 0.33, 0.65, 0.8), 0.4),
    ("slips-and-box", "白封条", Tone.PAPER, (0.47, 0.7, 0.505, 0.78), 0.5),
    ("still-life", "红色闹钟", Tone.BRICK, (0.12, 0.15, 0.4, 0.65), 0.08),
    ("review-trays", "台灯", Tone.BRICK, (0.4, 0.11, 0.6, 0.25), 0.2),
    ("phone-map", "黄色的位置标记", Tone.AMBER, (0.49, 0.38, 0.57, 0.52), 0.1),
    ("phone-map", "一圈河", Tone.CREEK, (0.4, 0.2, 0.6, 0.62), 0.02),
    ("map-fold", "红色虚线", Tone.BRICK, (0.22, 0.2, 0.4, 0.8), 0.02),
    ("map-fold", "斜线块", Tone.CREEK, (0.4, 0.55, 0.58, 0.8), 0.05),
    ("map-fold", "黄色的块", Tone.STRAW, (0.58, 0.2, 0.76, 0.8), 0.1),
    ("ring-plan", "一圈河", Tone.CREEK, (0.3, 0.1, 0.65, 0.9), 0.03),
    ("ring-plan", "三处黄色的湾", Tone.STRAW, (0.5, 0.15, 0.7, 0.36), 0.05),
    ("ring-plan", "铅笔", Tone.AMBER, (0.65, 0.72, 0.98, 0.92), 0.05),
    ("poster-1", "红色虚线", Tone.BRICK, (0, 0, 1, 0.86), 0.02),
    ("poster-2", "黄色脚印", Tone.AMBER, (0, 0, 1, 0.86), 0.005),
    ("poster-3", "红色扶手", Tone.BRICK, (0, 0.3, 0.55, 0.65), 0.02),
    ("poster-4", "右上的四分之一是红色", Tone.BRICK, (0.52, 0.08, 0.95, 0.4), 0.2),
]  # fmt: skip

#: Where a promise would be broken: the ink does not lie there.
ABSENT: list[tuple[str, Tone, Frame]] = [
    ("poster-4", Tone.BRICK, (0.05, 0.6, 0.4, 0.8)),
    ("ring-walk", Tone.CREEK, (0, 0, 0.5, 0.2)),
    ("wall-chart", Tone.BRICK, (0.15, 0.65, 0.55, 0.78)),
    ("notice-board", Tone.BRICK, (0.3, 0.0, 0.7, 0.15)),
    ("map-fold", Tone.BRICK, (0.6, 0.3, 0.74, 0.75)),
]


@functools.cache
def drawn(key: str) -> Image.Image:
    return pictures.draw(key, tuple(side // 2 for side in pictures.PICTURES[key].size))  # type: ignore[arg-type]


def share(key: str, tone: Tone, frame: Frame) -> float:
    image = drawn(key)
    left, top, right, bottom = (int(part * image.size[i % 2]) for i, part in enumerate(frame))
    part = image.crop((left, top, right, bottom))
    wanted = tuple(bytes.fromhex(COLOURS[tone]))
    found = part.getcolors(part.width * part.height) or []
    return sum(count for count, colour in found if colour == wanted) / (part.width * part.height)


@pytest.mark.parametrize(("key", "words", "tone", "frame", "least"), PROMISES, ids=lambda value: str(value)[:20])
def test_what_the_text_says_is_there(key: str, words: str, tone: Tone, frame: Frame, least: float) -> None:
    assert words in pictures.PICTURES[key].alt
    assert share(key, tone, frame) >= least


@pytest.mark.parametrize(("key", "tone", "frame"), ABSENT, ids=lambda value: str(value)[:20])
def test_it_is_not_everywhere(key: str, tone: Tone, frame: Frame) -> None:
    assert share(key, tone, frame) < 0.01


def runs(key: str, tone: Tone, *, y: float, x0: float = 0, x1: float = 1) -> int:
    """Count the stretches of an ink along a level line."""
    image = drawn(key)
    wanted = tuple(bytes.fromhex(COLOURS[tone]))
    row = [
        image.getpixel((x, int(y * image.height))) == wanted
        for x in range(int(x0 * image.width), int(x1 * image.width))
    ]
    return sum(now and not before for before, now in zip([False, *row], row, strict=False))


def test_ten_bushes_stand_in_the_nearest_bed() -> None:
    assert "十丛灌木" in pictures.PICTURES["organisation"].alt
    assert runs("organisation", Tone.INK, y=0.955) == 10


def test_every_picture_is_on_a_page_and_every_page_has_its_picture() -> None:
    used = set()
    for file in ("articles.toml", "lectures.toml", "election.toml"):
        data = tomllib.loads((content_files.CONTENT / file).read_text(encoding="utf-8"))
        rows = [data, data.get("series", {}), *data.get("article", []), *data.get("lecture", [])]
        used |= {row["picture"] for row in rows if "picture" in row}
    assert used == set(pictures.PICTURES)


def test_every_scene_keeps_at_least_one_promise() -> None:
    checked = {key for key, *_ in PROMISES}
    assert set(pictures.PICTURES) - checked == {"four-stacks"}
    assert {"材料", "口罩"} <= {word for word in ("材料", "口罩") if word in pictures.PICTURES["four-stacks"].alt}


def test_the_four_stacks_are_paper_on_a_dark_table() -> None:
    frames = [(0.12, 0.15, 0.44, 0.4), (0.56, 0.13, 0.88, 0.38), (0.12, 0.6, 0.44, 0.85), (0.56, 0.6, 0.88, 0.85)]
    assert all(share("four-stacks", Tone.PAPER, frame) > 0.2 for frame in frames)
    assert share("four-stacks", Tone.PAPER, (0.46, 0.0, 0.53, 1)) < 0.01
    assert share("four-stacks", Tone.AMBER, frames[2]) > 0.05
    assert share("four-stacks", Tone.MIST, frames[3]) > 0.1
