"""The demonstration's people: one for every role, with the rights of that role and no more."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from config.demo import people
from residents import phone_sign_in, phones, services
from residents.models import User

pytestmark = pytest.mark.django_db

GROUP_OF = {
    "writer": "writer",
    "editor": "editor",
    "reviewer": "reviewer",
    "moderator": "moderator",
    "moderator2": "moderator",
    "planner": "planner",
    "desk": "desk",
}
CAST = {"walker": ("散步的人（示例）", "016"), "nobody": ("没有居民区的人（示例）", ""), "resident": ("不用", "001")}


@pytest.fixture
def everybody(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, User]:
    settings.VAR = tmp_path
    monkeypatch.setenv("DEMO_PASSWORD", "given-for-the-test")
    return people.make_people(CAST)


def groups_of(user: User) -> list[str]:
    return list(user.groups.values_list("name", flat=True))


def test_everybody_of_the_office_is_in_one_group(everybody: dict[str, User]) -> None:
    assert {name: groups_of(everybody[name]) for name in GROUP_OF} == {n: [g] for n, g in GROUP_OF.items()}


def test_the_administrator_alone_is_a_superuser(everybody: dict[str, User]) -> None:
    assert [user.username for user in User.objects.filter(is_superuser=True)] == ["admin"]
    assert [user.username for user in User.objects.filter(is_staff=True)] == ["admin"]


def test_residents_are_in_no_group(everybody: dict[str, User]) -> None:
    found = {key: groups_of(everybody[key]) for key in ("resident", "resident2", "walker", "nobody")}
    assert list(found.values()) == [[], [], [], []]


@pytest.mark.parametrize("name", ["admin", *GROUP_OF])
def test_the_office_comes_into_the_back_office(name: str, everybody: dict[str, User], client: Client) -> None:
    client.force_login(everybody[name])
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("name", ["resident", "resident2", "walker"])
def test_a_resident_does_not(name: str, everybody: dict[str, User], client: Client) -> None:
    client.force_login(everybody[name])
    assert client.get("/admin/").status_code in (302, 403)


def test_the_invented_neighbours_cannot_sign_in(everybody: dict[str, User], client: Client) -> None:
    assert not everybody["walker"].has_usable_password()
    assert not client.login(username="cast-walker", password="given-for-the-test")


@pytest.mark.parametrize("name", ["admin", "resident", *GROUP_OF])
def test_who_has_a_part_signs_in(name: str, everybody: dict[str, User]) -> None:
    assert everybody[name].check_password("given-for-the-test")
    assert not everybody[name].check_password("another")


def test_a_neighbourhood_is_found_by_its_three_digits_or_left_open(everybody: dict[str, User]) -> None:
    walker = everybody["walker"].neighbourhood
    assert walker is not None
    assert walker.code == "310107005016"
    assert everybody["nobody"].neighbourhood is None


def test_an_account_in_the_cast_is_not_made_twice(everybody: dict[str, User]) -> None:
    assert everybody["resident"].display_name == "居民甲（示例）"
    neighbourhood = everybody["resident"].neighbourhood
    assert neighbourhood is not None
    assert neighbourhood.code == "310107005001"
    assert Counter(User.objects.values_list("username", flat=True))["resident"] == 1


def test_a_new_password_is_not_given_to_the_invented(
    everybody: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "another-one")
    assert people.set_password() == "another-one"
    assert User.objects.get(username="desk").check_password("another-one")
    assert not User.objects.get(username="cast-walker").has_usable_password()


@pytest.mark.parametrize(
    ("name", "number"), [("resident", "19900000001"), ("resident2", "199 0000 0002")], ids=["first", "second"]
)
def test_the_two_residents_can_try_the_door_by_phone(everybody: dict[str, User], name: str, number: str) -> None:
    holder = phone_sign_in.holder_of(phones.parse(number))
    assert holder == everybody[name]
    assert holder.phone_verified
    assert services.what_is_missing(holder) == []


def test_nobody_else_has_a_number(everybody: dict[str, User]) -> None:
    assert User.objects.exclude(phone_hash=None).count() == 2
