"""Comments out: what QGIS, Excel and WPS open holds every comment, says its system, and runs nothing."""

import sqlite3
import warnings
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, Polygon

from maps import errors
from maps.workbench import comments_xlsx, writing
from maps.workbench.comment_table import COLUMNS, clean_text, local_time
from maps.workbench.writing import CommentRow, write_comments

EXPORTED = datetime(2021, 1, 31, 16, 30, tzinfo=UTC)  # half past midnight of the next day in Shanghai
LINE = LineString([(121.40, 31.24), (121.41, 31.25)])
AREA = Polygon([(121.40, 31.24), (121.41, 31.24), (121.41, 31.25)])
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://example.org")', "=cmd|' /C calc'!A0"]


def row(number: Any = 1, **changed: Any) -> CommentRow:
    values: dict[str, Any] = {
        "id": number,
        "proposal_code": "RING-1",
        "proposal_title": "一环",
        "consultation": "规划草案公示",
        "text": "这里少一盏灯。",
        "author": "河边人",
        "neighbourhood": "源园",
        "status": "已发布",
        "sent_at": datetime(2021, 1, 7, 17, 30, 15, 999, tzinfo=UTC),
    }
    return CommentRow(**(values | changed))


def placed(number: int = 1, **changed: Any) -> CommentRow:
    return row(
        number,
        **({"lon": 121.4035, "lat": 31.2405, "shape": Point(121.4035, 31.2405), "place_kind": "Point"} | changed),
    )


def layer(path: Path, name: str = "comments") -> geopandas.GeoDataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # GDAL warns of what does not conform
        return geopandas.read_file(path, layer=name, engine="pyogrio")


def sheet(path: Path, name: str = "意见") -> list[list[Any]]:
    return [[cell.value for cell in line] for line in openpyxl.load_workbook(path)[name].iter_rows()]


def about(path: Path) -> dict[str, str]:
    if path.suffix == ".gpkg":
        return dict(pyogrio.read_dataframe(path, layer="说明").itertuples(index=False, name=None))
    return {line[0]: line[1] for line in sheet(path, "说明")[1:]}


