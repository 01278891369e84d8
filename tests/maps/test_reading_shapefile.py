"""Zipped shapefiles as Chinese offices send them: any folder, any encoding, parts in capitals."""

from pathlib import Path
from typing import Any

import pytest

from maps.workbench.reading import ReadResult, read_features
from tests.maps import gis_files
from tests.maps.gis_files import PLACE, SURROUNDINGS, frame

ROW: dict[str, Any] = {"编号": ["甲-1"], "名称": ["曹杨新村街道"], "层数": [6]}


def read(path: Path, **options: Any) -> ReadResult:
    return read_features(path, surroundings=SURROUNDINGS, **options)


def codes(result: ReadResult) -> set[str]:
    return {note.code for note in result.remarks}


@pytest.mark.parametrize("encoding", ["GBK", "UTF-8", "GB18030"])
@pytest.mark.parametrize("without", [[], [".cpg"]], ids=["with_cpg", "without_cpg"])
def test_chinese_names_and_values_come_out_right(tmp_path: Path, encoding: str, without: list[str]) -> None:
    path = gis_files.zipped_shapefile(tmp_path / "a.zip", frame(PLACE, **ROW), encoding=encoding, without=without)
    result = read(path)
    assert result.features[0].properties == {"编号": "甲-1", "名称": "曹杨新村街道", "层数": 6}
    assert result.features[0].code == "甲-1"
    assert result.encoding == ("UTF-8" if encoding == "UTF-8" else "GB18030")
    assert ("encoding_guessed" in codes(result)) == bool(without)


@pytest.mark.parametrize(("written", "stated"), [("GBK", "UTF-8"), ("UTF-8", "GBK"), ("GBK", "ISO-8859-1")])
def test_a_wrong_cpg_is_seen_through_and_told(tmp_path: Path, written: str, stated: str) -> None:
    parts = gis_files.shapefile(tmp_path / "s", frame(PLACE, **ROW), encoding=written) | {".cpg": stated.encode()}
    path = gis_files.zipped(tmp_path / "a.zip", {f"a{end}": part for end, part in parts.items()})
    result = read(path)
    assert result.features[0].properties["名称"] == "曹杨新村街道"
    assert "encoding_corrected" in codes(result)


def test_the_code_page_in_the_table_counts(tmp_path: Path) -> None:
    parts = gis_files.shapefile(tmp_path / "s", frame(PLACE, **ROW), encoding="GBK")
    parts.pop(".cpg")
    table = bytearray(parts[".dbf"])
    table[29] = 0x4D
    path = gis_files.zipped(tmp_path / "a.zip", {f"a{end}": p for end, p in (parts | {".dbf": bytes(table)}).items()})
    result = read(path)
    assert result.features[0].properties["名称"] == "曹杨新村街道"
    assert "encoding_guessed" not in codes(result)


@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
def test_names_and_values_that_were_cut_off_lose_only_their_last_character(tmp_path: Path, encoding: str) -> None:
    made = frame(PLACE, 规划地块名称很长=["绿" * 200])
    ((name, value),) = read(
        gis_files.zipped_shapefile(tmp_path / "a.zip", made, encoding=encoding)
    ).features[0].properties.items()  # fmt: skip
    assert name == ("规划地块名" if encoding == "GBK" else "规划地")
    assert set(value) == {"绿"}
    assert len(value) == (127 if encoding == "GBK" else 84)  # of 254 bytes


def test_names_that_become_equal_are_numbered(tmp_path: Path) -> None:
    made = frame(PLACE, 规划地块名称甲=["a"], 规划地块名称乙=["b"])
    path = gis_files.zipped_shapefile(tmp_path / "a.zip", made, encoding="UTF-8")
    assert sorted(read(path).features[0].properties.values()) == ["a", "b"]


@pytest.mark.parametrize("inside", ["道路", "成果/矢量/道路", "a/b/c/d/e/f/道路", "带 空格 的/道路"])
def test_the_parts_may_lie_at_any_depth(tmp_path: Path, inside: str) -> None:
    result = read(gis_files.zipped_shapefile(tmp_path / "a.zip", inside=inside))
    assert result.layer == "道路"


def test_names_written_by_chinese_windows_are_read(tmp_path: Path) -> None:
    parts = gis_files.shapefile(tmp_path / "s")
    entries = {f"成果\\道路{end}": part for end, part in parts.items()}
    path = gis_files.zipped(tmp_path / "a.zip", entries, name_encoding="gbk")
    assert "道路".encode("gbk") in path.read_bytes()
    assert read(path).layer == "道路"


def test_endings_in_capitals_and_parts_of_other_programs_do_no_harm(tmp_path: Path) -> None:
    parts = gis_files.shapefile(tmp_path / "s")
    entries = {f"ROADS{end.upper()}": part for end, part in parts.items()}
    entries |= {
        "ROADS.shp.xml": b"<x/>",
        "ROADS.sbn": b"?",
        "__MACOSX/._ROADS.shp": b"?",
        "说明.txt": b"x",
        ".DS_Store": b"x",
    }
    result = read(gis_files.zipped(tmp_path / "a.zip", entries))
    assert result.layers == ("ROADS",)


def test_the_parts_of_two_folders_are_not_mixed(tmp_path: Path) -> None:
    here = gis_files.shapefile(tmp_path / "s", frame(PLACE, code=["here"]))
    there = gis_files.shapefile(tmp_path / "t", frame(PLACE, code=["there"]))
    entries = {f"甲/道路{end}": part for end, part in here.items()}
    entries |= {f"乙/水系{end}": part for end, part in there.items()}
    path = gis_files.zipped(tmp_path / "a.zip", entries)
    assert read(path, layer="水系").features[0].code == "there"
    assert read(path, layer="道路").features[0].code == "here"
