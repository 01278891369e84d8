"""Columns of a GIS file as plain Python values that JSON can hold."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from maps.workbench.encoding import UTF8, Encoding, decode, detect

CODE_COLUMNS = ("code", "编号", "id")  # the first that a file has is its features' code


@dataclass(frozen=True, slots=True)
class Columns:
    """What a file says of its features: names, and for each the values in the file's order."""

    names: tuple[str, ...]
    values: tuple[list[Any], ...]
    binary: tuple[str, ...]
    encoding: Encoding

    def rows(self, wanted: npt.NDArray[np.intp]) -> list[dict[str, Any]]:
        """Return the properties of the wanted records, each as a mapping of its own."""
        chosen = [[column[i] for i in wanted.tolist()] for column in self.values]
        if not chosen:
            return [{} for _ in wanted]
        return [dict(zip(self.names, row, strict=True)) for row in zip(*chosen, strict=True)]

    def codes(self, wanted: npt.NDArray[np.intp]) -> list[str]:
        """Return the code of each wanted record; empty where there is none."""
        folded = [name.casefold() for name in self.names]
        column = next((self.values[folded.index(name)] for name in CODE_COLUMNS if name in folded), None)
        if column is None:
            return [""] * len(wanted)
        return [_code(column[i]) for i in wanted.tolist()]


def read_columns(
    meta: dict[str, Any], data: Sequence[npt.NDArray[Any]], *, code_page: str | None, raw: bool
) -> Columns:
    """Turn what pyogrio read into plain values.

    Parameters
    ----------
    meta, data
        The description and the arrays that ``pyogrio.raw.read`` returned, dates as text.
    code_page : str or None
        The encoding that the file declares, if it can.
    raw : bool
        Whether texts are bytes taken for Latin-1, to be decoded here (shapefiles).
    """
    names = [str(name) for name in meta["fields"]]
    encoding = Encoding(UTF8)
    if raw:
        encoding = detect(_raw_texts(names, data), code_page)
        names = [_recode(name, encoding.name) for name in names]
    kept, values, binary = [], [], []
    described = zip(_distinct(names), data, meta["ogr_types"], meta["ogr_subtypes"], strict=True)
    for name, column, ogr_type, subtype in described:
        if ogr_type == "OFTBinary":
            binary.append(name)
            continue
        kept.append(name)
        values.append(_plain(column, ogr_type, subtype, encoding.name if raw else None))
    return Columns(tuple(kept), tuple(values), tuple(binary), encoding)


def _raw_texts(names: list[str], data: Sequence[npt.NDArray[Any]]) -> set[bytes]:
    texts = {name for name in names if not name.isascii()}
    for column in data:
        if column.dtype == object:
            texts.update(value for value in column.tolist() if isinstance(value, str) and not value.isascii())
    return {text.encode("latin-1", errors="ignore") for text in texts}


def _recode(text: str, encoding: str) -> str:
    return text if text.isascii() else decode(text.encode("latin-1", errors="ignore"), encoding)


def _distinct(names: list[str]) -> list[str]:
    """Number the repeated ones: names cut off at ten bytes can become equal."""
    seen: dict[str, int] = {}
    distinct = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return distinct


def _plain(column: npt.NDArray[Any], ogr_type: str, subtype: str, encoding: str | None) -> list[Any]:
    """Return a column without numpy's types, NaN and infinities: JSON knows none of them."""
    if column.dtype.kind == "f":
        return _numbers(column, whole=ogr_type in ("OFTInteger", "OFTInteger64"), truth=subtype == "OFSTBoolean")
    if column.dtype != object:
        return [None if value != value else value for value in column.tolist()]  # NaT differs from itself
    values = [value.tolist() if isinstance(value, np.ndarray) else value for value in column.tolist()]
    if encoding is not None:
        values = [_recode(value, encoding) if isinstance(value, str) else value for value in values]
    if subtype == "OFSTJSON":
        values = [_nested(value) for value in values]
    if any(isinstance(value, list) for value in values):
        values = [_finite(value) for value in values]
    return values


def _numbers(column: npt.NDArray[Any], *, whole: bool, truth: bool) -> list[Any]:
    """Return numbers, with None for what is no number; pyogrio turns whole ones with gaps into floats."""
    finite = np.isfinite(column)
    values = column.astype(object)
    if truth:
        values[finite] = column[finite].astype(bool).astype(object)
    elif whole:
        values[finite] = column[finite].astype(np.int64).astype(object)
    values[~finite] = None
    return list(values.tolist())


def _nested(value: Any) -> Any:
    """Read a nested value that GDAL passes on as JSON text; plain words stay words."""
    if not isinstance(value, str) or not value.startswith(("{", "[")):
        return value
    try:
        return _finite(json.loads(value))
    except (ValueError, RecursionError):
        return value


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list):
        return [_finite(part) for part in value]
    if isinstance(value, dict):
        return {key: _finite(part) for key, part in value.items()}
    return value


def _code(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
