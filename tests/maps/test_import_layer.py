"""A GIS file becomes a layer or draft proposals: all of it, or nothing."""

from pathlib import Path
from typing import Any

import geopandas
import pytest
from django.core.management import CommandError, call_command
from shapely import LineString, Point, Polygon

from maps.plan.models import Feature, Layer, Plan, Proposal
from maps.workbench.importing import paragraphs
from tests.factories import make_plan, make_proposal

pytestmark = pytest.mark.django_db

LINE = LineString([(121.402, 31.242), (121.408, 31.248)])
ROW = {
    "code": "RING-1",
    "slug": "ring",
    "title": "一环",
    "kind": "ring",
    "theme": "green",
    "culture_system": "",
    "summary": "沿河走一圈。",
    "body": "第一段。\n\n第二段 <b>不是标签</b>。",
    "order": 1,
}


@pytest.fixture
def plan() -> Plan:
    return make_plan(slug="square")


def write(path: Path, *rows: dict[str, Any], crs: str | None = "EPSG:4326", shape: Any = LINE) -> Path:
    """Write rows as a GIS file; a row may bring its own ``shape``. Coordinates are given in degrees."""
    shapes = [row.pop("shape", shape) for row in (dict(r) for r in rows)]
    plain = [{k: v for k, v in row.items() if k != "shape"} for row in rows]
    frame = geopandas.GeoDataFrame(plain, geometry=shapes, crs="EPSG:4326" if crs else None)
    (frame.to_crs(crs) if crs else frame).to_file(path)
    return path


def run(file: Path, *options: str) -> None:
    call_command("import_layer", str(file), "--plan", "square", *options)


# --- layers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4549", "EPSG:3857", "EPSG:4490"])
def test_a_layer_lands_in_degrees_whatever_its_coordinate_system(plan: Plan, tmp_path: Path, crs: str) -> None:
    run(write(tmp_path / "roads.gpkg", {"name": "花溪路"}, crs=crs))
    feature = Feature.objects.get(layer__plan=plan)
    (lon, lat), _end = feature.shape["coordinates"]
    assert (lon, lat) == pytest.approx((121.402, 31.242), abs=2e-6)
    assert feature.properties["name"] == "花溪路"
    assert feature.west == pytest.approx(121.402, abs=2e-6)


def test_the_layer_says_where_it_comes_from(plan: Plan, tmp_path: Path) -> None:
    run(
        write(tmp_path / "roads.geojson", {"name": "花溪路"}),
        "--name",
        "道路",
        "--attribution",
        "© 某单位",
        "--licence",
        "CC0",
    )
    layer = Layer.objects.get()
    assert (layer.name, layer.attribution, layer.licence) == ("道路", "© 某单位", "CC0")
    assert (layer.file_name, layer.version, len(layer.file_sha256)) == ("roads.geojson", 1, 64)
    assert "4326" in layer.source_crs


def test_the_same_file_again_changes_nothing(plan: Plan, tmp_path: Path) -> None:
    file = write(tmp_path / "roads.gpkg", {"name": "花溪路"})
    run(file)
    before = Feature.objects.get().pk
    run(file)
    assert Feature.objects.get().pk == before
    assert Layer.objects.get().version == 1


def test_a_changed_file_replaces_the_layer_and_counts_the_version(plan: Plan, tmp_path: Path) -> None:
    run(write(tmp_path / "roads.gpkg", {"name": "花溪路"}))
    (tmp_path / "roads.gpkg").unlink()
    run(write(tmp_path / "roads.gpkg", {"name": "兰溪路"}, {"name": "枫桥路"}))
    assert Layer.objects.get().version == 2
    assert sorted(f.properties["name"] for f in Feature.objects.all()) == ["兰溪路", "枫桥路"]


def test_a_file_elsewhere_is_refused_and_the_old_layer_stays(plan: Plan, tmp_path: Path) -> None:
    run(write(tmp_path / "roads.gpkg", {"name": "花溪路"}))
    (tmp_path / "roads.gpkg").unlink()
    with pytest.raises(CommandError, match="范围"):
        run(write(tmp_path / "roads.gpkg", {"name": "柏林"}, shape=Point(13.4, 52.5)))
    assert Feature.objects.get().properties["name"] == "花溪路"


