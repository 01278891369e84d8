"""How much one GIS file may hold before it is refused instead of read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Generous for a sub-district, small for a machine of 2 GB.

    ``shape_vertices`` bounds one shape, because testing a scribble for validity costs more
    than linear time (a million random vertices: 91 s). ``crossings`` bounds all the repairs
    together: 100,000 take some three seconds. ``cells`` are features times columns.
    """

    file_bytes: int = 128 * 1024 * 1024
    unpacked_bytes: int = 256 * 1024 * 1024
    archive_entries: int = 1_000
    features: int = 200_000
    vertices: int = 2_000_000
    shape_vertices: int = 50_000
    columns: int = 1_000
    cells: int = 5_000_000
    crossings: int = 100_000
