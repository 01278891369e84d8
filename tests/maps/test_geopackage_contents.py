"""A GeoPackage is a database: what could run in it is taken out of the copy, and its layers are listed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from maps.errors import UnreadableFile, UnsafeFile
from maps.workbench import geopackage
from maps.workbench.geopackage import disarm
from tests.maps import gis_files

VIEW = (
    'CREATE VIEW "视图" AS SELECT * FROM "环浜"',
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('视图', 'features', 'v', 4326)",
    "INSERT INTO gpkg_geometry_columns VALUES ('视图', 'geom', 'POINT', 4326, 0, 0)",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return gis_files.gpkg(tmp_path / "a.gpkg")


def kinds(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as database:
        return {kind for (kind,) in database.execute("SELECT type FROM sqlite_master")}


def test_layers_are_listed_in_the_order_of_the_file(path: Path) -> None:
    gis_files.gpkg(path, layer="a")
    gis_files.gpkg(path, layer="Z")
    assert disarm(path, "a.gpkg") == geopackage.Contents(("环浜", "a", "Z"), ())


def test_triggers_and_views_are_gone_afterwards(path: Path) -> None:
    assert "trigger" in kinds(path)
    gis_files.edited(path, *VIEW)
    contents = disarm(path, "a.gpkg")
    assert contents == geopackage.Contents(("环浜",), ("视图",))
    assert kinds(path) == {"table", "index"}


def test_disarming_twice_changes_nothing(path: Path) -> None:
    assert disarm(path, "a.gpkg") == disarm(path, "a.gpkg")


def test_the_spatial_index_is_harmless(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'rtree_环浜_geom'").fetchone()
    assert "VIRTUAL" in sql
    assert disarm(path, "a.gpkg").layers == ("环浜",)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIRTUAL TABLE spy USING VirtualOGR('/etc/passwd')",
        "create  virtual\n table spy using VirtualShape('x', 'UTF-8', 4326)",
        "CREATE VIRTUAL TABLE spy USING fts5(rtree)",
        "CREATE/**/VIRTUAL TABLE spy USING VirtualOGR('x') -- using rtree",
        "CREATE VIRTUAL TABLE spy USING/* using rtree */VirtualOGR(x)",
    ],
)
@pytest.mark.parametrize("page", [0, 1], ids=["honest", "forged"])
def test_any_other_virtual_table_is_unsafe(path: Path, sql: str, page: int) -> None:
    statement = sql.replace("'", "''")
    gis_files.edited(
        path,
        "PRAGMA writable_schema = ON",
        f"INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('table', 'spy', 'spy', {page}, '{statement}')",
    )
    with pytest.raises((UnsafeFile, UnreadableFile)):
        disarm(path, "a.gpkg")


@pytest.mark.parametrize("kind", ["VIRTUAL", "STORED"])
def test_a_computed_column_is_unsafe(tmp_path: Path, kind: str) -> None:
    path = gis_files.gpkg(tmp_path / "a.gpkg")
    statements = ['ALTER TABLE "环浜" ADD COLUMN twice AS (fid * 2) VIRTUAL']
    if kind == "STORED":
        statements = [
            'ALTER TABLE "环浜" RENAME TO old',
            'CREATE TABLE "环浜" (fid INTEGER PRIMARY KEY, geom POINT, twice INTEGER AS (fid * 2) STORED)',
        ]
    gis_files.edited(path, *statements)
    with pytest.raises(UnsafeFile, match="generated column"):
        disarm(path, "a.gpkg")


@pytest.mark.parametrize("table", ["gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"])
def test_a_database_without_its_tables_is_no_geopackage(path: Path, table: str) -> None:
    gis_files.edited(path, f"DROP TABLE {table}")
    with pytest.raises(UnreadableFile):
        disarm(path, "a.gpkg")


def test_a_layer_that_is_announced_but_missing_is_none(path: Path) -> None:
    gis_files.edited(path, 'DROP TABLE "环浜"')
    assert disarm(path, "a.gpkg").layers == ()


def test_what_takes_too_long_is_given_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geopackage, "MAX_SECONDS", -1)
    monkeypatch.setattr(geopackage, "STEPS_BETWEEN_LOOKS", 1)
    with pytest.raises(UnreadableFile, match="interrupted"):
        disarm(path, "a.gpkg")


@pytest.mark.parametrize(
    "content", [b"SQLite format 3\x00", b"SQLite format 3\x00" + bytes(84), b"not a database" * 100]
)
def test_what_only_begins_like_a_database_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.gpkg").write_bytes(content)
    with pytest.raises(UnreadableFile):
        disarm(tmp_path / "a.gpkg", "a.gpkg")


def test_a_name_with_quotes_is_a_name(tmp_path: Path) -> None:
    name = "a\"b'c; DROP TABLE gpkg_contents"
    path = gis_files.gpkg(tmp_path / "a.gpkg", layer=name)
    assert disarm(path, "a.gpkg").layers == (name,)