def test_a_file_without_a_coordinate_system_is_refused_and_says_so(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="坐标系"):
        run(write(tmp_path / "roads.gpkg", {"name": "花溪路"}, crs=None))
    assert not Layer.objects.exists()


def test_naming_the_coordinate_system_lets_it_in(plan: Plan, tmp_path: Path) -> None:
    run(write(tmp_path / "roads.gpkg", {"name": "花溪路"}, crs=None), "--crs", "EPSG:4326")
    assert Layer.objects.exists()


def test_what_is_no_gis_file_is_refused(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "roads.gpkg").write_bytes(b"not a database")
    with pytest.raises(CommandError):
        run(tmp_path / "roads.gpkg")
    assert not Layer.objects.exists()


def test_an_unknown_plan_is_refused_with_the_names_of_those_there_are(plan: Plan, tmp_path: Path) -> None:
    file = write(tmp_path / "roads.gpkg", {"name": "花溪路"})
    with pytest.raises(CommandError, match="square"):
        call_command("import_layer", str(file), "--plan", "sqare")


# --- proposals ------------------------------------------------------------------------------------


def test_a_row_becomes_a_draft_that_nobody_sees_yet(plan: Plan, tmp_path: Path) -> None:
    run(write(tmp_path / "plan.geojson", ROW), "--as", "proposals")
    proposal = Proposal.objects.get(plan=plan, code="RING-1")
    assert (proposal.slug, proposal.title, proposal.kind, proposal.live) == ("ring", "一环", "ring", False)
    assert not Proposal.objects.published().exists()
    assert proposal.latest_revision is not None


def test_the_body_becomes_paragraphs_with_nothing_in_them_taken_for_markup() -> None:
    assert (
        paragraphs("第一段。\r\n\r\n第二段 <b>x</b>。\n\n\n") == "<p>第一段。</p><p>第二段 &lt;b&gt;x&lt;/b&gt;。</p>"
    )


def test_chinese_words_are_understood_for_kinds_and_columns(plan: Plan, tmp_path: Path) -> None:
    row = {"code": "A-1", "地址": "axis-one", "名称": "轴线", "类型": "轴线", "主题": "绿色", "一句话": "走得通。"}
    run(write(tmp_path / "plan.gpkg", row), "--as", "proposals")
    assert Proposal.objects.get(code="A-1").kind == Proposal.Kind.AXIS


def test_the_same_code_again_updates_the_draft_and_not_the_published_text(plan: Plan, tmp_path: Path) -> None:
    existing = make_proposal(plan=plan, code="RING-1", slug="ring", title="一环")
    run(write(tmp_path / "plan.geojson", ROW | {"title": "一环（新）"}), "--as", "proposals")
    existing.refresh_from_db()
    assert (existing.title, existing.live, existing.has_unpublished_changes) == ("一环", True, True)
    assert existing.get_latest_revision_as_object().title == "一环（新）"


def test_a_second_run_makes_no_second_revision(plan: Plan, tmp_path: Path) -> None:
    file = write(tmp_path / "plan.geojson", ROW)
    run(file, "--as", "proposals")
    run(file, "--as", "proposals")
    assert Proposal.objects.get().revisions.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"kind": "palace"}, "第 2 行", id="unknown_kind"),
        pytest.param({"code": None}, "缺少编号", id="no_code"),
        pytest.param({"code": "RING-1"}, "编号重复", id="code_twice"),
        pytest.param({"slug": "tiles"}, "地址", id="reserved_slug"),
        pytest.param({"kind": "culture"}, "所属体系", id="culture_without_system"),
        pytest.param({"title": ""}, "第 2 行", id="no_title"),
    ],
)
def test_one_bad_row_and_nothing_is_stored(plan: Plan, tmp_path: Path, change: dict[str, Any], said: str) -> None:
    second = ROW | {"code": "RING-2", "slug": "ring-two"} | change
    with pytest.raises(CommandError, match=said):
        run(write(tmp_path / "plan.geojson", ROW, second), "--as", "proposals")
    assert not Proposal.objects.exists()


def test_a_shape_that_leaves_the_outline_is_taken_and_named(
    plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beyond = Polygon([(121.408, 31.244), (121.412, 31.244), (121.412, 31.246), (121.408, 31.246)])
    run(write(tmp_path / "plan.geojson", ROW, shape=beyond), "--as", "proposals")
    assert "有一部分在规划范围之外：一环" in capsys.readouterr().out
