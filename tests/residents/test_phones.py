"""Phone numbers: read however they are written, kept so that nobody else reads them, shown in part."""

import string
from typing import Any

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from residents import phones

#: Subscriber numbers of China's own mobile ranges, whatever follows.
AT_HOME = st.builds(
    "{}{}".format,
    st.sampled_from(["139", "138", "159", "186", "177", "199"]),
    st.text("0123456789", min_size=8, max_size=8),
)
EXAMPLES = [
    phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    for region in sorted(phonenumbers.SUPPORTED_REGIONS)
    if (number := phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE))
]
FULL_WIDTH = str.maketrans(string.digits + "+- ", "０１２３４５６７８９＋－　")


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("13911112222", id="plain"),
        pytest.param("139 1111 2222", id="spaces"),
        pytest.param("  139-1111-2222 ", id="hyphens"),
        pytest.param("139\u20131111\u20142222", id="dashes"),
        pytest.param("１３９１１１１２２２２", id="full_width"),
        pytest.param("139　1111　2222", id="full_width_spaces"),
        pytest.param("+8613911112222", id="plus"),
        pytest.param("＋８６ 139 1111 2222", id="full_width_plus"),
        pytest.param("008613911112222", id="two_zeros"),
        pytest.param("(+86) 139 1111 2222", id="brackets"),
        pytest.param("139\t1111\u00a02222", id="odd_blanks"),
    ],
)
def test_a_number_is_read_however_it_is_written(typed: str) -> None:
    assert phones.parse(typed) == "+8613911112222"


@pytest.mark.parametrize(
    ("typed", "e164"),
    [("+44 7400 123456", "+447400123456"), ("0081 90-1234-5678", "+819012345678"), ("+852 5123 4567", "+85251234567")],
    ids=["britain", "japan", "hong_kong"],
)
def test_numbers_of_other_countries_are_taken_with_their_code(typed: str, e164: str) -> None:
    assert phones.parse(typed) == e164


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("   ", id="blanks"),
        pytest.param("1391111222", id="one_digit_short"),
        pytest.param("139111122223", id="one_digit_long"),
        pytest.param("02162441234", id="landline"),
        pytest.param("110", id="police"),
        pytest.param("10086", id="service"),
        pytest.param("400 800 1234", id="company"),
        pytest.param("139ABCD2222", id="letters"),
        pytest.param("13911112222;ext=5", id="extension"),
        pytest.param("13911112222 转 5", id="extension_in_words"),
        pytest.param("apo@example.org", id="address"),
        pytest.param("+", id="plus_only"),
        pytest.param("+999 1234567", id="no_country"),
        pytest.param("一三九一一一一二二二二", id="numerals"),
        pytest.param("1" * 10_000, id="endless"),
        pytest.param("tel:+8613911112222", id="scheme"),
        pytest.param("139\x001111\x002222", id="nul"),
    ],
)
def test_what_takes_no_text_messages_is_refused(typed: str) -> None:
    with pytest.raises(phones.NotAPhone):
        phones.parse(typed)


@given(AT_HOME)
def test_every_way_of_writing_a_number_is_one_number(number: str) -> None:
    plain = phones.parse(number)
    written = (
        f"{number[:3]} {number[3:7]} {number[7:]}",
        f"+86{number}",
        f"0086 {number}",
        number.translate(FULL_WIDTH),
    )
    assert {phones.parse(typed) for typed in written} == {plain} == {f"+86{number}"}


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_number_or_is_refused(typed: str) -> None:
    try:
        found = phones.parse(typed)
    except phones.NotAPhone:
        return
    assert found.startswith("+")
    assert found[1:].isdecimal()
    assert phones.parse(found) == found


@given(AT_HOME)
def test_four_digits_of_a_number_are_never_shown(number: str) -> None:
    shown = phones.mask(f"+86{number}")
    assert shown == f"{number[:3]}****{number[7:]}"


@pytest.mark.parametrize("phone", EXAMPLES)
def test_a_number_of_any_country_is_shown_in_part(phone: str) -> None:
    shown = phones.mask(phone)
    digits = phonenumbers.national_significant_number(phonenumbers.parse(phone))
    assert "****" in shown
    assert digits not in shown
    assert sum(c.isdigit() for c in shown.partition("****")[2]) <= max(0, len(digits) - 4)


@pytest.mark.parametrize("phone", EXAMPLES)
def test_a_number_put_back_into_the_field_is_the_same_number(phone: str) -> None:
    try:
        taken = phones.parse(phone)
    except phones.NotAPhone:
        pytest.skip("the library's own example takes no texts")
    assert phones.parse(phones.local(taken)) == taken


# ── keeping ─────────────────────────────────────────────────────────────────────


@given(AT_HOME)
def test_what_is_sealed_comes_out_whole(number: str) -> None:
    sealed = phones.seal(f"+86{number}")
    assert number not in sealed
    assert phones.unseal(sealed) == f"+86{number}"


def test_the_same_number_never_looks_the_same_and_is_found_all_the_same() -> None:
    assert phones.seal("+8613911112222") != phones.seal("+8613911112222")
    assert phones.fingerprint("+8613911112222") == phones.fingerprint("+8613911112222")
    assert phones.fingerprint("+8613911112222") != phones.fingerprint("+8613911112223")


def test_a_new_key_in_front_still_opens_and_finds_what_the_old_one_kept(settings: Any) -> None:
    sealed, hashed = phones.seal("+8613911112222"), phones.fingerprint("+8613911112222")
    settings.PHONE_KEYS = ["a-newer-one", *settings.PHONE_KEYS]
    assert phones.unseal(sealed) == "+8613911112222"
    assert hashed in phones.fingerprints("+8613911112222")
    assert phones.fingerprint("+8613911112222") != hashed


def test_another_key_opens_nothing(settings: Any) -> None:
    sealed, hashed = phones.seal("+8613911112222"), phones.fingerprint("+8613911112222")
    settings.PHONE_KEYS = ["another"]
    with pytest.raises(phones.UnknownKey):
        phones.unseal(sealed)
    assert hashed not in phones.fingerprints("+8613911112222")


@pytest.mark.parametrize("spoilt", ["", "x", "gAAAAA", "+8613911112222"])
def test_what_was_never_sealed_is_not_opened(spoilt: str) -> None:
    with pytest.raises(phones.UnknownKey):
        phones.unseal(spoilt)


def test_a_hash_tells_nothing_of_the_number_without_the_key(settings: Any) -> None:
    ours = phones.fingerprint("+8613911112222")
    settings.PHONE_KEYS = ["another"]
    assert phones.fingerprint("+8613911112222") != ours
    assert phones.fingerprints("x", of="address") != phones.fingerprints("x")


def test_without_a_key_nothing_is_kept(settings: Any) -> None:
    settings.PHONE_KEYS = []
    assert not phones.available()
    for keep in (phones.seal, phones.fingerprint):
        with pytest.raises(phones.UnknownKey):
            keep("+8613911112222")
