"""Bringing the demonstration up does again only what something changed for."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config.demo import prepare
from tests.config.migrations import newest_migration


@pytest.fixture
def statics(settings: Any, tmp_path: Path) -> Path:
    """A folder that is the only place of static files."""
    folder = tmp_path / "static-files"
    folder.mkdir()
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    file = folder / "site.css"
    file.write_text("a { color: red }")
    os.utime(file, ns=(1_000_000_000, 1_000_000_000))
    return folder


def test_nothing_changed_is_no_change(statics: Path) -> None:
    before = prepare._fingerprint()
    (statics / "site.css").read_text()
    assert prepare._fingerprint() == before


def test_another_length_is_a_change(statics: Path) -> None:
    before, file = prepare._fingerprint(), statics / "site.css"
    file.write_text("a { color: green }")
    os.utime(file, ns=(1_000_000_000, 1_000_000_000))
    assert prepare._fingerprint() != before


def test_a_later_time_is_a_change(statics: Path) -> None:
    before = prepare._fingerprint()
    os.utime(statics / "site.css", ns=(1_000_000_001, 1_000_000_001))
    assert prepare._fingerprint() != before


def test_a_new_file_a_new_name_and_a_lost_file_are_changes(statics: Path) -> None:
    seen = [prepare._fingerprint()]
    (statics / "more.css").touch()
    seen.append(prepare._fingerprint())
    (statics / "more.css").rename(statics / "other.css")
    seen.append(prepare._fingerprint())
    (statics / "other.css").unlink()
    assert len(set(seen)) == 3
    assert prepare._fingerprint() == seen[0]


@pytest.fixture
def collected(statics: Path, settings: Any, tmp_path: Path) -> Path:
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    assert prepare.collect_static()
    return tmp_path / "collected"


def test_collecting_hashes_the_names(collected: Path) -> None:
    assert len(list(collected.glob("site.*.css"))) == 1
    assert not prepare.collect_static()


def test_a_changed_file_is_collected_and_the_old_one_cleared(collected: Path, statics: Path) -> None:
    (old,) = collected.glob("site.*.css")
    (statics / "site.css").write_text("a { color: brown }")
    assert prepare.collect_static()
    (new,) = collected.glob("site.*.css")
    assert new.name != old.name
    assert new.read_text() == "a { color: brown }"


def test_a_lost_collection_is_made_again(collected: Path) -> None:
    (collected / "staticfiles.json").unlink()
    assert prepare.collect_static()
    assert (collected / "staticfiles.json").exists()


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: called.append(name))
    assert not prepare.migrate()
    assert called == []


@pytest.mark.django_db
def test_a_missing_migration_is_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: called.append(name))
    MigrationRecorder(connection).record_unapplied("media", newest_migration("media"))
    assert prepare.migrate()
    assert called == ["migrate"]
