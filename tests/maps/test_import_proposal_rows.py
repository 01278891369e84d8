"""Rows of a file as draft proposals: every fault named at once, Chinese columns, what is left as it was."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from shapely import Point

from maps.plan.models import Plan, Proposal
from maps.workbench.importing import UnusableRows, import_proposals, paragraphs
from tests.factories import make_plan, make_proposal
from tests.maps.gis_files import BOW_TIE, SQUARE, frame, gpkg

pytestmark = pytest.mark.django_db

IN_ENGLISH = {
    "code": "LAMP-1",
    "slug": "lamps",
    "title": "夜灯",
    "kind": "project",
    "theme": "open",
    "summary": "夜里看得见路。",
}
IN_CHINESE = {
    "编号": "MARKET-1",
    "地址": "market",
    "名称": "集市",
    "类型": "文化空间",
    "主题": "人文",
    "文化体系": "市井文化",
    "一句话": "买菜顺路。",
    "说明": "第一段。\n\n第二段。",
    "进展": "建设中",
    "顺序": 12,
}


@pytest.fixture
def plan() -> Plan:
    return make_plan(slug="square")


def file_of(folder: Path, *rows: dict[str, Any], shape: Any = None) -> Path:
    """Write rows that all have the same columns, each at the same place."""
    columns: dict[str, Any] = {name: [row.get(name) for row in rows] for name in rows[0]}
    shapes = [shape or Point(121.4035, 31.2405)] * len(rows)
    path = folder / "plan.gpkg"
    path.unlink(missing_ok=True)
    return gpkg(path, frame(shapes, **columns))


def faults_of(path: Path, plan: Plan) -> list[str]:
    with pytest.raises(UnusableRows) as refused:
        import_proposals(path, plan=plan)
    assert not Proposal.objects.filter(plan=plan).exists()
    return refused.value.faults


# ── columns ─────────────────────────────────────────────────────────────────────


def test_every_column_may_be_written_in_chinese(plan: Plan, tmp_path: Path) -> None:
    import_proposals(file_of(tmp_path, IN_CHINESE), plan=plan)
    made = Proposal.objects.get()
    assert (made.code, made.slug, made.title, made.summary) == ("MARKET-1", "market", "集市", "买菜顺路。")
    assert (made.kind, made.theme, made.culture_system, made.status) == ("culture", "culture", "market", "building")
    assert (made.order, made.body) == (12, "<p>第一段。</p><p>第二段。</p>")


def test_a_column_in_english_goes_before_the_same_in_chinese(plan: Plan, tmp_path: Path) -> None:
    import_proposals(file_of(tmp_path, IN_ENGLISH | {"名称": "别的名字"}), plan=plan)
    assert Proposal.objects.get().title == "夜灯"


def test_a_column_nobody_knows_is_left_alone(plan: Plan, tmp_path: Path) -> None:
    import_proposals(file_of(tmp_path, IN_ENGLISH | {"live": 1, "颜色": "红"}), plan=plan)
    assert Proposal.objects.get().live is False


def test_what_the_file_does_not_say_has_the_usual_value(plan: Plan, tmp_path: Path) -> None:
    row = {name: value for name, value in IN_ENGLISH.items() if name != "slug"} | {"code": "LAMP_1"}
    import_proposals(file_of(tmp_path, row), plan=plan)
    made = Proposal.objects.get()
    assert (made.slug, made.status, made.order, made.body) == ("lamp-1", "idea", 100, "")


def test_what_a_new_file_does_not_say_stays_as_an_editor_wrote_it(plan: Plan, tmp_path: Path) -> None:
    existing = make_proposal(plan=plan, code="LAMP-1", slug="lamps", kind="project", body="<p>编辑写的。</p>")
    result = import_proposals(file_of(tmp_path, IN_ENGLISH), plan=plan)
    draft = Proposal.objects.get(pk=existing.pk).get_latest_revision_as_object()
    assert (draft.title, draft.body) == ("夜灯", "<p>编辑写的。</p>")
    assert (result.created, result.updated, result.unchanged) == (0, 1, 0)


def test_the_same_code_in_another_plan_is_another_proposal(plan: Plan, tmp_path: Path) -> None:
    other = make_proposal(plan=make_plan(site=None), code="LAMP-1", title="别处的灯")
    import_proposals(file_of(tmp_path, IN_ENGLISH), plan=plan)
    assert Proposal.objects.filter(code="LAMP-1").count() == 2
    other.refresh_from_db()
    assert (other.title, other.latest_revision) == ("别处的灯", None)


@pytest.mark.parametrize(
    ("text", "rich"),
    [
        ("", ""),
        ("  \n\n \n", ""),
        ("一段。", "<p>一段。</p>"),
        ("一行\n二行", "<p>一行\n二行</p>"),
        ("一段。\n\n\n\n二段。", "<p>一段。</p><p>二段。</p>"),
        ('<script>x</script> & "话"', "<p>&lt;script&gt;x&lt;/script&gt; &amp; &quot;话&quot;</p>"),
    ],
    ids=["nothing", "white_space", "one", "line_break", "many_blank_lines", "markup"],
)
def test_plain_text_becomes_paragraphs(text: str, rich: str) -> None:
    assert paragraphs(text) == rich


# ── faults ──────────────────────────────────────────────────────────────────────


def test_every_faulty_row_is_named_at_once_by_its_number(plan: Plan, tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        IN_ENGLISH,
        IN_ENGLISH | {"code": "A-2", "slug": "two", "kind": "palace"},
        IN_ENGLISH | {"code": "A-3", "slug": "three"},
        IN_ENGLISH | {"code": None, "slug": "four"},
        IN_ENGLISH | {"code": "A-3", "slug": "five"},
    ]
    faults = faults_of(file_of(tmp_path, *rows), plan)
    assert [fault.split("：")[0] for fault in faults] == ["第 2 行", "第 4 行", "第 5 行"]
    assert "缺少编号" in faults[1]
    assert "编号重复：A-3" in faults[2]


def test_a_row_with_two_faults_names_both(plan: Plan, tmp_path: Path) -> None:
    (fault,) = faults_of(file_of(tmp_path, IN_ENGLISH | {"slug": "tiles", "title": ""}), plan)
    assert fault.count("；") == 1


def test_two_rows_with_one_address_are_named_and_nothing_is_stored(plan: Plan, tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [IN_ENGLISH, IN_ENGLISH | {"code": "LAMP-2"}]
    (fault,) = faults_of(file_of(tmp_path, *rows), plan)
    assert fault == "第 2 行：地址重复：lamps"


def test_an_address_that_another_proposal_has_is_refused(plan: Plan, tmp_path: Path) -> None:
    make_proposal(plan=plan, code="OLD-1", slug="lamps")
    with pytest.raises(UnusableRows):
        import_proposals(file_of(tmp_path, IN_ENGLISH), plan=plan)
    assert list(Proposal.objects.values_list("code", flat=True)) == ["OLD-1"]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "字" * 81},
        {"summary": "字" * 201},
        {"theme": "蓝色"},
        {"slug": "不行"},
        {"status": "maybe"},
        {"order": -1},
        {"culture_system": "market"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_value_that_no_proposal_may_have_is_refused(plan: Plan, tmp_path: Path, change: dict[str, Any]) -> None:
    (fault,) = faults_of(file_of(tmp_path, IN_ENGLISH | change), plan)
    assert fault.startswith("第 1 行：")


def test_a_fault_in_a_new_file_leaves_older_drafts_as_they_were(plan: Plan, tmp_path: Path) -> None:
    import_proposals(file_of(tmp_path, IN_ENGLISH), plan=plan)
    bad = [IN_ENGLISH | {"title": "改过的灯"}, IN_ENGLISH | {"code": "A-2", "slug": "two", "kind": "palace"}]
    with pytest.raises(UnusableRows):
        import_proposals(file_of(tmp_path, *bad), plan=plan)
    draft = Proposal.objects.get().get_latest_revision_as_object()
    assert draft.title == "夜灯"


# ── what the command says ───────────────────────────────────────────────────────


def said(capsys: pytest.CaptureFixture[str], file: Path, *options: str) -> list[str]:
    call_command("import_layer", str(file), "--plan", "square", *options)
    return capsys.readouterr().out.splitlines()


def test_it_says_the_system_and_what_it_did(plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = gpkg(tmp_path / "trees.gpkg", frame([Point(121.4035, 31.2405), Point(121.404, 31.241)], "EPSG:4549"))
    first, again = said(capsys, file), said(capsys, file)
    assert "EPSG:4549" in first[0]
    assert first[1] == "新增 2，更新 0，未变 0。"
    assert again[1] == "新增 0，更新 0，未变 2。"


def test_it_says_how_many_drafts_are_new_changed_and_as_before(
    plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = IN_ENGLISH | {"code": "LAMP-2", "slug": "more-lamps"}
    said(capsys, file_of(tmp_path, IN_ENGLISH, second), "--as", "proposals")
    third = IN_ENGLISH | {"code": "LAMP-3", "slug": "most-lamps"}
    rows = (IN_ENGLISH, second | {"title": "更多夜灯"}, third)
    assert said(capsys, file_of(tmp_path, *rows), "--as", "proposals")[1] == "新增 1，更新 1，未变 1。"


def test_it_says_what_it_repaired_and_what_it_left_out(
    plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = said(capsys, gpkg(tmp_path / "areas.gpkg", frame([SQUARE, BOW_TIE, None])))
    assert lines[1] == "新增 2，更新 0，未变 0。"
    notes = [line for line in lines if line.startswith("- ")]
    assert any("已自动修复（第 2 个）" in note for note in notes)
    assert any("没有导入（第 3 条）" in note for note in notes)


def test_a_sound_file_gets_no_remark(plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, gpkg(tmp_path / "trees.gpkg"))
    assert [line for line in lines if line.startswith("- ")] == []


def test_faults_are_listed_line_by_line_and_the_command_fails(plan: Plan, tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [IN_ENGLISH | {"kind": "palace"}, IN_ENGLISH | {"code": None}]
    file = file_of(tmp_path, *rows)
    with pytest.raises(CommandError) as refused:
        call_command("import_layer", str(file), "--plan", "square", "--as", "proposals")
    heading, *lines = str(refused.value).splitlines()
    assert heading == "没有导入，请改正后再试："
    assert [line[:5] for line in lines] == ["第 1 行", "第 2 行"]
    assert refused.value.returncode == 1


def test_without_any_plan_it_says_that_there_is_none(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="一个也没有"):
        call_command("import_layer", str(gpkg(tmp_path / "trees.gpkg")), "--plan", "square")
