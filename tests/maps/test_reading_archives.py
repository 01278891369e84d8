"""Zipped Shapefiles that are refused: too much, unsafe, broken, or without a part."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
import shapely

from maps import errors
from maps.workbench.limits import Limits
from maps.workbench.reading import read_features
from tests.maps import gis_files
from tests.maps.gis_files import PLACE, SURROUNDINGS, frame
from tests.maps.refusing import refused

# ── archives ────────────────────────────────────────────────────────────────────


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = gis_files.zipped(tmp_path / "a.zip", {"a.shp": bytes(50_000_000), "a.shx": b"", "a.dbf": b""})
    assert path.stat().st_size < 100_000
    refused(path, errors.FileTooLarge, limits=Limits(unpacked_bytes=49_000_000))


def test_an_archive_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    path = gis_files.zipped(tmp_path / "a.zip", {"a.shp": bytes(5_000_000), "a.shx": b"x", "a.dbf": b"x"})
    content = path.read_bytes().replace(struct.pack("<L", 5_000_000), struct.pack("<L", 500))
    path.write_bytes(content)
    refused(path, errors.UnreadableFile)


def test_an_archive_of_too_many_entries_is_refused(tmp_path: Path) -> None:
    path = gis_files.zipped(tmp_path / "a.zip", {f"{i}.txt": b"" for i in range(50)})
    refused(path, errors.FileTooLarge, limits=Limits(archive_entries=49))
    refused(path, errors.FileTooLarge, limits=Limits(archive_entries=1))


@pytest.mark.parametrize("name", ["../a.shp", "/etc/a.shp", "x/../../a.shp", "C:/a.shp", "..\\a.shp"])
def test_a_name_that_leads_out_of_the_archive_is_unsafe(tmp_path: Path, name: str) -> None:
    refused(gis_files.zipped(tmp_path / "a.zip", {name: b"x"}), errors.UnsafeFile)


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path = gis_files.zipped_shapefile(tmp_path / "a.zip")
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)
    assert "密码" in refused(path, errors.UnsafeFile).for_people()


@pytest.mark.parametrize("share", [0.5, 0.98])
def test_an_archive_that_was_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    path = gis_files.zipped_shapefile(tmp_path / "a.zip")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refused(path, errors.UnreadableFile)


def test_an_archive_with_bytes_overwritten_is_refused(tmp_path: Path) -> None:
    path = gis_files.zipped_shapefile(tmp_path / "a.zip", gis_files.many_points(1_000))
    content = bytearray(path.read_bytes())
    content[5_000:6_000] = bytes(1_000)
    path.write_bytes(content)
    refused(path, errors.UnreadableFile)


def test_a_name_that_is_not_the_utf8_it_claims_to_be_is_refused(tmp_path: Path) -> None:
    path = gis_files.zipped_shapefile(tmp_path / "a.zip", inside="道路")
    path.write_bytes(path.read_bytes().replace("道路".encode(), b"\xff\xfe\xfd\xff\xfe\xfd"))
    refused(path, errors.UnreadableFile)


def test_an_archive_packed_by_an_unknown_method_is_refused(tmp_path: Path) -> None:
    path = gis_files.zipped_shapefile(tmp_path / "a.zip")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"\x08\x00\x00\x00\x21\x00", b"\x63\x00\x00\x00\x21\x00"))
    refused(path, errors.UnsafeFile)


def test_an_archive_without_a_shapefile_is_refused_with_what_it_holds(tmp_path: Path) -> None:
    path = gis_files.zipped(tmp_path / "a.zip", {"总图.dwg": b"x", "__MACOSX/._a.shp": b"x"})
    assert "总图.dwg" in refused(path, errors.NoShapefile).for_people()


def test_an_empty_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    refused(tmp_path / "a.zip", errors.NoShapefile)


@pytest.mark.parametrize("missing", [".shx", ".dbf"])
def test_the_part_that_is_missing_is_named(tmp_path: Path, missing: str) -> None:
    path = gis_files.zipped_shapefile(tmp_path / "a.zip", without=[missing])
    assert missing in str(refused(path, errors.MissingSidecar).facts["missing"])


def test_several_shapefiles_without_a_choice_are_listed(tmp_path: Path) -> None:
    parts = gis_files.shapefile(tmp_path / "s")
    entries = {f"{name}{end}": part for name in ("道路", "水系") for end, part in parts.items()}
    path = gis_files.zipped(tmp_path / "a.zip", entries)
    assert "道路、水系" in refused(path, errors.ChooseLayer).for_people()
    assert read_features(path, surroundings=SURROUNDINGS, layer="水系").layer == "水系"


def test_a_main_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    parts = gis_files.shapefile(tmp_path / "s", frame([PLACE] * 50))
    parts[".shp"] = parts[".shp"][:-100]
    path = gis_files.zipped(tmp_path / "a.zip", {f"a{end}": part for end, part in parts.items()})
    refused(path, errors.UnreadableFile)


def test_a_main_file_that_is_none_is_refused(tmp_path: Path) -> None:
    parts = gis_files.shapefile(tmp_path / "s") | {".shp": b"<OGRVRTDataSource/>" * 20}
    path = gis_files.zipped(tmp_path / "a.zip", {f"a{end}": part for end, part in parts.items()})
    refused(path, errors.UnreadableFile)


def test_hostile_archives_in_memory_are_what_they_seem() -> None:
    # Guards the tests above: a library that cleaned names on writing would make them pass for nothing.
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("../a.shp", b"x")
    assert zipfile.ZipFile(content).namelist() == ["../a.shp"]
    assert shapely.__version__ >= "2"
