"""Where the native geometry libraries are: inside the wheels of pyogrio and shapely.

An environment variable (``GDAL_LIBRARY_PATH``, ``GEOS_LIBRARY_PATH``) wins. Each wheel finds
what it needs beside itself, so the GEOS of shapely and the one inside pyogrio do not meet.
"""

import importlib.util
import os
from pathlib import Path

SUFFIXES = (".so", ".dylib", ".dll")


def gdal_library() -> str | None:
    return os.environ.get("GDAL_LIBRARY_PATH") or _bundled("pyogrio", "gdal")


def geos_library() -> str | None:
    return os.environ.get("GEOS_LIBRARY_PATH") or _bundled("shapely", "geos_c")


def _bundled(package: str, stem: str) -> str | None:
    """Return the path of the library that a wheel carries, or None to let GeoDjango search the system."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    for folder in (home.parent / f"{package}.libs", home / ".dylibs", home / ".libs"):
        found = sorted(f for f in folder.glob(f"*{stem}*") if any(s in f.name for s in SUFFIXES))
        if found:
            return str(found[0])
    return None
