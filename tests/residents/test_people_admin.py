"""The back office and people: found by a whole number, shown in part, confirmed by the desk and by nobody else."""

import re
from typing import Any

import pytest
from django.test import Client

from residents.models import Neighbourhood, User
from tests.factories import make_user
from tests.residents.by_phone import MASKED, NUMBER, OTHER_SAME, make_phone_user, make_unproved

pytestmark = pytest.mark.django_db
PEOPLE, RESIDENTS = "/admin/users/", "/admin/residents/"


@pytest.fixture
def desk(client: Client) -> User:
    user = make_user("desk", groups=("desk",))
    client.force_login(user)
    return user


@pytest.fixture
def apo() -> User:
    return make_phone_user(display_name="枫桥边的阿婆", neighbourhood=Neighbourhood.objects.get(name="枫杨园"))


def names_in(client: Client, address: str) -> set[str]:
    page = client.get(address).content.decode()
    return {name for name in User.objects.values_list("display_name", flat=True) if name and name in page}


def edit(user: User) -> str:
    return f"{RESIDENTS}edit/{user.pk}/"


# ── the desk ────────────────────────────────────────────────────────────────────


def test_the_desk_sees_residents_with_their_number_in_part(client: Client, desk: User, apo: User) -> None:
    page = client.get(RESIDENTS).content.decode()
    for shown in ("枫桥边的阿婆", f"{MASKED} 已验证", "枫杨园 没有核实", "居民"):
        assert shown in page
    for hidden in (NUMBER, apo.phone_cipher, str(apo.phone_hash), apo.email, apo.username):
        assert hidden not in page.replace(f"{apo.username} 显示名", "")


def test_only_residents_are_listed(client: Client, desk: User, apo: User) -> None:
    make_user("moderator", groups=("moderator",), display_name="审核员甲")
    make_user("root", is_superuser=True, display_name="总管")
    make_unproved(OTHER_SAME)
    assert names_in(client, RESIDENTS) - {desk.display_name} == {"枫桥边的阿婆"}


@pytest.mark.parametrize("typed", [NUMBER, "+86 139 1111 2222", "１３９１１１１２２２２", "阿婆", "  枫桥  "])
def test_somebody_is_found_by_a_whole_number_or_a_part_of_the_name(
    client: Client, desk: User, apo: User, typed: str
) -> None:
    make_user(display_name="别的人")
    found = names_in(client, f"{RESIDENTS}?q={typed.replace('+', '%2B')}")
    assert "枫桥边的阿婆" in found
    assert "别的人" not in found


@pytest.mark.parametrize("typed", ["1391111", "2222", "139****2222", "13911113333", "example.org", "%", "没有这个人"])
def test_nobody_is_found_by_a_part_of_a_number_or_an_address(client: Client, desk: User, apo: User, typed: str) -> None:
    assert "枫桥边的阿婆" not in names_in(client, f"{RESIDENTS}?q={typed.replace('%', '%25')}")


def test_the_desk_confirms_where_somebody_lives(client: Client, desk: User, apo: User) -> None:
    page = client.get(edit(apo)).content.decode()
    assert MASKED in page
    assert NUMBER not in page
    client.post(edit(apo), {"neighbourhood": apo.neighbourhood_id, "neighbourhood_confirmed": "on"})
    apo.refresh_from_db()
    assert apo.neighbourhood_confirmed


def test_nothing_else_can_be_changed_there(client: Client, desk: User, apo: User) -> None:
    more = {"display_name": "别的", "is_superuser": "on", "is_staff": "on", "phone_hash": "x", "email": "x@example.org"}
    client.post(edit(apo), {"neighbourhood": apo.neighbourhood_id} | more)
    now = User.objects.get(pk=apo.pk)
    assert (now.display_name, now.is_superuser, now.is_staff) == ("枫桥边的阿婆", False, False)
    assert (now.phone_hash, now.email) == (apo.phone_hash, apo.email)


def test_no_place_is_not_confirmed(client: Client, desk: User, apo: User) -> None:
    client.post(edit(apo), {"neighbourhood": "", "neighbourhood_confirmed": "on"})
    apo.refresh_from_db()
    assert (apo.neighbourhood, apo.neighbourhood_confirmed) == (None, False)


def test_another_place_said_by_the_resident_is_no_longer_confirmed(client: Client, apo: User) -> None:
    User.objects.filter(pk=apo.pk).update(neighbourhood_confirmed=True)
    client.force_login(apo)
    other = Neighbourhood.objects.get(name="花溪园")
    client.post("/me/details/", {"display_name": apo.display_name, "neighbourhood": other.pk})
    apo.refresh_from_db()
    assert not apo.neighbourhood_confirmed


