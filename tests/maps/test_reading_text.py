"""GeoJSON in the encodings that Chinese tools write, and GeoPackages that hold more than layers."""

import codecs
import json
from pathlib import Path

import pytest

from maps import errors
from maps.workbench.reading import read_features
from tests.maps import gis_files
from tests.maps.gis_files import PLACE, SURROUNDINGS, frame

TEXT = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"名称": "曹杨新村街道"},
                "geometry": {"type": "Point", "coordinates": [121.4035, 31.2405]},
            }
        ],
    },
    ensure_ascii=False,
)


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        pytest.param(TEXT.encode(), "UTF-8", id="utf8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "UTF-8", id="utf8_with_its_mark"),
        pytest.param(TEXT.encode("gbk"), "GB18030", id="gbk"),
        pytest.param(TEXT.encode("utf-16"), "UTF-16", id="utf16_of_windows"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16", id="utf16_the_other_way"),
        pytest.param(b"\n\r\n  " + TEXT.encode(), "UTF-8", id="blank_lines_before"),
    ],
)
def test_geojson_is_read_in_any_encoding(tmp_path: Path, raw: bytes, encoding: str) -> None:
    (tmp_path / "a.geojson").write_bytes(raw)
    result = read_features(tmp_path / "a.geojson", surroundings=SURROUNDINGS)
    assert result.features[0].properties == {"名称": "曹杨新村街道"}
    assert result.encoding == encoding
    assert ("recoded" in {note.code for note in result.remarks}) == (encoding != "UTF-8")


def test_the_hash_is_that_of_the_file_as_it_came(tmp_path: Path) -> None:
    for name, encoding in (("a.geojson", "utf-8"), ("b.geojson", "gbk")):
        (tmp_path / name).write_bytes(TEXT.encode(encoding))
    one, other = (read_features(tmp_path / name, surroundings=SURROUNDINGS) for name in ("a.geojson", "b.geojson"))
    assert one.features[0].properties == other.features[0].properties
    assert one.sha256 != other.sha256


def test_text_in_no_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_bytes(TEXT.encode("gbk").replace(b"}", b"\xff\xff}", 1))
    with pytest.raises(errors.UnreadableFile, match="neither UTF-8 nor GBK"):
        read_features(tmp_path / "a.geojson", surroundings=SURROUNDINGS)


def test_a_view_beside_a_layer_is_left_out_and_named(tmp_path: Path) -> None:
    path = gis_files.edited(
        gis_files.gpkg(tmp_path / "a.gpkg", layer="道路"),
        'CREATE VIEW "宽路" AS SELECT * FROM "道路"',
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('宽路', 'features', '宽路', 4326)",
        "INSERT INTO gpkg_geometry_columns VALUES ('宽路', 'geom', 'POINT', 4326, 0, 0)",
    )
    result = read_features(path, surroundings=SURROUNDINGS)
    assert result.layers == ("道路",)
    assert any("宽路" in sentence for sentence in result.notes)


def test_a_layer_may_have_any_name(tmp_path: Path) -> None:
    name = '一环\'; DROP TABLE "x" -- 双轴线'
    result = read_features(gis_files.gpkg(tmp_path / "a.gpkg", layer=name), surroundings=SURROUNDINGS)
    assert result.layer == name


def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    for name in ("a b.gpkg", "a?b=c.gpkg", "a!b.gpkg", "zip!a.gpkg", "一环 (1).gpkg", "a%20b.gpkg", "a#b.gpkg"):
        made = gis_files.gpkg(tmp_path / "plain.gpkg", frame(PLACE)).rename(tmp_path / name)
        assert len(read_features(made, surroundings=SURROUNDINGS).features) == 1


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    gis_files.gpkg(tmp_path / "a.gpkg")
    (tmp_path / "link.gpkg").symlink_to(tmp_path / "a.gpkg")
    assert len(read_features(tmp_path / "link.gpkg", surroundings=SURROUNDINGS).features) == 1


def test_a_database_that_was_left_in_its_journal_mode_is_read(tmp_path: Path) -> None:
    path = gis_files.edited(gis_files.gpkg(tmp_path / "a.gpkg"), "PRAGMA journal_mode = WAL")
    assert path.read_bytes()[18] == 2  # the header's word for WAL
    assert len(read_features(path, surroundings=SURROUNDINGS).features) == 1
    assert list(tmp_path.iterdir()) == [path]
