"""When data lands elsewhere, the likely cause is named: each usual mistake is made here on purpose."""

import numpy as np
import numpy.typing as npt
import pytest
from pyproj import CRS, Transformer

from maps.landing import SENTENCES, bd09_to_gcj02, gcj02_to_wgs84, likely_cause, wgs84_to_gcj02

Points = npt.NDArray[np.float64]

SURROUNDINGS = (121.385, 31.225, 121.425, 31.255)
PLACES = np.array([[121.4035, 31.2405], [121.398, 31.2355], [121.408, 31.245]])


def projected(code: int) -> Points:
    return np.column_stack(Transformer.from_crs(4326, code, always_xy=True).transform(PLACES[:, 0], PLACES[:, 1]))


def swapped(points: Points) -> Points:
    return points[:, ::-1]


def cause(points: Points, declared: int | None, *, others_inside: bool = False) -> str:
    crs = CRS(declared) if declared else None
    found = likely_cause(points, declared=crs, surroundings=SURROUNDINGS, others_inside=others_inside)
    assert str(found)
    assert "%(" not in str(found)
    return found.code


@pytest.mark.parametrize(
    ("points", "declared", "expected"),
    [
        pytest.param(swapped(PLACES), 4326, "swapped_axes", id="latitude_first"),
        pytest.param(swapped(projected(4549)), 4549, "swapped_axes", id="northing_first"),
        pytest.param(swapped(projected(4528)), 4326, "swapped_axes", id="northing_first_with_zone"),
        pytest.param(PLACES, 4549, "degrees_declared_as_metres", id="degrees_under_a_projection"),
        pytest.param(projected(4549), 4326, "metres_declared_as_degrees", id="metres_under_degrees"),
        pytest.param(projected(4528), 4326, "metres_declared_as_degrees", id="prefixed_metres_under_degrees"),
        pytest.param(projected(3857), 4326, "web_mercator", id="web_mercator_under_degrees"),
        pytest.param(projected(3857), 4549, "web_mercator", id="web_mercator_under_gauss_kruger"),
        pytest.param(projected(4528), 4549, "zone_prefix", id="zone_prefix_not_declared"),
        pytest.param(projected(4549), 4528, "no_zone_prefix", id="zone_prefix_missing"),
        pytest.param(projected(4549), 4547, "other_crs", id="wrong_meridian"),
        pytest.param(projected(4549), 3857, "other_crs", id="gauss_kruger_under_web_mercator"),
        pytest.param(projected(32651), 4549, "other_crs", id="utm_under_gauss_kruger"),
        pytest.param(np.array([[-6041.2, 512.9], [-6200.0, 480.1]]), 4549, "local_grid", id="city_grid"),
        pytest.param(np.array([[-6041.2, 512.9], [-6200.0, 480.1]]), None, "local_grid", id="city_grid_undeclared"),
        pytest.param(np.zeros((3, 2)), 4326, "null_island", id="zeros"),
        pytest.param(np.array([[13.4, 52.5]]), 4326, "elsewhere", id="berlin"),
        pytest.param(np.array([[np.inf, np.inf]]), 4549, "elsewhere", id="no_position_at_all"),
        pytest.param(projected(4549), None, "stated_nowhere", id="undeclared_metres"),
        pytest.param(PLACES, None, "stated_nowhere", id="undeclared_degrees"),
        pytest.param(np.array([[13.4, 52.5]]), None, "ask_provider", id="undeclared_berlin"),
    ],
)
def test_the_usual_mistake_is_recognised(points: Points, declared: int | None, expected: str) -> None:
    assert cause(points, declared) == expected


@pytest.mark.parametrize(("code", "said"), [(4549, "EPSG:4549"), (4528, "EPSG:4528"), (4326, "EPSG:4326")])
def test_the_sentence_says_which_system_to_use(code: int, said: str) -> None:
    points = PLACES if code == 4326 else projected(code)
    assert said in str(likely_cause(points, declared=None, surroundings=SURROUNDINGS))


def test_when_others_are_inside_the_system_is_not_blamed() -> None:
    assert cause(swapped(PLACES), 4326, others_inside=True) == "some_outside"


def test_records_without_coordinates_are_told_apart_even_then() -> None:
    assert cause(np.zeros((2, 2)), 4326, others_inside=True) == "null_island"


def test_one_stray_among_many_does_not_hide_the_cause() -> None:
    assert cause(np.vstack((projected(4549), [[0.0, 1.0]])), 4326) == "metres_declared_as_degrees"


def test_shifted_data_outside_a_tight_frame_is_recognised() -> None:
    tight = (121.3979, 31.2354, 121.4081, 31.2451)
    shifted = wgs84_to_gcj02(PLACES)
    found = likely_cause(shifted, declared=CRS(4326), surroundings=tight)
    assert found.code == "gcj02"


def test_every_cause_has_a_sentence_that_says_what_to_do() -> None:
    assert all("请" in str(sentence) for sentence in SENTENCES.values())


# ── the shifted systems, against published points ───────────────────────────────


@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [
        pytest.param((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597), id="shanghai"),
        pytest.param((113.912316, 22.543847), (113.9171764808363, 22.540796131694766), id="shenzhen"),
        pytest.param((116.377817, 39.911954), (116.38404722455657, 39.91334545536069), id="beijing"),
    ],
)
def test_the_shift_agrees_with_published_points(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    assert wgs84_to_gcj02(np.array([wgs]))[0] == pytest.approx(gcj, abs=1e-6)
    assert gcj02_to_wgs84(np.array([gcj]))[0] == pytest.approx(wgs, abs=1e-6)


def test_the_second_shift_agrees_with_a_published_point() -> None:
    found = bd09_to_gcj02(np.array([[116.404, 39.915]]))[0]
    assert found == pytest.approx((116.39762729119315, 39.90865673957631), abs=1e-6)


def test_the_shift_at_caoyang_is_about_half_a_kilometre() -> None:
    (east, north) = (wgs84_to_gcj02(PLACES[:1]) - PLACES[:1])[0]
    assert (east, north) == pytest.approx((0.00465, -0.0018), abs=1e-4)
