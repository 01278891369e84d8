"""Looking into archives that strangers made: what counts as a shapefile, and what is taken out."""

import zipfile
from pathlib import Path

import pytest

from maps.errors import FileTooLarge, MissingSidecar, NoShapefile, UnreadableFile, UnsafeFile
from maps.workbench import archive
from maps.workbench.archive import Shapefile, Unpacked
from maps.workbench.limits import Limits
from tests.maps import gis_files

PARTS = {".shp": b"s", ".shx": b"x", ".dbf": b"d"}


def found(path: Path, limits: Limits | None = None) -> list[Shapefile]:
    with archive.opened(path, path.name, limits or Limits()) as opened:
        return archive.shapefiles(opened, path.name, limits or Limits())


def unpacked(path: Path, folder: Path, limits: Limits | None = None) -> Unpacked:
    with archive.opened(path, path.name, limits or Limits()) as opened:
        (layer,) = archive.shapefiles(opened, path.name, limits or Limits())
        return archive.unpack(opened, layer, folder, name=path.name, limits=limits or Limits())


def entries(*stems: str) -> dict[str, bytes]:
    return {f"{stem}{ending}": content for stem in stems for ending, content in PARTS.items()}


@pytest.mark.parametrize(
    ("names", "layers"),
    [
        pytest.param(["a"], ["a"], id="one"),
        pytest.param(["a", "b"], ["a", "b"], id="two"),
        pytest.param(["x/y/z/a"], ["a"], id="deep"),
        pytest.param(["甲/a", "乙/a"], ["a", "a"], id="same_name_in_two_folders"),
        pytest.param(["x\\y\\a"], ["a"], id="backslashes"),
        pytest.param(["a.b.c"], ["a.b.c"], id="dots"),
        pytest.param(["./a"], ["a"], id="from_here"),
    ],
)
def test_every_shapefile_is_found_once(tmp_path: Path, names: list[str], layers: list[str]) -> None:
    path = gis_files.zipped(tmp_path / "a.zip", entries(*names))
    assert [layer.name for layer in found(path)] == layers
    assert all(set(layer.parts) == set(PARTS) for layer in found(path))


def test_parts_belong_together_whatever_their_capitals(tmp_path: Path) -> None:
    path = gis_files.zipped(tmp_path / "a.zip", {"Roads.SHP": b"s", "roads.shx": b"x", "ROADS.Dbf": b"d"})
    (layer,) = found(path)
    assert set(layer.parts) == set(PARTS)


@pytest.mark.parametrize("name", ["__MACOSX/a.shp", "__MACOSX/x/._a.shp", "x/._a.shp", ".a.shp"])
def test_what_other_systems_leave_behind_is_no_shapefile(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoShapefile):
        found(gis_files.zipped(tmp_path / "a.zip", {name: b"x"}))


@pytest.mark.parametrize(
    "name", ["../a.shp", "..\\a.shp", "x/../../a.shp", "x/..", "/a.shp", "\\a.shp", "C:\\a.shp", "c:a.shp"]
)
def test_a_name_that_leads_elsewhere_refuses_the_whole_archive(tmp_path: Path, name: str) -> None:
    path = gis_files.zipped(tmp_path / "a.zip", entries("fine") | {name: b"x"})
    with pytest.raises(UnsafeFile):
        found(path)


@pytest.mark.parametrize("name", ["a..b.shp", "..a.shp/../x"[:6] + ".shp", "x/a...shp"])
def test_dots_within_a_name_lead_nowhere(tmp_path: Path, name: str) -> None:
    path = gis_files.zipped(tmp_path / "a.zip", entries("fine") | {name: b"x"})
    assert "fine" in {layer.name for layer in found(path)}


def test_sizes_and_numbers_are_judged_before_anything_is_unpacked(tmp_path: Path) -> None:
    path = gis_files.zipped(tmp_path / "a.zip", entries("a") | {"big.txt": bytes(1_000)})
    assert found(path, Limits(unpacked_bytes=1_003, archive_entries=4))
    with pytest.raises(FileTooLarge, match="1003 bytes unpacked"):
        found(path, Limits(unpacked_bytes=1_002))
    with pytest.raises(FileTooLarge, match="4 entries"):
        found(path, Limits(archive_entries=3))


