"""WebVTT and chapters are read, and what is wrong is refused with its line."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from media.captions import Caption, Chapter, read_captions, read_chapters

GOOD = """WEBVTT 一讲

NOTE 这里不显示

1
00:01.000 --> 00:04.500 align:start
<v 讲者>沿着河走一圈，
看一看 &amp; 想一想

01:02:03.000 --> 01:02:05.250
三处湾
"""


def test_captions_are_read_with_their_moments_and_plain_text() -> None:
    assert read_captions(GOOD.encode()) == [
        Caption(1000, 4500, "沿着河走一圈， 看一看 & 想一想"),
        Caption(3_723_000, 3_725_250, "三处湾"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="lines_of_windows"),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="a_mark_of_notepad"),
    ],
)
def test_what_editors_of_captions_write_is_read_as_well(change: Callable[[str], bytes]) -> None:
    assert read_captions(change(GOOD)) == read_captions(GOOD.encode())


def refused(read: Callable[..., Any], text: str | bytes) -> str:
    with pytest.raises(ValidationError) as refusal:
        read(text)
    return " ".join(refusal.value.messages)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "第 1 行", id="nothing"),
        pytest.param(b"1\n00:00:01,000 --> 00:00:02,000\nsrt\n", "第 1 行", id="another_format"),
        pytest.param("WEBVTT\n\n00:01.000 -> 00:02.000\n字\n".encode(), "第 3 行", id="arrow"),
        pytest.param("WEBVTT\n\n00:01,000 --> 00:02,000\n字\n".encode(), "第 3 行", id="comma"),
        pytest.param("WEBVTT\n\n1\n00:61.000 --> 01:02.000\n字\n".encode(), "第 4 行", id="61_seconds"),
        pytest.param("WEBVTT\n\n00:03.000 --> 00:02.000\n字\n".encode(), "第 3 行", id="ends_before_it_begins"),
        pytest.param(
            "WEBVTT\n\n00:05.000 --> 00:06.000\n后\n\n00:01.000 --> 00:02.000\n前\n".encode(), "第 6 行", id="order"
        ),
        pytest.param(b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"\xb2\xdc\n", "第 4 行", id="not_utf8"),
        pytest.param("WEBVTT\n\n只有字\n".encode(), "第 3 行", id="no_times"),
        pytest.param(b"WEBVTT\n\n", "一条字幕也没有", id="empty"),
        pytest.param(b"WEBVTT\n\n" + b"x" * 3_000_000, "2 MB", id="too_large"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(data: bytes, said: str) -> None:
    assert said in refused(read_captions, data)


def test_chapters_are_lines_with_a_time() -> None:
    assert read_chapters("0:00 开场\n\n12:30 三处湾\n1:02:03 提问") == (
        Chapter(1, 0, "开场"),
        Chapter(2, 750, "三处湾"),
        Chapter(3, 3723, "提问"),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("开场", 1, id="no_time"),
        pytest.param("0:00 开场\n1:75 湾", 2, id="75_seconds"),
        pytest.param("0:00 开场\n2:00", 2, id="no_name"),
        pytest.param("2:00 湾\n1:00 开场", 2, id="order"),
        pytest.param("2:00 湾\n2:00 环", 2, id="twice_the_same"),
    ],
)
def test_chapters_that_nobody_could_jump_to_are_refused_with_their_line(text: str, line: int) -> None:
    assert f"第 {line} 行" in refused(read_chapters, text)