def test_colleagues_are_not_for_the_desk_to_change(client: Client, desk: User) -> None:
    colleague = make_user(groups=("moderator",))
    assert client.get(edit(colleague)).status_code == 404
    assert client.post(edit(colleague), {"neighbourhood_confirmed": "on"}).status_code == 404


@pytest.mark.parametrize("path", ["new/", "delete/{}/", "copy/{}/"])
def test_the_desk_makes_and_removes_nobody(client: Client, desk: User, apo: User, path: str) -> None:
    assert client.post(RESIDENTS + path.format(apo.pk), {}).status_code in (302, 403, 404)
    assert User.objects.filter(pk=apo.pk).exists()
    assert User.objects.count() == 2


@pytest.mark.parametrize("group", ["writer", "editor", "reviewer", "moderator", "planner"])
def test_others_do_not_come_there(client: Client, apo: User, group: str) -> None:
    client.force_login(make_user(groups=(group,)))
    assert MASKED not in client.get(RESIDENTS, follow=True).content.decode()
    client.post(edit(apo), {"neighbourhood": apo.neighbourhood_id, "neighbourhood_confirmed": "on"})
    apo.refresh_from_db()
    assert not apo.neighbourhood_confirmed


def test_the_desk_does_not_come_to_the_page_of_accounts(client: Client, desk: User, apo: User) -> None:
    assert client.get(PEOPLE).status_code == 302
    assert client.get(f"{PEOPLE}edit/{apo.pk}/").status_code == 302


def test_a_long_list_takes_no_more_queries(client: Client, desk: User, django_assert_max_num_queries: Any) -> None:
    for n in range(30):
        make_phone_user(f"+861391111{n:04d}", neighbourhood=Neighbourhood.objects.all()[n % 20])
    with django_assert_max_num_queries(25):
        client.get(RESIDENTS)


# ── the administrator ───────────────────────────────────────────────────────────


@pytest.fixture
def admin(client: Client) -> User:
    user = make_user("admin", groups=("admin",), is_superuser=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize("typed", ["", NUMBER, "阿婆", "apo-user"])
def test_the_administrator_finds_people_and_sees_their_number_in_part(client: Client, admin: User, typed: str) -> None:
    make_phone_user(username="apo-user", display_name="枫桥边的阿婆")
    page = client.get(f"{PEOPLE}?q={typed}").content.decode()
    assert "枫桥边的阿婆" in page
    assert MASKED in page
    assert NUMBER not in re.sub(rf"(value=.|q=){NUMBER}", "", page)  # what was typed stands there again


def test_who_came_by_phone_can_be_edited_without_an_address_or_two_names(client: Client, admin: User) -> None:
    user = make_phone_user(display_name="枫桥边的阿婆", email="")
    page = client.get(f"{PEOPLE}edit/{user.pk}/").content.decode()
    assert MASKED in page
    assert not re.search(r'name="(first_name|last_name)"', page)
    typed = {
        "username": user.username,
        "display_name": " 桥边　阿婆 ",
        "email": "",
        "is_active": "",
        "password1": "",
        "password2": "",
    }
    assert client.post(f"{PEOPLE}edit/{user.pk}/", typed).status_code == 302
    user.refresh_from_db()
    assert (user.display_name, user.is_active) == ("桥边 阿婆", False)


def test_a_new_colleague_has_a_display_name(client: Client, admin: User) -> None:
    typed = {
        "username": "reviewer2",
        "display_name": "审稿人乙",
        "email": "r@example.org",
        "password1": "brand-new-91",
        "password2": "brand-new-91",
    }
    assert client.get(f"{PEOPLE}new/").status_code == 200
    assert client.post(f"{PEOPLE}new/", typed).status_code == 302
    assert User.objects.get(username="reviewer2").display_name == "审稿人乙"
    assert client.post(f"{PEOPLE}new/", typed | {"username": "x", "display_name": ""}).status_code == 200
    assert not User.objects.filter(username="x").exists()


def test_a_number_whose_key_is_gone_breaks_no_page(client: Client, admin: User, settings: Any) -> None:
    user = make_phone_user()
    settings.PHONE_KEYS = ["another"]
    assert client.get(PEOPLE).status_code == 200
    assert client.get(f"{PEOPLE}edit/{user.pk}/").status_code == 200
    assert client.get(RESIDENTS).status_code == 200
