"""Tiles and tile keys: every point is in one tile of each zoom, and every tile is one range."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.errors import InvalidShape, InvalidTile
from maps.tiles import (
    KEY_ZOOM,
    MAX_LAT,
    Tile,
    cell_centre,
    cluster_shift,
    cluster_zoom,
    tile_key,
    tile_keys,
)

LONS = st.floats(-180, 180, allow_nan=False)
LATS = st.floats(-90, 90, allow_nan=False)
MERCATOR_LATS = st.floats(-85, 85, allow_nan=False)
ZOOMS = st.integers(0, KEY_ZOOM)


@st.composite
def tiles(draw: st.DrawFn, *, deepest: int = KEY_ZOOM) -> Tile:
    z = draw(st.integers(0, deepest))
    return Tile(z, draw(st.integers(0, (1 << z) - 1)), draw(st.integers(0, (1 << z) - 1)))


def slippy(lon: float, lat: float, z: int) -> tuple[int, int]:
    """The tile numbers as OpenStreetMap's wiki computes them, by secants instead of sines."""
    n = 2.0**z
    lat_rad = math.radians(lat)
    x = int((lon + 180.0) / 360.0 * n)
    y = int((1.0 - math.log(math.tan(lat_rad) + 1.0 / math.cos(lat_rad)) / math.pi) / 2.0 * n)
    return min(x, int(n) - 1), y


def interleaved(x: int, y: int) -> int:
    """Morton order, one bit at a time."""
    return sum(((x >> i) & 1) << (2 * i) | ((y >> i) & 1) << (2 * i + 1) for i in range(KEY_ZOOM))


# ── known values ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lon", "lat", "z", "expected"),
    [
        pytest.param(-0.1275, 51.507222, 10, (511, 340), id="london"),
        pytest.param(13.37771496361961, 52.51628011262304, 17, (70406, 42987), id="brandenburg_gate"),
        pytest.param(121.4035, 31.2405, 0, (0, 0), id="whole_world"),
        pytest.param(121.4035, 31.2405, 1, (1, 0), id="north_east_quarter"),
        pytest.param(-121.4, -31.24, 1, (0, 1), id="south_west_quarter"),
    ],
)
def test_a_known_place_is_in_its_published_tile(lon: float, lat: float, z: int, expected: tuple[int, int]) -> None:
    tile = Tile.at(lon, lat, z)
    assert (tile.x, tile.y) == expected


def test_the_bounds_of_a_tile_are_those_of_a_published_example() -> None:
    # The example in mercantile's documentation.
    west, south, east, north = Tile(10, 486, 332).bounds
    assert (west, south, east, north) == pytest.approx((-9.140625, 53.120405, -8.7890625, 53.330873), abs=1e-6)


def test_the_key_of_the_middle_of_the_world_is_the_corner_of_the_last_quarter() -> None:
    # x = y = 2**29: both top bits set, nothing else
    assert tile_key(0.0, 0.0) == 0b11 << 58


def test_keys_run_through_the_four_quarters_like_a_z() -> None:
    corners = [(-90.0, 45.0), (90.0, 45.0), (-90.0, -45.0), (90.0, -45.0)]
    assert [tile_key(lon, lat) >> 58 for lon, lat in corners] == [0, 1, 2, 3]


@pytest.mark.parametrize(("lon", "lat"), [(121.4035, 31.2405), (-179.9, 84.0), (0.000001, -0.000001), (179.9, -84.0)])
def test_the_key_interleaves_column_and_row(lon: float, lat: float) -> None:
    tile = Tile.at(lon, lat, KEY_ZOOM)
    assert tile_key(lon, lat) == interleaved(tile.x, tile.y)


# ── what holds for all points and tiles ─────────────────────────────────────────


@given(LONS, MERCATOR_LATS, st.integers(0, 22))
def test_the_slippy_map_formula_gives_the_same_tile(lon: float, lat: float, z: int) -> None:
    tile = Tile.at(lon, lat, z)
    x, y = slippy(lon, lat, z)
    # The two formulas round differently on a tile's very edge.
    assert abs(tile.x - x) <= 1
    assert abs(tile.y - y) <= 1
    if (tile.x, tile.y) != (x, y):
        west, south, east, north = tile.bounds
        assert min(abs(lon - west), abs(lon - east), abs(lat - south), abs(lat - north)) < 1e-9


