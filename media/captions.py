"""Captions as WebVTT and chapters as lines of text: read, and refused with the line that is wrong."""

import html
import re
from dataclasses import dataclass
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 2 * 1024 * 1024
_MARK = "WEBVTT"
_CLOCK = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"\s*{_CLOCK}[ \t]+-->[ \t]+{_CLOCK}(?:[ \t]+\S.*)?\s*")
_CHAPTER = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\s+(\S.*)")
_TAG = re.compile(r"<[^>]*>")
_NOT_CUES = ("NOTE", "STYLE", "REGION")


@dataclass(frozen=True, slots=True)
class Caption:
    """What is heard between two moments, in milliseconds; plain text, one line."""

    begins_ms: int
    ends_ms: int
    text: str

    @property
    def begins(self) -> str:
        return clock_text(self.begins_ms)

    @property
    def begins_seconds(self) -> float:
        return self.begins_ms / 1000

    @property
    def ends_seconds(self) -> float:
        return self.ends_ms / 1000


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a recording, counted from 1; ``seconds`` is where it begins."""

    number: int
    seconds: int
    title: str

    @property
    def begins(self) -> str:
        return clock_text(self.seconds * 1000)


def clock_text(milliseconds: int) -> str:
    """Return ``12:30``, from the first hour on ``1:02:30``."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def read_captions(data: bytes) -> list[Caption]:
    """Return the captions of a WebVTT file in its order.

    Raises ``ValidationError`` that names the first line which is wrong.
    """
    lines = _lines(data)
    captions: list[Caption] = []
    at = 1
    while at < len(lines):
        begin = at
        while at < len(lines) and lines[at].strip():
            at += 1
        if caption := _caption(lines, begin, at, after=captions[-1].begins_ms if captions else 0):
            captions.append(caption)
        at += 1
    if not captions:
        raise ValidationError(_("字幕文件里一条字幕也没有。"), code="no_captions")
    return captions


def _lines(data: bytes) -> list[str]:
    if len(data) > MOST_BYTES:
        raise ValidationError(_("字幕文件太大了，最多 2 MB。"), code="too_large")
    lines = []
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").split(b"\n"), start=1):
        try:
            lines.append(raw.decode())
        except UnicodeDecodeError as error:
            raise _wrong(number, _("字幕文件第 %(line)s 行不是 UTF-8 编码，请另存为 UTF-8。"), "not_utf8") from error
    if lines[0] != _MARK and not lines[0].startswith((f"{_MARK} ", f"{_MARK}\t")):
        raise _wrong(1, _("字幕文件第 %(line)s 行要写 WEBVTT：这不是 WebVTT 文件。"), "not_webvtt")
    return lines


def _caption(lines: list[str], begin: int, end: int, *, after: int) -> Caption | None:
    """Read the block of lines ``begin`` to ``end``; None for a note, a style or nothing."""
    if begin == end or lines[begin].split(None, 1)[0] in _NOT_CUES:
        return None
    if begin == 1:  # right below the mark stand headers of the file
        return None
    where = begin if "-->" in lines[begin] else begin + 1
    if where >= end or "-->" not in lines[where]:
        raise _wrong(begin + 1, _("字幕文件第 %(line)s 行起的一条没有时间，例如 00:01.000 --> 00:04.000。"), "no_times")
    found = _TIMES.fullmatch(lines[where])
    if found is None:
        raise _wrong(where + 1, _("字幕文件第 %(line)s 行的时间写得不对，例如 00:01.000 --> 00:04.000。"), "bad_times")
    begins, ends = _milliseconds(*found.groups()[:4]), _milliseconds(*found.groups()[4:])
    if ends <= begins:
        raise _wrong(where + 1, _("字幕文件第 %(line)s 行：结束的时间要比开始的晚。"), "ends_early")
    if begins < after:
        raise _wrong(where + 1, _("字幕文件第 %(line)s 行比上一条还早，请按时间排好。"), "out_of_order")
    text = " ".join(html.unescape(_TAG.sub("", line)).strip() for line in lines[where + 1 : end])
    return Caption(begins, ends, text) if text else None


def _milliseconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(thousandths)


def read_chapters(text: str) -> tuple[Chapter, ...]:
    """Return the chapters of a text, one a line.

    Raises ``ValidationError`` that names the first line which is wrong.
    """
    chapters: list[Chapter] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _CHAPTER.fullmatch(line.strip())
        if found is None:
            raise _wrong(
                number, _("章节第 %(line)s 行看不懂：先写时间，空一格，再写名称，例如 12:30 三处湾。"), "chapter"
            )
        hours, minutes, seconds, title = found.groups()
        begins = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
        if chapters and begins <= chapters[-1].seconds:
            raise _wrong(number, _("章节第 %(line)s 行不比上一章晚，请按时间排好。"), "chapter_order")
        chapters.append(Chapter(len(chapters) + 1, begins, title))
    return tuple(chapters)


def _wrong(line: int, sentence: Any, code: str) -> ValidationError:
    return ValidationError(sentence, code=code, params={"line": line})


def validate_captions(file: IO[bytes]) -> None:
    file.seek(0)
    read_captions(file.read(MOST_BYTES + 1))
    file.seek(0)


def validate_chapters(text: str) -> None:
    read_chapters(text)
