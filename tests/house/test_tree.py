"""What a careful reader would stop at anywhere in the tree."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REGISTRIES = re.compile(
    "|".join(("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "deb" + r"\.debian\.org"))
)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:json|ld\+json)\")|\sstyle=|\son[a-z]+=\"")


def tracked(*endings: str) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    files = [ROOT / line for line in listing.stdout.splitlines()]
    return [f for f in files if f.is_file() and (not endings or f.suffix in endings)]


def test_site_is_a_source_root_and_not_a_package() -> None:
    assert not (ROOT / "site/__init__.py").exists()


def test_no_file_names_a_registry() -> None:
    texts = {
        f: f.read_text(errors="ignore") for f in tracked(".py", ".toml", ".lock", ".md", ".txt", "", ".html", ".js")
    }
    assert [str(f) for f, text in texts.items() if REGISTRIES.search(text)] == []


def test_the_media_app_is_not_ignored() -> None:
    assert not re.search(r"^/?media/?$", (ROOT / ".gitignore").read_text(), re.MULTILINE)


def public_templates() -> list[Path]:
    return [f for f in tracked(".html") if "admin" not in f.parts and "wagtailadmin" not in f.parts]


@pytest.mark.parametrize("template", public_templates(), ids=lambda f: str(f.relative_to(ROOT)))
def test_a_public_template_carries_no_inline_script_or_style(template: Path) -> None:
    assert not INLINE.search(template.read_text())


def test_the_scan_for_inline_code_sees_it() -> None:
    assert INLINE.search("<p style='x'>")
    assert INLINE.search("<script>alert(1)</script>")
    assert INLINE.search('<a onclick="x()">')
    assert not INLINE.search('<script type="module" src="x.js"></script>')


def python_files() -> list[Path]:
    return [f for f in tracked(".py") if "migrations" not in f.parts]


def test_every_module_is_short_and_has_a_name_that_says_something() -> None:
    long = [str(f) for f in python_files() if len([x for x in f.read_text().splitlines() if x.strip()]) > 400]
    vague = [str(f) for f in python_files() if f.name in {"utils.py", "helpers.py", "common.py", "misc.py"}]
    assert (long, vague) == ([], [])


def functions(file: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(file.read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def lines_of_code(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring."""
    first = node.body[0]
    documented = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    begin = (first.end_lineno if documented else node.lineno) or 0
    return (node.end_lineno or 0) - begin


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = [
        f"{f}:{node.lineno} {node.name}" for f in python_files() for node in functions(f) if lines_of_code(node) > 50
    ]
    assert long == []