@given(LONS, LATS, ZOOMS)
def test_a_point_is_in_exactly_one_tile_of_a_zoom(lon: float, lat: float, z: int) -> None:
    key = tile_key(lon, lat)
    home = Tile.at(lon, lat, z)
    neighbours = {
        Tile(z, x, y)
        for x in range(max(0, home.x - 1), min(1 << z, home.x + 2))
        for y in range(max(0, home.y - 1), min(1 << z, home.y + 2))
    }
    assert [t for t in neighbours if t.key_range[0] <= key <= t.key_range[1]] == [home]


@given(st.integers(0, 4))
def test_the_tiles_of_a_zoom_share_out_all_keys_without_gap_or_overlap(z: int) -> None:
    ranges = sorted(Tile(z, x, y).key_range for x in range(1 << z) for y in range(1 << z))
    assert ranges[0][0] == 0
    assert ranges[-1][1] == 2**60 - 1
    assert all(low == high + 1 for (_low, high), (low, _high) in pairwise(ranges))


@given(tiles(deepest=KEY_ZOOM - 1))
def test_the_children_share_out_their_parents_range_in_order(tile: Tile) -> None:
    ranges = [child.key_range for child in tile.children]
    assert ranges[0][0] == tile.key_range[0]
    assert ranges[-1][1] == tile.key_range[1]
    assert all(after[0] == before[1] + 1 for before, after in pairwise(ranges))
    assert {child.parent for child in tile.children} == {tile}


@given(tiles(), tiles())
def test_one_range_lies_in_another_only_when_the_tile_does(one: Tile, other: Tile) -> None:
    inside = one.key_range[0] <= other.key_range[0] and other.key_range[1] <= one.key_range[1]
    assert inside == one.contains(other)


@given(tiles())
def test_the_middle_of_a_tile_is_in_it(tile: Tile) -> None:
    west, south, east, north = tile.bounds
    assert west < east
    assert south < north
    low, _high = tile.key_range
    lon, lat = cell_centre(low >> 2 * (KEY_ZOOM - tile.z), tile.z)
    assert west <= lon <= east
    assert south <= lat <= north
    if tile.z <= 26:  # further in, the middle lies nearer to the edge than a float can tell
        assert Tile.at(lon, lat, tile.z) == tile


@given(LONS, MERCATOR_LATS)
def test_a_key_leads_back_to_within_two_centimetres_of_its_point(lon: float, lat: float) -> None:
    back_lon, back_lat = cell_centre(tile_key(lon, lat), KEY_ZOOM)
    half = 360 / 2**KEY_ZOOM / 2
    assert back_lon == pytest.approx(lon, abs=half * 1.001)
    assert back_lat == pytest.approx(lat, abs=half * 1.001)


@given(st.lists(st.tuples(LONS, LATS), max_size=40))
def test_the_array_gives_the_keys_that_single_points_get(points: list[tuple[float, float]]) -> None:
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    keys = tile_keys(lons, lats)
    assert keys.dtype == np.int64
    assert keys.tolist() == [tile_key(lon, lat) for lon, lat in points]


@given(LONS, LATS)
def test_a_key_fits_a_signed_column_of_64_bits(lon: float, lat: float) -> None:
    assert 0 <= tile_key(lon, lat) < 2**60


# ── edges ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        pytest.param(180.0, 0.0, (7, 4), id="date_line_belongs_to_the_last_column"),
        pytest.param(-180.0, 0.0, (0, 4), id="west_edge"),
        pytest.param(0.0, 90.0, (4, 0), id="north_pole"),
        pytest.param(0.0, -90.0, (4, 7), id="south_pole"),
        pytest.param(0.0, MAX_LAT, (4, 0), id="upper_edge"),
        pytest.param(0.0, -MAX_LAT, (4, 7), id="lower_edge"),
        pytest.param(0.0, 86.0, (4, 0), id="beyond_the_map"),
        pytest.param(45.0, 0.0, (5, 4), id="inner_edge_belongs_to_the_east_and_south"),
    ],
)
def test_a_point_on_an_edge_has_one_tile(lon: float, lat: float, expected: tuple[int, int]) -> None:
    tile = Tile.at(lon, lat, 3)
    assert (tile.x, tile.y) == expected