def test_a_directory_too_large_is_not_even_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = gis_files.zipped(tmp_path / "a.zip", {f"{i:04}": b"" for i in range(100)})

    def listed(*_arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(zipfile, "ZipFile", listed)
    with pytest.raises(FileTooLarge, match="directory"):
        found(path, Limits(archive_entries=2))


def test_a_comment_behind_the_archive_does_not_hide_its_end(tmp_path: Path) -> None:
    path = gis_files.zipped(tmp_path / "a.zip", entries("a"))
    with zipfile.ZipFile(path, "a") as opened:
        opened.comment = b"x" * 60_000
    assert len(found(path)) == 1


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + bytes(100), b"PK\x05\x06" + b"\xff" * 10])
def test_what_only_begins_like_an_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(UnreadableFile):
        found(tmp_path / "a.zip")


# ── taking out ──────────────────────────────────────────────────────────────────


def test_the_parts_come_out_under_names_of_ours(tmp_path: Path) -> None:
    path = gis_files.zipped_shapefile(tmp_path / "a.zip", inside="成果/道路")
    folder = tmp_path / "out"
    folder.mkdir()
    taken = unpacked(path, folder)
    assert taken.shp == folder / "layer.shp"
    assert sorted(file.name for file in folder.iterdir()) == ["layer.dbf", "layer.shp", "layer.shx"]
    assert taken.code_page == "UTF-8"
    assert taken.projection is not None
    assert taken.projection.startswith("GEOGCS[")


@pytest.mark.parametrize("missing", [".shx", ".dbf"])
def test_a_missing_part_is_named_and_nothing_comes_out(tmp_path: Path, missing: str) -> None:
    path = gis_files.zipped_shapefile(tmp_path / "a.zip", without=[missing])
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(MissingSidecar, match=missing):
        unpacked(path, folder)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("ending", [".prj", ".cpg"])
def test_the_text_parts_may_be_missing(tmp_path: Path, ending: str) -> None:
    path = gis_files.zipped_shapefile(tmp_path / "a.zip", without=[ending])
    folder = tmp_path / "out"
    folder.mkdir()
    taken = unpacked(path, folder)
    assert (taken.projection if ending == ".prj" else taken.code_page) is None


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("坐标系".encode("gbk"), "坐标系", id="gbk"),
        pytest.param(b"\xef\xbb\xbfGEOGCS[]", "GEOGCS[]", id="byte_order_mark"),
        pytest.param(b"  \r\n", None, id="blank"),
        pytest.param(b"", None, id="empty"),
        pytest.param(b"x" * 100_000, "x" * 65_536, id="endless"),
    ],
)
def test_a_text_part_is_read_as_far_as_it_makes_sense(tmp_path: Path, raw: bytes, text: str | None) -> None:
    parts = gis_files.shapefile(tmp_path / "s") | {".prj": raw}
    path = gis_files.zipped(tmp_path / "a.zip", {f"a{end}": part for end, part in parts.items()})
    folder = tmp_path / "out"
    folder.mkdir()
    assert unpacked(path, folder).projection == text


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x00\x27\x0a", bytes(100), b"\x00\x00\x27\x0a" + bytes(20) + b"\x00\x00\x27\x10" + bytes(72)]
)
def test_a_main_file_must_be_one_and_whole(tmp_path: Path, content: bytes) -> None:
    parts = gis_files.shapefile(tmp_path / "s") | {".shp": content}
    path = gis_files.zipped(tmp_path / "a.zip", {f"a{end}": part for end, part in parts.items()})
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(UnreadableFile):
        unpacked(path, folder)


def test_the_trouble_of_the_disk_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    path = gis_files.zipped_shapefile(tmp_path / "a.zip")
    with pytest.raises(FileNotFoundError):
        unpacked(path, tmp_path / "nowhere")
