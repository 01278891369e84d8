"""The rooms import one way, and a broken arrow is noticed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("cms", "maps", "media", "site")
LOAD_TAG = re.compile(r"{%\s*load\s+([^%]+)%}")


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [linter, "--no-cache"],
        cwd=tree,
        env={"PYTHONPATH": f"{tree}:{tree / 'site'}", "PATH": "/usr/bin:/bin", "HOME": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copied_tree(tmp_path: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "static", "shapes"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_rooms_import_one_way() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        pytest.param("maps/plan/models/plan.py", "import cms.models", id="maps_may_not_know_pages"),
        pytest.param("media/models/library.py", "import residents.models", id="media_may_not_know_residents"),
        pytest.param("site/residents/models/user.py", "import maps.plan.models", id="residents_may_not_know_maps"),
        pytest.param("site/pagecache/pages.py", "import residents.models", id="pagecache_knows_nobody"),
        pytest.param("maps/plan/models/plan.py", "import maps.consultation.models", id="a_plan_knows_no_comments"),
        pytest.param("maps/consultation/apps.py", "import maps.explorer.views", id="writing_knows_no_exploring"),
        pytest.param("maps/geometry.py", "import maps.plan.fields", id="geometry_knows_no_models"),
    ],
)
def test_a_broken_arrow_is_noticed(copied_tree: Path, module: str, line: str) -> None:
    file = copied_tree / module
    file.write_text(f"{file.read_text()}\n{line}\n")
    result = lint_imports(copied_tree)
    assert result.returncode != 0
    assert "BROKEN" in result.stdout


def tags_loaded_by(room: Path) -> set[str]:
    templates = [f.read_text() for f in room.rglob("templates/**/*.html")]
    return {tag for text in templates for loaded in LOAD_TAG.findall(text) for tag in loaded.split()}


def test_templates_of_maps_load_no_tag_of_cms() -> None:
    tags_of_cms = {f.stem for f in (ROOT / "cms/templatetags").glob("*.py")} - {"__init__"}
    assert tags_of_cms
    assert not tags_loaded_by(ROOT / "maps") & tags_of_cms


def test_the_scan_for_tags_sees_a_load() -> None:
    assert "navigation" in tags_loaded_by(ROOT / "site")
