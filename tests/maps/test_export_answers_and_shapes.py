"""What an export says of a comment: the latest answer, lines and areas, the place lived in; and what the command says."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pyogrio
import pytest
from django.core.management import CommandError, call_command

from maps.consultation.models import Answer, Comment
from residents.models import Neighbourhood
from tests.factories import INSIDE, LINE_INSIDE, make_comment, make_consultation, make_proposal, make_user

pytestmark = pytest.mark.django_db

AREA = {
    "type": "Polygon",
    "coordinates": [[[121.404, 31.244], [121.406, 31.244], [121.406, 31.246], [121.404, 31.246], [121.404, 31.244]]],
}


def exported(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of the workbook by the first word of their headings."""
    call_command("export_comments", str(folder / "out.xlsx"))
    header, *rows = openpyxl.load_workbook(folder / "out.xlsx")["意见"].iter_rows(values_only=True)
    names = [str(name).split("（")[0] for name in header]
    return [dict(zip(names, row, strict=True)) for row in rows]


def layer(path: Path, name: str) -> geopandas.GeoDataFrame:
    return geopandas.read_file(path, layer=name)


def answer(*comments: Comment, day: int, **fields: Any) -> Answer:
    values = {"kind": "later", "text": "以后考虑。", "office": "规划办"} | fields
    made = Answer.objects.create(answered_at=datetime(2026, 3, day, 2, 0, tzinfo=UTC), **values)
    made.comments.set(comments)
    return made


def test_of_several_answers_the_latest_counts_and_all_are_written(tmp_path: Path) -> None:
    comment = make_comment()
    answer(comment, day=9, kind="adopted", text="年内装灯。")
    answer(comment, day=2, kind="later", text="以后考虑。")
    (row,) = exported(tmp_path)
    assert row["答复结论"] == "采纳"
    assert [line.partition("：")[2] for line in row["答复"].split("\n\n")] == ["年内装灯。", "以后考虑。"]
    assert row["答复时间"] == datetime(2026, 3, 9, 10, 0)  # noqa: DTZ001  (the office's clock, as the sheet has it)


def test_one_answer_to_many_comments_stands_beside_each(tmp_path: Path) -> None:
    first, second, third = make_comment(), make_comment(), make_comment()
    answer(first, third, day=2, text="都听到了。")
    rows = {row["意见编号"]: row["答复"] for row in exported(tmp_path)}
    assert rows == {first.pk: "都听到了。", second.pk: None, third.pk: "都听到了。"}


def test_an_answer_about_the_proposal_is_no_answer_to_the_comment(tmp_path: Path) -> None:
    comment = make_comment()
    answer(day=2, proposal=comment.proposal, text="说的是整个方案。")
    (row,) = exported(tmp_path)
    assert row["答复"] is None


def test_a_comment_brings_its_proposal_consultation_and_neighbourhood(tmp_path: Path) -> None:
    proposal = make_proposal(code="RING-1", title="一环")
    make_consultation(proposal, title="春季意见征集")
    home = Neighbourhood.objects.create(name="示例一村")
    make_comment(proposal=proposal, author=make_user(display_name="河边人", neighbourhood=home))
    (row,) = exported(tmp_path)
    assert (row["方案编号"], row["方案"], row["征询"]) == ("RING-1", "一环", "春季意见征集")
    assert (row["署名"], row["居民区"], row["状态"]) == ("河边人", "示例一村", "已发布")


@pytest.mark.parametrize(
    ("shape", "kind", "place"),
    [(INSIDE, "点", (121.405, 31.245)), (LINE_INSIDE, "线", (121.405, 31.245)), (None, None, (None, None))],
    ids=["point", "line", "no_place"],
)
def test_a_sheet_says_what_was_drawn_and_where(
    tmp_path: Path, shape: dict[str, Any] | None, kind: str | None, place: tuple[float | None, float | None]
) -> None:
    make_comment(shape=shape)
    (row,) = exported(tmp_path)
    assert (row["位置类型"], row["经度"], row["纬度"]) == (kind, pytest.approx(place[0]), pytest.approx(place[1]))


def test_an_area_is_marked_by_a_place_within_it(tmp_path: Path) -> None:
    make_comment(shape=AREA)
    (row,) = exported(tmp_path)
    assert row["位置类型"] == "面"
    assert 121.404 < row["经度"] < 121.406
    assert 31.244 < row["纬度"] < 31.246


def test_lines_and_areas_arrive_on_the_map_as_they_were_drawn(tmp_path: Path) -> None:
    file = tmp_path / "out.gpkg"
    make_comment(shape=LINE_INSIDE, text="这条路要亮。")
    make_comment(shape=AREA, text="这片要绿。")
    make_comment(shape=INSIDE, text="这里要坐。")
    call_command("export_comments", str(file))
    lines, areas = layer(file, "comment_lines"), layer(file, "comment_areas")
    (line,) = lines.geometry[0].geoms  # the layer holds MultiLineString
    assert list(line.coords) == [(121.402, 31.242), (121.408, 31.248)]
    assert areas.geometry[0].bounds == (121.404, 31.244, 121.406, 31.246)
    assert (lines.crs.to_epsg(), areas.crs.to_epsg()) == (4326, 4326)
    assert len(layer(file, "comments")) == 3


def test_without_lines_and_areas_there_are_no_layers_of_them(tmp_path: Path) -> None:
    make_comment(shape=INSIDE)
    make_comment(shape=LINE_INSIDE, status="waiting")
    call_command("export_comments", str(tmp_path / "out.gpkg"))
    names = {name for name, _kind in pyogrio.list_layers(tmp_path / "out.gpkg")}
    assert names & {"comments", "comment_lines", "comment_areas"} == {"comments"}


def test_comments_leave_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    made = [make_comment().pk for _number in range(3)]
    assert [row["意见编号"] for row in exported(tmp_path)] == made


# ── what the command says ───────────────────────────────────────────────────────


@pytest.mark.parametrize("number", [0, 2])
def test_it_says_how_many_and_where(tmp_path: Path, capsys: pytest.CaptureFixture[str], number: int) -> None:
    for _number in range(number):
        make_comment()
    make_comment(status="waiting")
    call_command("export_comments", str(tmp_path / "out.xlsx"))
    assert capsys.readouterr().out == f"写出 {number} 条意见：{tmp_path / 'out.xlsx'}\n"


@pytest.mark.parametrize(("name", "says"), [("out.pdf", ".gpkg"), ("nowhere/out.xlsx", "nowhere")])
def test_it_fails_with_a_sentence_that_helps(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("export_comments", str(tmp_path / name))
    assert refused.value.returncode == 1
    assert says in str(refused.value)
    assert list(tmp_path.iterdir()) == []
