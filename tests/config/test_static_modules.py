"""ES modules import each other by hashed names, or a browser would load each of them twice."""

import fnmatch
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from pytest_django import Settings
from whitenoise.storage import MissingFileError

from config.staticfiles import OWN_MODULES

ROOT = Path(__file__).resolve().parents[2]
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")
#: Every way to name a module: static, for effect only, re-exported, dynamic.
NAMED = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"']+)["']""")
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)


def collect(settings: Settings, source: list[Path], target: Path) -> dict[str, str]:
    """Collect ``source`` as production does; return original → hashed names."""
    settings.STATICFILES_DIRS = source
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = target
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "config.staticfiles.HashedModulesStorage"}}
    get_finder: Any = finders.get_finder
    get_finder.cache_clear()
    call_command("collectstatic", interactive=False, verbosity=0)
    get_finder.cache_clear()
    names: dict[str, str] = json.loads((target / "staticfiles.json").read_text())["paths"]
    return names


def imported_by(file: Path) -> list[str]:
    return NAMED.findall(COMMENT.sub("", file.read_text()))


SAMPLE = {
    "maps/page.js": 'import { tile } from "./tile.js";\nimport "../js/side.js";\nexport { tile } from "./tile.js";\n'
    'const later = () => import("./later.js");\n',
    "maps/tile.js": "export const tile = 1;\n",
    "maps/later.js": "export const later = 2;\n",
    "js/side.js": "window.side = 3;\n",
    "others/vendor.js": 'import { a } from "./a.js";\n',
    "others/a.js": "export const a = 1;\n",
}


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return write(tmp_path / "source", SAMPLE)


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_imports_of_our_modules_are_rewritten_to_hashed_names(settings: Settings, sample: Path, tmp_path: Path) -> None:
    names = collect(settings, [sample], tmp_path / "static")
    page = imported_by(tmp_path / "static" / names["maps/page.js"])
    tile, later = (f"./{Path(names[f'maps/{module}.js']).name}" for module in ("tile", "later"))
    assert page == [tile, f"../{names['js/side.js']}", tile, later]


def test_a_changed_module_changes_the_name_of_who_imports_it(settings: Settings, sample: Path, tmp_path: Path) -> None:
    before = collect(settings, [sample], tmp_path / "before")
    write(sample, {"maps/tile.js": "export const tile = 10;\n"})
    after = collect(settings, [sample], tmp_path / "after")
    assert before["maps/page.js"] != after["maps/page.js"]
    assert before["maps/later.js"] == after["maps/later.js"]


def test_what_others_wrote_is_left_as_it_is(settings: Settings, sample: Path, tmp_path: Path) -> None:
    names = collect(settings, [sample], tmp_path / "static")
    assert imported_by(tmp_path / "static" / names["others/vendor.js"]) == ["./a.js"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('import { tile } from "./tile.js"', id="without_its_semicolon"),
        pytest.param("import { tile } from './tile.js';", id="single_quotes"),
        pytest.param('import {\n  tile,\n} from "./tile.js";', id="over_three_lines"),
        pytest.param('import * as all from "./tile.js";', id="all"),
        pytest.param('const later = () => import( "./tile.js" );', id="dynamic_with_spaces"),
        pytest.param('export const from = 1;\nimport { tile } from "./tile.js";', id="after_an_export"),
    ],
)
def test_an_import_is_rewritten_however_it_is_written(
    settings: Settings, sample: Path, tmp_path: Path, line: str
) -> None:
    write(sample, {"maps/page.js": line})
    names = collect(settings, [sample], tmp_path / "static")
    assert imported_by(tmp_path / "static" / names["maps/page.js"]) == [f"./{Path(names['maps/tile.js']).name}"]


def test_a_module_that_is_not_there_stops_the_collecting(settings: Settings, sample: Path, tmp_path: Path) -> None:
    write(sample, {"maps/page.js": 'import { gone } from "./gone.js";\n'})
    with pytest.raises(MissingFileError, match=r"gone\.js"):
        collect(settings, [sample], tmp_path / "static")


FOLDERS = [f for f in ROOT.glob("**/static") if f.is_dir() and not {"var", ".venv"} & set(f.relative_to(ROOT).parts)]


def of_our_patterns(name: str) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in OWN_MODULES)


def test_every_import_in_our_own_modules_is_rewritten(settings: Settings, tmp_path: Path) -> None:
    names = collect(settings, FOLDERS, tmp_path / "static")
    ours = {name: hashed for name, hashed in names.items() if of_our_patterns(name)}
    assert "js/site.js" in ours
    missed = {
        f"{name} imports {module}"
        for name, hashed in ours.items()
        for module in imported_by(tmp_path / "static" / hashed)
        if not HASHED.search(module)
    }
    assert missed == set()


def test_every_module_of_ours_is_in_a_folder_whose_imports_are_rewritten() -> None:
    ours = [str(file.relative_to(folder)) for folder in FOLDERS for file in folder.rglob("*.js") if imported_by(file)]
    assert [name for name in ours if not of_our_patterns(name)] == []