def test_the_map_ends_where_it_becomes_a_square() -> None:
    assert pytest.approx(85.0511287798, abs=1e-9) == MAX_LAT


@pytest.mark.parametrize(
    ("lon", "lat", "reason"),
    [
        pytest.param(math.nan, 31.0, "not_a_number", id="nan"),
        pytest.param(121.0, math.inf, "not_a_number", id="infinite"),
        pytest.param(180.1, 31.0, "out_of_range", id="east_of_the_world"),
        pytest.param(121.0, -90.1, "out_of_range", id="south_of_the_pole"),
        pytest.param(633708.9, 3458488.4, "out_of_range", id="metres"),
    ],
)
def test_a_position_that_is_not_on_earth_has_no_key(lon: float, lat: float, reason: str) -> None:
    with pytest.raises(InvalidShape) as refused:
        tile_keys([121.4, lon], [31.2, lat])
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("z", "x", "y"),
    [
        pytest.param(-1, 0, 0, id="negative_zoom"),
        pytest.param(31, 0, 0, id="zoom_beyond_the_key"),
        pytest.param(3, 8, 0, id="column_too_far_east"),
        pytest.param(3, 0, 8, id="row_too_far_south"),
        pytest.param(3, -1, 0, id="negative_column"),
        pytest.param(3.0, 0, 0, id="not_whole"),
        pytest.param("3", 0, 0, id="text"),
        pytest.param(True, 0, 0, id="truth_is_no_zoom"),
    ],
)
def test_numbers_that_name_no_tile_are_refused(z: int, x: int, y: int) -> None:
    with pytest.raises(InvalidTile):
        Tile(z, x, y)


def test_the_whole_world_has_no_parent() -> None:
    with pytest.raises(InvalidTile):
        _ = Tile(0, 0, 0).parent


def test_the_smallest_tile_has_no_children() -> None:
    with pytest.raises(InvalidTile):
        _ = Tile(KEY_ZOOM, 0, 0).children


@pytest.mark.parametrize(("cell", "zoom"), [(4, 1), (-1, 3), (0, -1), (0, 31)])
def test_a_cell_that_is_none_has_no_centre(cell: int, zoom: int) -> None:
    with pytest.raises(InvalidTile):
        cell_centre(cell, zoom)


# ── clusters ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("z", "pixels", "zoom"),
    [(0, 64, 2), (15, 64, 17), (15, 256, 15), (15, 128, 16), (28, 64, 30), (30, 64, 30), (15, 512, 15)],
)
def test_a_cluster_cell_is_as_wide_as_asked(z: int, pixels: int, zoom: int) -> None:
    assert cluster_zoom(z, pixels) == zoom
    assert cluster_shift(z, pixels) == 2 * (30 - zoom)


@given(LONS, LATS, st.integers(0, 28))
def test_a_shift_puts_a_point_in_the_cluster_cell_that_holds_it(lon: float, lat: float, z: int) -> None:
    tile = Tile.at(lon, lat, z)
    cell = tile_key(lon, lat) >> cluster_shift(z)
    low, high = tile.key_range
    # 256 pixels by 64: four cells a side, sixteen in a tile
    assert (high >> cluster_shift(z)) - (low >> cluster_shift(z)) == 15
    middle = cell_centre(cell, cluster_zoom(z))
    home = Tile.at(lon, lat, cluster_zoom(z))
    assert home.bounds[0] <= middle[0] <= home.bounds[2]
    assert home.bounds[1] <= middle[1] <= home.bounds[3]


def test_a_zoom_beyond_the_key_has_no_clusters() -> None:
    with pytest.raises(InvalidTile):
        cluster_shift(31)
