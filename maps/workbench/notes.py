"""What an import says about a file it accepted: repaired, left out, worth knowing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Numbers = Sequence[int] | npt.NDArray[np.intp]

SHOWN_NUMBERS = 10


class NoteKind(StrEnum):
    REPAIRED = "repaired"
    LEFT_OUT = "left_out"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Note:
    """One remark: a word for scripts, how many features it is about, and the first few of them.

    ``numbers`` count the records of the file from 1, in its order.
    """

    kind: NoteKind
    code: str
    count: int = 0
    numbers: tuple[int, ...] = ()
    facts: dict[str, object] = field(default_factory=dict)

    def for_people(self) -> str:
        shown = "、".join(map(str, self.numbers))
        if self.count > len(self.numbers):
            shown += "…"
        return str(SENTENCES[self.code]) % ({"count": self.count, "numbers": shown} | self.facts)


SENTENCES: dict[str, _StrPromise | str] = {
    # repaired
    "made_valid": _("%(count)s 个面的边界自己相交或重叠，已自动修复（第 %(numbers)s 个）。"),
    "ring_closed": _("%(count)s 个面的边界没有闭合，已补上（第 %(numbers)s 个）。"),
    "z_dropped": _("%(count)s 个图形带有高程，只保留了平面位置。"),
    "recoded": _("文件的文字编码是 %(encoding)s，已转为 UTF-8。"),
    "encoding_corrected": _("文件自称编码 %(declared)s，实际是 %(encoding)s，文字已按实际编码读取。"),
    # left out
    "no_geometry": _("%(count)s 条记录没有图形，没有导入（第 %(numbers)s 条）。"),
    "empty_geometry": _("%(count)s 条记录的图形是空的，没有导入（第 %(numbers)s 条）。"),
    "unsupported_type": _("%(count)s 条记录的图形类型（%(types)s）不支持，没有导入（第 %(numbers)s 条）。"),
    "not_a_number": _("%(count)s 条记录的坐标不是数字，没有导入（第 %(numbers)s 条）。"),
    "nothing_left": _("%(count)s 个图形缩成了点或线，修复后什么也不剩，没有导入（第 %(numbers)s 个）。"),
    "binary_column": _("字段 %(columns)s 是二进制数据，没有导入。"),
    "views": _("图层 %(layers)s 是数据库视图，不能导入。请先在制图软件里另存为普通图层。"),
    # worth knowing
    "encoding_guessed": _("文件没有写明文字编码，按内容判断为 %(encoding)s。请检查属性里的中文。"),
    "encoding_lossy": _("有些属性文字不完整或编码混乱，读不出的字已略去。请检查属性里的中文。"),
    "crs_overridden": _("文件写的坐标系是 %(stated)s，按您指定的 %(given)s 读取。"),
    "crs_given": _("文件没有写明坐标系，按您指定的 %(given)s 读取。"),
    "datum_shift": _("坐标系 %(crs)s 与 CGCS2000 之间没有公开的转换参数，位置可能偏差几十至一百多米。"),
    "maybe_shifted": _(
        "“%(word)s”提示数据可能来自网络地图的偏移坐标（GCJ-02 偏约 500 米，BD-09 偏约 1 公里）。请核对位置。"
    ),
    "duplicate_codes": _("有 %(times)s 个编号重复：%(codes)s。"),
}


@dataclass(frozen=True, slots=True)
class Sentences:
    """Several notes as one text, translated when it is shown."""

    notes: tuple[Note, ...]

    def __str__(self) -> str:
        return " ".join(note.for_people() for note in self.notes)


class NoteBook:
    """Collects the notes of one reading."""

    def __init__(self) -> None:
        self._notes: list[Note] = []

    def add(self, kind: NoteKind, code: str, numbers: Numbers = (), **facts: object) -> None:
        """Write a note about the features with these numbers."""
        first = tuple(int(n) for n in numbers[:SHOWN_NUMBERS])
        self._notes.append(Note(kind, code, len(numbers), first, facts))

    def add_if_any(self, kind: NoteKind, code: str, numbers: Numbers, **facts: object) -> None:
        """Write a note unless there is no such feature."""
        if len(numbers):
            self.add(kind, code, numbers, **facts)

    def all(self) -> tuple[Note, ...]:
        return tuple(self._notes)

    def of(self, kind: NoteKind) -> Sentences:
        return Sentences(tuple(note for note in self._notes if note.kind is kind))
