"""Looking into a GeoPackage before GDAL does: it is a database, and a database can carry code."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from maps.errors import UnreadableFile, UnsafeFile

MAX_SECONDS = 10
MAX_VALUE_BYTES = 64 * 1024 * 1024
STEPS_BETWEEN_LOOKS = 10_000
# The words of a virtual table, and of the only one that GeoPackages need; the latter leaves no room for a comment.
_VIRTUAL = re.compile(r"[^(]*\bvirtual\b[^(]*\btable\b", re.IGNORECASE)
_SPATIAL_INDEX = re.compile(
    r'create\s+virtual\s+table\s+(?:"(?:[^"]|"")*"|\w+)\s+using\s+rtree\s*\([\w\s,"]*\)', re.IGNORECASE
)

Schema = list[tuple[str, str, str, int | None]]


@dataclass(frozen=True, slots=True)
class Contents:
    """The layers with shapes, and those that are views and cannot be read."""

    layers: tuple[str, ...]
    views: tuple[str, ...]


def disarm(path: Path, name: str) -> Contents:
    """Take what could run out of a private copy of a GeoPackage, and list its layers.

    Views and triggers are dropped: a view can be a query without end, and the spatial-index
    triggers are of no use to a reader. A virtual table other than the spatial index, which could
    open other files, and a computed column are refused.

    Raises
    ------
    UnreadableFile
        If it is no GeoPackage or is damaged.
    UnsafeFile
        If it holds what only a hostile file holds.
    """
    with _connected(path, name) as database:
        declared = _declared_layers(database, name)
        schema = database.execute("SELECT type, name, coalesce(sql, ''), rootpage FROM sqlite_master").fetchall()
        _drop(database, schema)
        _refuse_virtual_tables(schema, name)
        tables = {table for kind, table, sql, page in schema if kind == "table" and not _is_virtual(sql, page)}
        layers = tuple(layer for layer in declared if layer in tables)
        for layer in layers:
            _refuse_computed_columns(database, layer, name)
        _refuse_damage(database, name)  # last: it computes what is computed
    return Contents(layers, tuple(layer for layer in declared if layer not in tables))


@contextmanager
def _connected(path: Path, name: str) -> Iterator[sqlite3.Connection]:
    """Connect with little trust and little time."""
    deadline = time.monotonic() + MAX_SECONDS
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True)) as database:
            database.set_progress_handler(lambda: time.monotonic() > deadline, STEPS_BETWEEN_LOOKS)
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
            database.execute("PRAGMA trusted_schema = OFF")
            yield database
            database.commit()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise UnreadableFile(name=name, reason=f"sqlite: {error}") from error


def _refuse_damage(database: sqlite3.Connection, name: str) -> None:
    (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise UnreadableFile(name=name, reason=f"quick_check: {verdict}")


def _declared_layers(database: sqlite3.Connection, name: str) -> list[str]:
    kinds = dict(database.execute("SELECT name, type FROM sqlite_master WHERE name LIKE 'gpkg!_%' ESCAPE '!'"))
    if any(kinds.get(table) != "table" for table in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys")):
        raise UnreadableFile(name=name, reason="a SQLite database without the tables of a GeoPackage")
    rows = database.execute(
        "SELECT c.table_name FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name"
        " WHERE c.data_type = 'features' ORDER BY c.rowid"
    )
    return [layer for (layer,) in rows]


def _drop(database: sqlite3.Connection, schema: Schema) -> None:
    for wanted in ("trigger", "view"):
        for kind, thing, _sql, _page in schema:
            if kind == wanted:
                database.execute(f"DROP {wanted} IF EXISTS {_quoted(thing)}")


def _is_virtual(sql: str, page: int | None) -> bool:
    """Whether a table is virtual: it has no page of its own. A forged one is known by its words."""
    return not page or bool(_VIRTUAL.match(sql))


def _refuse_virtual_tables(schema: Schema, name: str) -> None:
    for kind, table, sql, page in schema:
        if kind == "table" and _is_virtual(sql, page) and not _SPATIAL_INDEX.fullmatch(sql.strip()):
            raise UnsafeFile(name=name, reason=f"virtual table {table!r}", what=_("虚拟表"))


def _refuse_computed_columns(database: sqlite3.Connection, layer: str, name: str) -> None:
    columns = database.execute(f"PRAGMA table_xinfo({_quoted(layer)})").fetchall()
    if any(column[-1] in (2, 3) for column in columns):  # "hidden": generated, virtual or stored
        raise UnsafeFile(name=name, reason=f"generated column in {layer!r}", what=_("计算字段"))


def _quoted(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'
