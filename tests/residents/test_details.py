"""My name and my neighbourhood, to change."""

import pytest
from django.test import Client

from residents.models import Neighbourhood, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Neighbourhood:
    return Neighbourhood.objects.get(name="枫杨园")


@pytest.fixture
def resident(client: Client, place: Neighbourhood) -> User:
    user = make_user("apo", display_name="阿婆", neighbourhood=place, neighbourhood_confirmed=True)
    client.force_login(user)
    return user


def test_the_form_holds_what_is_so_now(client: Client, resident: User, place: Neighbourhood) -> None:
    page = client.get("/me/details/").content.decode()
    assert 'value="阿婆"' in page
    assert f'<option value="{place.pk}" selected>枫杨园</option>' in page


def test_a_name_is_changed(client: Client, resident: User, place: Neighbourhood) -> None:
    answer = client.post("/me/details/", {"display_name": "桥边的阿婆", "neighbourhood": str(place.pk)})
    resident.refresh_from_db()
    assert (answer["Location"], resident.display_name) == ("/me/", "桥边的阿婆")
    assert resident.neighbourhood_confirmed


def test_another_neighbourhood_is_not_confirmed_any_more(client: Client, resident: User) -> None:
    other = Neighbourhood.objects.get(name="北岭园")
    client.post("/me/details/", {"display_name": "阿婆", "neighbourhood": str(other.pk)})
    resident.refresh_from_db()
    assert (resident.neighbourhood, resident.neighbourhood_confirmed) == (other, False)


def test_a_neighbourhood_can_be_taken_back(client: Client, resident: User) -> None:
    client.post("/me/details/", {"display_name": "阿婆", "neighbourhood": ""})
    resident.refresh_from_db()
    assert resident.neighbourhood is None


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({"display_name": "街道官方", "neighbourhood": ""}, id="office"),
        pytest.param({"display_name": "", "neighbourhood": ""}, id="blank"),
        pytest.param({"display_name": "好名字", "neighbourhood": "999999"}, id="no_such_neighbourhood"),
        pytest.param({}, id="nothing"),
    ],
)
def test_a_refused_change_answers_422_and_changes_nothing(
    client: Client, resident: User, typed: dict[str, str]
) -> None:
    answer = client.post("/me/details/", typed)
    resident.refresh_from_db()
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert (resident.display_name, resident.neighbourhood_confirmed) == ("阿婆", True)


def test_a_stranger_changes_nothing() -> None:
    answer = Client().post("/me/details/", {"display_name": "别人", "neighbourhood": ""})
    assert answer["Location"] == "/accounts/login/?next=/me/details/"


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_no_name_yet_is_asked_for_everything_their_age_too(client: Client, method: str) -> None:
    user = make_user(display_name="", agreed=False)
    client.force_login(user)
    answer = getattr(client, method)("/me/details/", {"display_name": "环浜边的人", "neighbourhood": ""})
    assert answer["Location"] == "/me/welcome/"
    user.refresh_from_db()
    assert user.display_name == ""
