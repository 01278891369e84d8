"""Refusals: each has a word for scripts, an English line for logs, and a Chinese sentence for people."""

import re

import pytest

from maps import errors
from maps.errors import GeoError, InvalidShape, OutsidePlan


def every(kind: type[GeoError] = GeoError) -> list[type[GeoError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in every(child))]


PLAIN = [kind for kind in every() if kind not in (InvalidShape, OutsidePlan)]


def facts(template: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", template))


@pytest.mark.parametrize("kind", every(), ids=lambda kind: str(kind.code))
def test_a_refusal_has_a_code_of_its_own(kind: type[GeoError]) -> None:
    assert re.fullmatch(r"[a-z_]+", kind.code)
    assert [other for other in every() if other.code == kind.code] == [kind]


@pytest.mark.parametrize("kind", PLAIN, ids=lambda kind: str(kind.code))
def test_both_sentences_are_filled_with_the_facts(kind: type[GeoError]) -> None:
    given = {name: f"<{name}>" for name in facts(kind.english) | facts(str(kind.sentence))}
    error = kind(**given)
    for name in facts(kind.english):
        assert f"<{name}>" in str(error)
    for name in facts(str(kind.sentence)):
        assert f"<{name}>" in error.for_people()


@pytest.mark.parametrize("kind", PLAIN, ids=lambda kind: str(kind.code))
def test_the_log_reads_english_and_people_read_chinese(kind: type[GeoError]) -> None:
    assert kind.english.isascii()
    han = [char for char in str(kind.sentence) if "\u4e00" <= char <= "\u9fff"]
    assert len(han) > 6


def test_a_sentence_that_holds_a_percent_sign_is_no_template() -> None:
    error = errors.FileMissing(name="100%(x)s%d.gpkg")
    assert "100%(x)s%d.gpkg" in error.for_people()
    assert "100%(x)s%d.gpkg" in str(error)


def test_all_refusals_are_caught_by_their_root() -> None:
    with pytest.raises(GeoError):
        raise errors.ChooseLayer(name="a.gpkg", count=2, layers="甲、乙")


@pytest.mark.parametrize(
    ("bounds", "english"),
    [
        pytest.param((120.2, 30.25, 120.2, 30.25), "(120.200000, 30.250000) lies outside plan 'plan-7'", id="point"),
        pytest.param(
            (120.2, 30.25, 120.3, 30.35),
            "(120.200000, 30.250000)–(120.300000, 30.350000) lies outside plan 'plan-7'",
            id="box",
        ),
    ],
)
def test_a_place_outside_names_itself_and_the_plan(bounds: errors.Bounds, english: str) -> None:
    error = OutsidePlan("plan-7", bounds)
    assert str(error) == english
    assert (error.slug, error.bounds) == ("plan-7", bounds)
    assert error.for_people() == "这个位置不在规划范围内，请重新点选。"


@pytest.mark.parametrize("reason", sorted(errors.SHAPE_REASONS))
def test_each_reason_against_a_shape_has_its_sentence(reason: str) -> None:
    error = InvalidShape(reason, "detail for the log")
    assert str(error) == f"{reason}: detail for the log"
    assert error.for_people() == str(errors.SHAPE_REASONS[reason])
    assert "detail" not in error.for_people()


def test_a_reason_without_detail_is_just_itself() -> None:
    assert str(InvalidShape("empty")) == "empty"


def test_a_reason_that_nobody_foresaw_still_gets_a_sentence() -> None:
    assert InvalidShape("new").for_people() == str(errors.SHAPE_REASONS["not_geojson"])
