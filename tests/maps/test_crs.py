"""Coordinate systems: what people and files name is understood or refused, and numbers land where they should."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Geod
from shapely import LineString, Point

from maps.crs import (
    METRIC_CRS,
    STORAGE_CRS,
    USUAL_IN_SHANGHAI,
    crs_label,
    is_undefined,
    parse_crs,
    shifts_ground,
    transform,
    transform_points,
)
from maps.errors import GeoError, UnknownCrs, UnsupportedCrs

CAOYANG = Point(121.4035, 31.2405)
CAOYANG_METRES = (633708.878, 3458488.368)  # reference values of EPSG:4549

ESRI_PRJ = (
    'PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",'
    'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
CITY_GRID = 'LOCAL_CS["Shanghai City Grid",UNIT["Meter",1],AXIS["Easting",EAST],AXIS["Northing",NORTH]]'


@pytest.mark.parametrize(
    ("given_crs", "label"),
    [
        pytest.param("EPSG:4549", "EPSG:4549", id="authority_and_code"),
        pytest.param("epsg: 4549 ", "EPSG:4549", id="sloppy"),
        pytest.param("EPSG：4549", "EPSG:4549", id="full_width_colon"),
        pytest.param("4549", "EPSG:4549", id="code_alone"),
        pytest.param(4326, "EPSG:4326", id="number"),
        pytest.param("urn:ogc:def:crs:EPSG::4490", "EPSG:4490", id="urn"),
        pytest.param("urn:ogc:def:crs:OGC:1.3:CRS84", "WGS 84 (CRS84)", id="what_geojson_of_2008_says"),
        pytest.param(ESRI_PRJ, "EPSG:4549", id="prj_of_esri"),
        pytest.param(CRS(4326).to_wkt("WKT1_ESRI"), "EPSG:4326", id="prj_in_degrees"),
        pytest.param(CRS(4490).to_wkt("WKT1_GDAL"), "EPSG:4490", id="wkt_of_1999"),
        pytest.param(CRS(4528).to_wkt("WKT2_2019"), "EPSG:4528", id="wkt_of_2019"),
        pytest.param(CRS(4979), "EPSG:4326", id="third_dimension_dropped"),
        pytest.param("EPSG:9518", "EPSG:4326", id="heights_dropped"),
    ],
)
def test_a_system_is_known_by_any_of_its_names(given_crs: str | int | CRS, label: str) -> None:
    crs = parse_crs(given_crs)
    assert crs_label(crs) == label
    assert len(crs.axis_info) == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("北京54", id="a_name_only"),
        pytest.param("EPSG:1", id="too_short"),
        pytest.param("EPSG:999999", id="no_such_code"),
        pytest.param("+proj=longlat +nadgrids=/etc/passwd", id="proj_string"),
        pytest.param("http://example.org/crs.wkt", id="address"),
        pytest.param("PROJCS[", id="broken_wkt"),
        pytest.param("PROJCS[" + '"x",' * 20_000, id="endless_wkt"),
        pytest.param('{"type": "GeographicCRS"}', id="json"),
    ],
)
def test_what_names_no_system_is_refused(text: str) -> None:
    with pytest.raises(UnknownCrs) as refused:
        parse_crs(text)
    assert "EPSG:4549" in refused.value.for_people()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(CITY_GRID, id="local_grid"),
        pytest.param("EPSG:5773", id="heights_only"),
        pytest.param("EPSG:4978", id="from_the_middle_of_the_earth"),
    ],
)
def test_a_system_without_a_place_on_the_map_is_refused(text: str) -> None:
    with pytest.raises(UnsupportedCrs) as refused:
        parse_crs(text)
    assert "EPSG:4326" in refused.value.for_people()


@pytest.mark.parametrize(
    ("stated", "undefined"),
    [
        pytest.param(None, True, id="nothing"),
        pytest.param("", True, id="empty"),
        pytest.param('LOCAL_CS["Undefined Cartesian SRS",UNIT["Meter",1]]', True, id="geopackage_minus_one"),
        pytest.param('GEOGCS["Undefined geographic SRS",DATUM["unknown"]]', True, id="geopackage_zero"),
        pytest.param('LOCAL_CS["unnamed",UNIT["Meter",1]]', True, id="unnamed_plane"),
        pytest.param('PROJCS["unnamed",GEOGCS["WGS 84"]]', False, id="unnamed_but_given_by_its_parameters"),
        pytest.param("EPSG:4326", False, id="code"),
        pytest.param(ESRI_PRJ, False, id="named"),
    ],
)
def test_a_file_that_says_it_does_not_know_says_nothing(stated: str | None, undefined: bool) -> None:
    assert is_undefined(stated) is undefined


@pytest.mark.parametrize(
    ("code", "shifts"),
    [
        ("4326", False),
        ("4490", False),
        ("4549", False),
        (ESRI_PRJ, False),
        ("2385", True),
        ("2437", True),
        ("4214", True),
    ],
)
def test_only_old_datums_move_the_ground(code: str, shifts: bool) -> None:
    assert shifts_ground(parse_crs(code)) is shifts


# ── transforming ────────────────────────────────────────────────────────────────


def test_caoyang_has_its_published_metres() -> None:
    moved = transform(CAOYANG, source=STORAGE_CRS, target=METRIC_CRS)
    assert (moved.x, moved.y) == pytest.approx(CAOYANG_METRES, abs=0.001)


def test_metres_come_back_as_longitude_first() -> None:
    moved = transform(Point(CAOYANG_METRES), source=METRIC_CRS)
    assert (moved.x, moved.y) == pytest.approx((121.4035, 31.2405), abs=1e-8)


def test_cgcs2000_and_wgs84_are_the_same_ground() -> None:
    moved = transform(CAOYANG, source="EPSG:4490")
    assert (moved.x, moved.y) == (121.4035, 31.2405)


def test_a_zone_prefix_is_forty_million_metres() -> None:
    plain = transform(CAOYANG, source=STORAGE_CRS, target="EPSG:4549")
    prefixed = transform(CAOYANG, source=STORAGE_CRS, target="EPSG:4528")
    assert prefixed.x - plain.x == pytest.approx(40_000_000, abs=0.001)
    assert prefixed.y == pytest.approx(plain.y, abs=0.001)


def test_web_mercator_agrees_with_its_own_formula() -> None:
    moved = transform(CAOYANG, source=STORAGE_CRS, target="EPSG:3857")
    radius = 6378137.0
    assert moved.x == pytest.approx(radius * np.radians(121.4035), abs=0.001)
    assert moved.y == pytest.approx(radius * np.arctanh(np.sin(np.radians(31.2405))), abs=0.001)


# Beijing 1954 has a datum shift of its own, whose inverse is only good to two millimetres.
EXACT = [crs for crs in USUAL_IN_SHANGHAI if "Beijing" not in CRS(crs).name]


@given(st.floats(121.3, 121.5), st.floats(31.1, 31.4), st.sampled_from(EXACT))
def test_there_and_back_moves_nothing_by_a_millimetre(lon: float, lat: float, crs: str) -> None:
    there = transform_points(np.array([[lon, lat]]), source=STORAGE_CRS, target=crs)
    ((back_lon, back_lat),) = transform_points(there, source=crs)
    (_azimuth, _back, metres) = Geod(ellps="WGS84").inv(lon, lat, back_lon, back_lat)
    assert metres < 0.001


def test_whole_arrays_keep_their_order_their_gaps_and_their_source() -> None:
    line = LineString([(121.4, 31.2, 5.0), (121.5, 31.3, 6.0)])
    shapes = np.array([CAOYANG, None, line], dtype=object)
    moved = transform(shapes, source=STORAGE_CRS, target=METRIC_CRS)
    assert moved[1] is None
    assert (moved[0].x, moved[0].y) == pytest.approx(CAOYANG_METRES, abs=0.001)
    assert not shapely.has_z(moved[2])
    assert shapes[0] is CAOYANG
    assert shapes[2].has_z


def test_what_a_projection_cannot_place_becomes_infinite() -> None:
    assert not np.isfinite(shapely.get_coordinates(transform(Point(1e9, 1e9), source=METRIC_CRS))).any()


def test_a_system_whose_formula_cannot_be_followed_is_refused() -> None:
    broken = ESRI_PRJ.replace("Gauss_Kruger", "Gauss_Krugle")
    with pytest.raises(GeoError):
        transform(CAOYANG, source=broken)


def test_an_unknown_system_transforms_nothing() -> None:
    with pytest.raises(GeoError):
        transform(CAOYANG, source="EPSG:4326", target="somewhere")
