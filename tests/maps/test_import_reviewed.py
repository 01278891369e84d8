"""A second file, a second layer of it, and empty cells: what an import does when it is done again."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from shapely import Point

from maps.plan.models import Layer, Proposal
from maps.workbench.importing import UnusableRows, import_layer, import_proposals
from tests import factories
from tests.maps import gis_files

pytestmark = pytest.mark.django_db


def write(path: Path, layer: str, **columns: Any) -> Path:
    gis_files.frame([Point(121.405, 31.245)], **columns).to_file(path, layer=layer, driver="GPKG")
    return path


def test_each_layer_of_a_file_becomes_one_of_the_plan(tmp_path: Path) -> None:
    plan = factories.make_plan()
    path = write(tmp_path / "ground.gpkg", "roads", name=["花溪路"])
    write(path, "water", name=["环浜"])
    for sublayer in ("roads", "water"):
        assert import_layer(path, plan=plan, sublayer=sublayer).created == 1
    assert set(Layer.objects.values_list("name", flat=True)) == {"roads", "water"}
    assert import_layer(path, plan=plan, sublayer="water").unchanged == 1


def test_other_words_about_a_layer_are_stored_and_the_same_ones_change_nothing(tmp_path: Path) -> None:
    plan = factories.make_plan()
    path = write(tmp_path / "roads.gpkg", "roads", name=["花溪路"])
    import_layer(path, plan=plan, licence="ODbL 1.0")
    assert import_layer(path, plan=plan, licence="ODbL 1.0").unchanged == 1
    assert import_layer(path, plan=plan, licence="CC0").created == 1
    assert Layer.objects.get().version == 2


PROPOSAL = {
    "code": ["P-1"], "slug": ["ring"], "title": ["一环"], "kind": ["culture"], "theme": ["green"],
    "culture_system": ["market"], "summary": ["走一圈。"],
}  # fmt: skip


def test_an_empty_cell_empties_what_may_be_empty(tmp_path: Path) -> None:
    plan = factories.make_plan()
    import_proposals(write(tmp_path / "a.gpkg", "a", **PROPOSAL), plan=plan)
    changed = PROPOSAL | {"kind": ["project"], "culture_system": [None]}
    import_proposals(write(tmp_path / "b.gpkg", "b", **changed), plan=plan)
    assert Proposal.objects.get().get_latest_revision_as_object().culture_system == ""


def test_a_number_written_as_text_is_no_change(tmp_path: Path) -> None:
    plan = factories.make_plan()
    path = write(tmp_path / "a.gpkg", "a", **PROPOSAL, order=["3"])
    import_proposals(path, plan=plan)
    assert import_proposals(path, plan=plan).unchanged == 1


def test_a_fault_names_its_column(tmp_path: Path) -> None:
    faulty = PROPOSAL | {"title": [None], "theme": ["blue"]}
    with pytest.raises(UnusableRows) as refused:
        import_proposals(write(tmp_path / "a.gpkg", "a", **faulty), plan=factories.make_plan())
    (sentence,) = refused.value.faults
    assert "名称：" in sentence
    assert "主题：" in sentence


@pytest.mark.parametrize("shape", [factories.INSIDE, factories.LINE_INSIDE], ids=["point", "line"])
def test_an_outline_has_an_inside(shape: Any) -> None:
    plan = factories.make_plan()
    plan.outline = shape
    with pytest.raises(ValidationError, match="闭合的面"):
        plan.full_clean()


def test_a_shape_changed_in_place_is_written_with_its_columns() -> None:
    comment = factories.make_comment(status="waiting", shape={"type": "Point", "coordinates": [121.402, 31.242]})
    for west in (121.403, 121.404):
        comment.shape["coordinates"][0] = west
        comment.save()
        comment.refresh_from_db(fields=["west"])
        assert comment.west == west
    call_command("recount", "--check")
