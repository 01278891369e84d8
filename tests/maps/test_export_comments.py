"""Published comments leave as files that QGIS, Excel and WPS open."""

from pathlib import Path

import geopandas
import openpyxl
import pyogrio
import pytest
from django.core.management import CommandError, call_command

from maps.consultation.models import Answer, Comment
from tests.factories import INSIDE, make_comment, make_proposal, make_user

pytestmark = pytest.mark.django_db


def cells(file: Path) -> list[str]:
    book = openpyxl.load_workbook(file)
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_map_file_holds_the_comment_at_its_place(tmp_path: Path) -> None:
    make_comment(shape=INSIDE, text="这里少一盏灯。", proposal=make_proposal(title="一环"))
    call_command("export_comments", str(tmp_path / "out.gpkg"))
    name = pyogrio.list_layers(tmp_path / "out.gpkg")[0][0]
    frame = geopandas.read_file(tmp_path / "out.gpkg", layer=name)
    assert frame.crs.to_epsg() == 4326
    assert (frame.geometry[0].x, frame.geometry[0].y) == pytest.approx((121.405, 31.245))
    assert "这里少一盏灯。" in frame.iloc[0].to_list()
    assert "一环" in frame.iloc[0].to_list()


def test_a_spreadsheet_holds_text_state_and_answer(tmp_path: Path) -> None:
    comment = make_comment(text="这里少一盏灯。")
    Answer.objects.create(kind="adopted", text="年内装灯（示例）。", office="示例单位").comments.add(comment)
    call_command("export_comments", str(tmp_path / "out.xlsx"))
    found = cells(tmp_path / "out.xlsx")
    assert {"这里少一盏灯。", "已发布", "采纳", "年内装灯（示例）。", "示例单位"} <= set(found)
    assert any("4326" in cell for cell in found)


@pytest.mark.parametrize("status", [s for s in Comment.Status if s != Comment.Status.PUBLISHED])
def test_nothing_unpublished_leaves(tmp_path: Path, status: str) -> None:
    make_comment(text="还不能公开的话。", status=status)
    make_comment(text="可以公开的话。")
    call_command("export_comments", str(tmp_path / "out.xlsx"))
    found = cells(tmp_path / "out.xlsx")
    assert "可以公开的话。" in found
    assert "还不能公开的话。" not in found


def test_a_formula_stays_text(tmp_path: Path) -> None:
    make_comment(text='=HYPERLINK("http://example.org")')
    call_command("export_comments", str(tmp_path / "out.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_no_name_behind_the_display_name_leaves(tmp_path: Path) -> None:
    make_comment(author=make_user("secret-login", email="secret@example.org", display_name="河边人"))
    call_command("export_comments", str(tmp_path / "out.xlsx"))
    found = "\n".join(cells(tmp_path / "out.xlsx"))
    assert "河边人" in found
    assert "secret" not in found


def test_no_comments_make_a_file_with_a_header(tmp_path: Path) -> None:
    call_command("export_comments", str(tmp_path / "out.xlsx"))
    assert cells(tmp_path / "out.xlsx")


@pytest.mark.parametrize("name", ["out.doc", "out", "nowhere/out.xlsx"])
def test_what_cannot_be_written_is_refused_with_a_reason(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError):
        call_command("export_comments", str(tmp_path / name))
    assert list(tmp_path.iterdir()) == []
