"""The texts a visitor may meet, and their English: ``python -m tests.messages`` brings the catalogue up to date.

What is public is said by folders: a new template or module is looked at without being named here.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "site" / "locale" / "en" / "LC_MESSAGES" / "django.po"
ROOMS = ("cms", "maps", "media", "site/config", "site/languages", "site/residents", "site/templates")
#: Parts of paths that only the office's people and machines meet, and letters, which are Chinese whoever asked for them.
BACK_OFFICE = re.compile(
    r"/(admin|wagtailadmin|people|management|migrations|imports|workbench|demo|settings|tests|email)/"
    r"|/(apps|checks|roles|wagtail_hooks|checking|flags|landing|errors_of_files|\w+_admin|people_app|middleware|aliyun)\.py$"
    r"|^(cms/(blocks|election_blocks|forms|forms_importing|import_bodies|importing|most_read|services|stale)"
    r"|cms/models/(correction|draft_link|imports|settings)|maps/(errors|landing|credits)|maps/plan/(fields|admin)"
    r"|maps/consultation/(default_words|models/(closing|decision|evidence|flag|standing|revision))"
    r"|media/(captions|models/.*)|site/(config/back_office|residents/letters))(\.py|/)"
)
#: Keywords of models and panels whose texts stand in the back office only.
UNSEEN = {"verbose_name", "verbose_name_plural", "help_text", "heading", "menu_label"}
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
#: A Chinese character or sign: what is written in no other language of ours.
HAN = re.compile("[\u3001-\u303f\u4e00-\u9fff\uff01-\uff65]")
HAN_RUN = re.compile(f"{HAN.pattern}+")
_LITERAL = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_IN_TEMPLATE = re.compile(rf"\b(?:gettext|ngettext|_)\({_LITERAL}(?:\s*,\s*{_LITERAL})?")

Message = tuple[str, str]


def public_files() -> list[Path]:
    found = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".html", ".txt"))
    return sorted(path for path in found if not BACK_OFFICE.search(path.relative_to(ROOT).as_posix()))


def messages_of(path: Path) -> Iterator[Message]:
    """Yield each Chinese text of a file with its plural, or with nothing."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        found = _of_module(ast.parse(text), is_model="/models" in path.as_posix())
    elif "{%" in text:
        literals = _IN_TEMPLATE.findall(templatize(text, origin=str(path)))
        found = ((ast.literal_eval(one), ast.literal_eval(many) if many else "") for one, many in literals)
    else:
        return
    yield from ((one, many) for one, many in found if HAN.search(one))


def _of_module(node: ast.AST, *, is_model: bool) -> Iterator[Message]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.keyword) and is_model and child.arg in UNSEEN:
            continue
        if isinstance(child, ast.Assign) and is_model and getattr(child.targets[0], "id", "") in UNSEEN:
            continue
        if isinstance(child, ast.Call) and is_model and _is_field(child):
            continue
        if isinstance(child, ast.Call) and getattr(child.func, "id", "") in CALLS:
            said = [arg.value for arg in child.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if said:
                yield said[0], said[1] if len(said) > 1 else ""
        yield from _of_module(child, is_model=is_model)


def _is_field(call: ast.Call) -> bool:
    """Whether a column is made here: its name is read in the back office, and forms give theirs themselves."""
    return isinstance(call.func, ast.Attribute) and call.func.attr.endswith(("Field", "ForeignKey", "FieldPanel"))


def public_messages() -> dict[str, tuple[str, list[str]]]:
    """Return each public text with its plural and the files it stands in."""
    found: dict[str, tuple[str, list[str]]] = {}
    for path in public_files():
        for one, many in messages_of(path):
            known, files = found.setdefault(one, (many, []))
            where = path.relative_to(ROOT).as_posix()
            found[one] = (known or many, files if where in files else [*files, where])
    return found


def update() -> int:
    """Write what is new into the catalogue and what is gone out of it, compile it, and return what has no English yet."""
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=0) if CATALOGUE.exists() else polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    known = {entry.msgid: entry for entry in catalogue}
    catalogue.clear()
    for one, (many, files) in sorted(public_messages().items(), key=lambda item: (item[1][1][0], item[0])):
        entry = known.get(one) or polib.POEntry(msgid=one)
        if many and not entry.msgid_plural:
            entry.msgid_plural, entry.msgstr_plural, entry.msgstr = many, {0: entry.msgstr, 1: entry.msgstr}, ""
        entry.occurrences = [(file, "") for file in files]
        if "%" in one and "python-format" not in entry.flags:
            entry.flags.append("python-format")
        catalogue.append(entry)
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    return len([entry for entry in catalogue if not entry.translated()])


if __name__ == "__main__":
    settings.configure()
    missing = update()
    sys.stdout.write(f"{len(public_messages())} texts, {missing} without English: {CATALOGUE.relative_to(ROOT)}\n")
