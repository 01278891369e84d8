"""No text a visitor may meet is without its English, and the compiled catalogue says what the written one does."""

import re
from pathlib import Path

import polib
import pytest

from tests import messages

#: What an English sentence must take over from the Chinese one: names to fill in, and tags.
_FILLED = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w+\}|</?[a-z]+[^>]*>")
#: What one types, or reads on the plan, is Chinese in English sentences, too.
QUOTED = {"环浜", "讲堂", "注销", "花溪"}


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(messages.CATALOGUE))


def english_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_public_text_has_its_english_and_none_is_left_over(catalogue: polib.POFile) -> None:
    """It fails when a public text is added or changed: ``make messages``, then write its English."""
    public = messages.public_messages()
    translated = {entry.msgid for entry in catalogue if entry.translated() and "fuzzy" not in entry.flags}
    assert sorted(public.keys() - translated) == []
    assert sorted(translated - public.keys()) == []
    plural = {entry.msgid: entry.msgid_plural for entry in catalogue}
    assert {one for one, (many, _files) in public.items() if plural[one] != many} == set()


def test_a_new_text_is_found_wherever_it_stands(tmp_path: Path) -> None:
    page, form, model = tmp_path / "page.html", tmp_path / "form.py", tmp_path / "models" / "bench.py"
    model.parent.mkdir()
    page.write_text(
        '{% load i18n %}{% translate "新长椅" %}{{ day|date:_("n月j日") }}{% blocktranslate %}坐{{ one }}{% endblocktranslate %}'
    )
    form.write_text('label = _("有几张")\nline = ngettext("%(n)s 张", "%(n)s 张", n)')
    model.write_text('LABEL = _("木的")\nname = models.CharField(_("后台的名字"), help_text=_("后台的话"))')
    found = {path: [one for one, _many in messages.messages_of(path)] for path in (page, form, model)}
    assert found == {page: ["新长椅", "n月j日", "坐%(one)s"], form: ["有几张", "%(n)s 张"], model: ["木的"]}


def test_the_english_takes_over_what_is_filled_in_and_every_tag(catalogue: polib.POFile) -> None:
    wrong = {
        entry.msgid: english
        for entry in catalogue
        for english in english_of(entry)
        if set(_FILLED.findall(english)) != set(_FILLED.findall(entry.msgid))
    }
    assert wrong == {}


def test_no_chinese_is_left_in_the_english_but_what_one_types(catalogue: polib.POFile) -> None:
    left = {run for entry in catalogue for english in english_of(entry) for run in messages.HAN_RUN.findall(english)}
    assert left <= QUOTED


def test_the_compiled_catalogue_says_what_the_written_one_says(catalogue: polib.POFile) -> None:
    compiled = polib.mofile(str(messages.CATALOGUE.with_suffix(".mo")))
    assert {e.msgid: english_of(e) for e in compiled} == {e.msgid: english_of(e) for e in catalogue}


@pytest.mark.parametrize("path", ["cms/forms_importing.py", "cms/admin/dashboard.py", "site/residents/letters.py"])
def test_what_is_said_in_the_back_office_and_in_letters_is_not_asked_for(path: str) -> None:
    file = messages.ROOT / path
    assert list(messages.messages_of(file))
    assert file not in messages.public_files()
