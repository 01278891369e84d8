"""Comments out, for planners: a GeoPackage for QGIS or a workbook for Excel and WPS.

Rows are plain values; no model is known here. A file appears under its name only when it is
complete, and what stood there before stays until then.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

from maps.errors import CannotWrite, FolderMissing, UnknownEnding
from maps.workbench.comment_table import CommentRow, Count
from maps.workbench.comments_gpkg import write_geopackage
from maps.workbench.comments_xlsx import write_workbook

__all__ = ["CommentRow", "write_comments"]

Writer = Callable[[Iterable[CommentRow], Path, datetime], Count]

WRITERS: dict[str, Writer] = {".gpkg": write_geopackage, ".xlsx": write_workbook}
_GDAL_ERRORS = (DataSourceError, DataLayerError, FeatureError, FieldError, GeometryError)


def write_comments(rows: Iterable[CommentRow], path: Path, *, exported_at: datetime | None = None) -> int:
    """Write comments to a file whose ending says its format, and return how many.

    Parameters
    ----------
    rows : iterable of CommentRow
        Read once, as the file grows.
    path : Path
        ``.gpkg``: a layer ``comments`` of points in ``STORAGE_CRS``, in which comments without
        a place have no geometry (QGIS lists them in the table, and draws the others), and, if
        lines or areas were drawn, the layers ``comment_lines`` and ``comment_areas``.
        ``.xlsx``: one sheet of comments. Both carry a table ``说明`` with the coordinate
        system, the time and the number of rows.
    exported_at : datetime, optional
        Now, if not given.

    Returns
    -------
    int
        The number of comments.

    Raises
    ------
    UnknownEnding, FolderMissing, TooManyRows, CannotWrite
        Nothing is written then, and a file that stood there before is as it was.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UnknownEnding(name=path.name, endings="、".join(WRITERS))
    if not path.parent.is_dir():
        raise FolderMissing(name=path.name, folder=str(path.parent))
    if path.is_dir():
        raise CannotWrite(name=path.name, reason="a folder of this name exists")
    unfinished = path.with_name(f".{secrets.token_hex(8)}{path.suffix.lower()}")
    try:
        count = writer(rows, unfinished, exported_at or datetime.now(tz=UTC))
        unfinished.replace(path)
    except (OSError, *_GDAL_ERRORS) as error:
        raise CannotWrite(name=path.name, reason=f"{type(error).__name__}: {error}") from error
    finally:
        for leftover in path.parent.glob(f"{unfinished.name}*"):  # SQLite keeps a journal beside its file
            with suppress(OSError):
                leftover.unlink()
    return count.rows