@pytest.fixture(params=[".gpkg", ".xlsx"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / f"意见{request.param}"


def records(path: Path) -> list[dict[str, Any]]:
    """The comments of either format as mappings by column name."""
    if path.suffix == ".gpkg":
        frame = layer(path).drop(columns="geometry")
        return frame.astype(object).where(frame.notna(), None).to_dict("records")
    header, *lines = sheet(path)
    return [dict(zip(header, line, strict=True)) for line in lines]


# ── both formats ────────────────────────────────────────────────────────────────


def test_a_comment_arrives_whole(path: Path) -> None:
    answered = placed(
        7,
        published_at=datetime(2021, 1, 8, 1, 0, tzinfo=UTC),
        answer_kind="采纳",
        answer_text="年内装灯（示例）。",
        answer_office="示例单位",
        answered_at=datetime(2021, 1, 20, 2, 0, tzinfo=UTC),
    )
    assert write_comments([answered], path, exported_at=EXPORTED) == 1
    ((found),) = records(path)
    times = {key: str(value) for key, value in found.items() if "时间" in key}
    assert times == {
        "提交时间（北京时间）": "2021-01-08 01:30:15",
        "公开时间（北京时间）": "2021-01-08 09:00:00",
        "答复时间（北京时间）": "2021-01-20 10:00:00",
    }
    assert {key: value for key, value in found.items() if "时间" not in key} == {
        "意见编号": 7,
        "方案编号": "RING-1",
        "方案": "一环",
        "征询": "规划草案公示",
        "意见": "这里少一盏灯。",
        "署名": "河边人",
        "居民区": "源园",
        "状态": "已发布",
        "经度（EPSG:4326）": 121.4035,
        "纬度（EPSG:4326）": 31.2405,
        "位置类型": "点",
        "答复结论": "采纳",
        "答复": "年内装灯（示例）。",
        "答复单位": "示例单位",
    }


def test_what_is_not_there_is_an_empty_cell(path: Path) -> None:
    write_comments([row()], path)
    (found,) = records(path)
    empty = {
        "公开时间（北京时间）",
        "经度（EPSG:4326）",
        "纬度（EPSG:4326）",
        "位置类型",
        "答复结论",
        "答复",
        "答复单位",
        "答复时间（北京时间）",
    }
    assert {key for key, value in found.items() if value is None} == empty


def test_the_export_says_its_system_its_time_and_its_size(path: Path) -> None:
    write_comments([row(1), placed(2), placed(3)], path, exported_at=EXPORTED)
    lines = about(path)
    assert lines["坐标系"].startswith("EPSG:4326")
    assert lines["导出时间"].startswith("2021-02-01 00:30:00")
    assert (lines["意见条数"], lines["其中有位置"]) == ("3", "2")
    assert "示意图，非测绘成果" in lines["位置"]


def test_no_comments_are_a_file_with_columns(path: Path) -> None:
    assert write_comments([], path) == 0
    assert records(path) == []
    assert about(path)["意见条数"] == "0"


def test_rows_are_taken_one_by_one_and_keep_their_order(path: Path) -> None:
    def rows() -> Iterator[CommentRow]:
        for number in range(25_000 if path.suffix == ".gpkg" else 2_500):
            yield placed(number) if number % 3 else row(number)

    count = write_comments(rows(), path)
    assert [record["意见编号"] for record in records(path)] == list(range(count))


@pytest.mark.parametrize(
    "text", ["第一行\n第二行", "emoji 🌳", "引号\"'<>&", "  前后有空格  ", "𠮷野家", "'=1+1", *DANGEROUS]
)
def test_text_comes_back_as_it_was_written(path: Path, text: str) -> None:
    write_comments([row(text=text)], path)
    assert records(path)[0]["意见"] == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a\x00b", "ab"), ("a\x07b\x1f", "ab"), ("a\ud800b", "ab"), ("a\uffffb", "ab"), ("a\r\nb\rc", "a\nb\nc")],
)
def test_what_neither_format_can_hold_is_dropped_and_nothing_more(path: Path, text: str, kept: str) -> None:
    write_comments([row(text=text, author=text)], path)
    (found,) = records(path)
    assert (found["意见"], found["署名"]) == (kept, kept)


@given(st.text(st.characters(), max_size=60))
def test_clean_text_is_text_that_xml_and_c_can_hold(text: str) -> None:
    cleaned = clean_text(text)
    assert not any(ord(c) < 32 and c not in "\t\n" for c in cleaned)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert clean_text(cleaned) == cleaned


def test_times_are_the_offices_whatever_zone_they_came_in() -> None:
    moment = datetime(2021, 1, 7, 12, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert local_time(moment) == datetime(2021, 1, 8, 1, 30)  # noqa: DTZ001
    assert local_time(datetime(2021, 1, 8, 1, 30)) == datetime(2021, 1, 8, 1, 30)  # noqa: DTZ001


def test_every_field_but_the_shape_has_a_column_of_its_own() -> None:
    fields = set(CommentRow.__dataclass_fields__) - {"shape"}
    assert [column.field for column in COLUMNS] == [name for name in CommentRow.__dataclass_fields__ if name in fields]
    assert len({str(column.title) for column in COLUMNS}) == len(COLUMNS)


# ── GeoPackage ──────────────────────────────────────────────────────────────────


def test_points_are_where_they_were_and_in_a_stated_system(tmp_path: Path) -> None:
    write_comments([row(1), placed(2)], tmp_path / "a.gpkg")
    frame = layer(tmp_path / "a.gpkg")
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry[0] is None
    assert frame.geometry[1] == Point(121.4035, 31.2405)


def test_the_comments_are_the_first_layer_and_points(tmp_path: Path) -> None:
    write_comments([row(1), placed(2)], tmp_path / "a.gpkg")
    assert pyogrio.list_layers(tmp_path / "a.gpkg").tolist() == [["comments", "Point"], ["说明", None]]


def test_an_export_without_any_place_still_is_a_layer_of_points(tmp_path: Path) -> None:
    write_comments([row(1)], tmp_path / "a.gpkg")
    info = pyogrio.read_info(tmp_path / "a.gpkg", layer="comments")
    assert (info["features"], info["geometry_type"], info["crs"]) == (1, "Point", "EPSG:4326")


def test_lines_and_areas_have_layers_of_their_own_and_a_point_besides(tmp_path: Path) -> None:
    rows = [
        placed(1),
        placed(2, shape=LINE, place_kind="LineString"),
        placed(3, shape=AREA, place_kind="Polygon"),
        placed(4, shape=MultiPolygon([AREA]), place_kind="MultiPolygon"),
    ]
    path = tmp_path / "a.gpkg"
    assert write_comments(rows, path) == 4
    assert layer(path)["位置类型"].tolist() == ["点", "线", "面", "面"]
    lines, areas = layer(path, "comment_lines"), layer(path, "comment_areas")
    assert lines["意见编号"].tolist() == [2]
    assert areas["意见编号"].tolist() == [3, 4]
    assert shapely.equals(lines.geometry[0], LINE)
    assert shapely.equals(areas.geometry[0], AREA)
    assert {lines.crs.to_epsg(), areas.crs.to_epsg()} == {4326}


def test_the_database_is_sound_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_comments([placed(n) for n in range(30)], tmp_path / "a.gpkg")
    with sqlite3.connect(tmp_path / "a.gpkg") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA application_id").fetchone() == (0x47504B47,)  # "GPKG"
    database.close()
    assert list(tmp_path.iterdir()) == [tmp_path / "a.gpkg"]


# ── workbook ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("field", ["text", "author", "proposal_title", "answer_text"])
def test_no_text_becomes_a_formula(tmp_path: Path, text: str, field: str) -> None:
    path = tmp_path / "a.xlsx"
    write_comments([row(**{field: text})], path)
    cells = [cell for line in openpyxl.load_workbook(path)["意见"].iter_rows(min_row=2) for cell in line]
    (found,) = [cell for cell in cells if cell.value == text]
    assert found.data_type == "s"
    assert found.quotePrefix, "so that editing the cell does not make one of it either"
    assert b"<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")


def test_plain_text_needs_no_guard(tmp_path: Path) -> None:
    write_comments([row()], tmp_path / "a.xlsx")
    cells = openpyxl.load_workbook(tmp_path / "a.xlsx")["意见"]
    assert not any(cell.quotePrefix for line in cells.iter_rows() for cell in line)


def test_numbers_and_times_are_numbers_and_times(tmp_path: Path) -> None:
    write_comments([placed(7)], tmp_path / "a.xlsx")
    (found,) = records(tmp_path / "a.xlsx")
    assert type(found["意见编号"]) is int
    assert type(found["经度（EPSG:4326）"]) is float
    assert found["提交时间（北京时间）"] == datetime(2021, 1, 8, 1, 30, 15)  # noqa: DTZ001


def test_the_header_stays_in_view_and_filters(tmp_path: Path) -> None:
    write_comments([row(1), row(2)], tmp_path / "a.xlsx")
    found = openpyxl.load_workbook(tmp_path / "a.xlsx")["意见"]
    assert found.freeze_panes == "A2"
    assert found.auto_filter.ref == "A1:Q3"
    assert found["A1"].font.bold
    assert found.column_dimensions["E"].width == 60
    assert found["E2"].alignment.wrap_text


def test_a_text_longer_than_a_cell_says_where_the_rest_is(tmp_path: Path) -> None:
    write_comments([row(text="长" * 40_000)], tmp_path / "a.xlsx")
    found = records(tmp_path / "a.xlsx")[0]["意见"]
    assert len(found) == 32_767
    assert found.endswith("全文见 .gpkg 导出）")


def test_more_rows_than_a_sheet_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments_xlsx, "MAX_ROWS", 3)
    with pytest.raises(errors.TooManyRows) as refused:
        write_comments([row(n) for n in range(4)], tmp_path / "a.xlsx")
    assert ".gpkg" in refused.value.for_people()
    assert list(tmp_path.iterdir()) == []
    assert write_comments([row(n) for n in range(3)], tmp_path / "a.xlsx") == 3


