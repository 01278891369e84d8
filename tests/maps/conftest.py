"""The cast of this room's tests, and the browser each of them sits at."""

import pytest
from django.test import Client

from residents.models import User
from tests import factories


@pytest.fixture
def resident() -> User:
    return factories.make_user("resident")


@pytest.fixture
def moderator() -> User:
    return factories.make_moderator()


@pytest.fixture
def planner() -> User:
    return factories.make_user("planner", groups=("planner",))


def _at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_resident(resident: User) -> Client:
    return _at(resident)


@pytest.fixture
def as_moderator(moderator: User) -> Client:
    return _at(moderator)


@pytest.fixture
def as_planner(planner: User) -> Client:
    return _at(planner)
