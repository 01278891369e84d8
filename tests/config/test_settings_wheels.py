"""GDAL and GEOS come out of wheels, and from somewhere else when the environment says so."""

import ctypes
from pathlib import Path

import pytest
from django.contrib.gis.gdal import gdal_full_version
from django.contrib.gis.geos import Polygon

from config import wheels


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GDAL_LIBRARY_PATH", "GEOS_LIBRARY_PATH"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("found", "room"), [(wheels.gdal_library, "pyogrio"), (wheels.geos_library, "shapely")], ids=["gdal", "geos"]
)
def test_a_library_is_found_in_its_wheel_and_loads(found: object, room: str) -> None:
    path = Path(found())  # type: ignore[operator]
    assert room in str(path.parent)
    assert ctypes.CDLL(str(path))


@pytest.mark.parametrize(
    ("found", "name"),
    [(wheels.gdal_library, "GDAL_LIBRARY_PATH"), (wheels.geos_library, "GEOS_LIBRARY_PATH")],
    ids=["gdal", "geos"],
)
def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch, found: object, name: str) -> None:
    monkeypatch.setenv(name, "/opt/lib/other.so")
    assert found() == "/opt/lib/other.so"  # type: ignore[operator]


def test_a_package_without_a_library_leaves_the_search_to_the_system() -> None:
    assert wheels._bundled("json", "gdal") is None
    assert wheels._bundled("no_such_package", "gdal") is None


def test_geodjango_works_with_both() -> None:
    assert Polygon.from_bbox((0, 0, 2, 3)).area == 6
    assert gdal_full_version()