# ── all or nothing ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["a.shp", "a.csv", "a.docx", "a", ".gpkg"])
def test_an_unknown_ending_is_refused_with_those_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(errors.UnknownEnding) as refused:
        write_comments([row()], tmp_path / name)
    assert ".gpkg、.xlsx" in refused.value.for_people()
    assert list(tmp_path.iterdir()) == []


def test_an_ending_in_capitals_will_do(tmp_path: Path) -> None:
    assert write_comments([row()], tmp_path / "A.GPKG") == 1
    assert len(layer(tmp_path / "A.GPKG")) == 1


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(errors.FolderMissing) as refused:
        write_comments([row()], tmp_path / "nowhere" / "a.xlsx")
    assert "nowhere" in refused.value.for_people()


def test_a_folder_of_that_name_is_not_overwritten(path: Path) -> None:
    path.mkdir()
    with pytest.raises(errors.CannotWrite):
        write_comments([row()], path)
    assert path.is_dir()


def test_what_stood_there_is_replaced_when_all_is_written(path: Path) -> None:
    write_comments([row(1), row(2)], path)
    write_comments([row(3)], path)
    assert [record["意见编号"] for record in records(path)] == [3]


def test_what_stood_there_stays_when_the_rows_break_off(
    path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr("tempfile.tempdir", str(scratch))

    def rows() -> Iterator[CommentRow]:
        yield from (row(n) for n in range(12_000 if path.suffix == ".gpkg" else 1_200))
        raise LookupError

    path.write_bytes(b"before")
    with pytest.raises(LookupError):
        write_comments(rows(), path)
    assert path.read_bytes() == b"before"
    assert list(path.parent.iterdir()) == [path]
    assert list(scratch.iterdir()) == []


def test_what_stood_there_stays_when_the_disk_refuses(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    path.write_bytes(b"before")
    monkeypatch.setitem(writing.WRITERS, path.suffix, full)
    with pytest.raises(errors.CannotWrite) as refused:
        write_comments([row()], path)
    assert "没有变动" in refused.value.for_people()
    assert path.read_bytes() == b"before"


def test_a_file_of_gdals_that_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maps.workbench.comments_gpkg.DRIVER", "NoSuchDriver")
    with pytest.raises(errors.CannotWrite):
        write_comments([row()], tmp_path / "a.gpkg")
    assert list(tmp_path.iterdir()) == []
