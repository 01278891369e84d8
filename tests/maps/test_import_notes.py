"""What an import says about a file: counted, numbered, and in sentences that people understand."""

import re

import numpy as np
import pytest

from maps.workbench.notes import SENTENCES, SHOWN_NUMBERS, Note, NoteBook, NoteKind

FACTS = {
    "encoding": "GB18030",
    "declared": "UTF-8",
    "types": "GeometryCollection",
    "columns": "照片",
    "layers": "视图",
    "stated": "EPSG:4547",
    "given": "EPSG:4549",
    "crs": "EPSG:2437",
    "word": "高德",
    "times": 2,
    "codes": "甲、乙",
}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_sentence_is_complete_and_ends(code: str) -> None:
    sentence = Note(NoteKind.HINT, code, 3, (1, 2, 3), FACTS).for_people()
    assert sentence.endswith("。")
    assert "%" not in sentence


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_uses_no_fact_that_nobody_gives(code: str) -> None:
    used = set(re.findall(r"%\((\w+)\)", str(SENTENCES[code])))
    assert used <= set(FACTS) | {"count", "numbers"}


def test_the_first_few_are_numbered_and_the_rest_hinted_at() -> None:
    notes = NoteBook()
    notes.add(NoteKind.LEFT_OUT, "no_geometry", list(range(1, 31)))
    (note,) = notes.all()
    assert note.count == 30
    assert len(note.numbers) == SHOWN_NUMBERS
    assert "第 1、2、3、4、5、6、7、8、9、10… 条" in note.for_people()


def test_a_few_are_all_numbered() -> None:
    notes = NoteBook()
    notes.add(NoteKind.REPAIRED, "made_valid", np.array([4, 9]))
    assert notes.all()[0].for_people() == "2 个面的边界自己相交或重叠，已自动修复（第 4、9 个）。"
    assert all(type(number) is int for number in notes.all()[0].numbers)


def test_nothing_to_say_is_not_said() -> None:
    notes = NoteBook()
    notes.add_if_any(NoteKind.REPAIRED, "made_valid", np.array([], dtype=int))
    notes.add_if_any(NoteKind.REPAIRED, "made_valid", [])
    assert notes.all() == ()


def test_the_sentences_of_one_kind_are_one_text() -> None:
    notes = NoteBook()
    notes.add(NoteKind.LEFT_OUT, "no_geometry", [1])
    notes.add(NoteKind.HINT, "crs_given", given="EPSG:4549")
    notes.add(NoteKind.LEFT_OUT, "empty_geometry", [2])
    text = str(notes.of(NoteKind.LEFT_OUT))
    assert text == "1 条记录没有图形，没有导入（第 1 条）。 1 条记录的图形是空的，没有导入（第 2 条）。"
