"""After closing, no column of any table holds a name, an address or a number of the person."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.test import Client, TestCase
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from residents import agreements
from residents.models import User
from tests import factories
from tests.maps.my_things import make_everything

pytestmark = pytest.mark.django_db

NAME, EMAIL, PHONE = "枫桥边独一无二的阿婆", "one-of-a-kind@example.org", "13911112222"
#: As it is, as JSON writes it, and as letters hold it.
TRACES = (NAME, NAME.encode("unicode_escape").decode(), EMAIL, PHONE)


@pytest.fixture(autouse=True)
def _uploads_of_ones_own(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def traces() -> set[str]:
    """Return where one of the values stands: table and column, found by asking every column of every table."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                name = connection.ops.quote_name(column.name)
                cursor.execute(f"SELECT {name} FROM {connection.ops.quote_name(table)}")
                if any(trace in as_text(value) for (value,) in cursor.fetchall() for trace in TRACES):
                    found.add(f"{table}.{column.name}")
    return found


def as_text(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


@pytest.fixture
def resident(client: Client) -> User:
    user = factories.make_user("apo", display_name=NAME, email=EMAIL, first_name=NAME)
    User.objects.filter(pk=user.pk).update(phone_cipher=f"cipher {PHONE}", phone_hash=f"hash {PHONE}")
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True)
    agreements.agree(user=user, versions={"privacy": "1", "terms": "1"})
    ModelLogEntry.objects.log_action(user, "wagtail.edit", user=None, title=NAME, data={"name": NAME})
    DBTaskResult.objects.create(
        task_path="residents.letters.send_letter",
        args_kwargs={"args": ["题", f"{NAME}，您好", EMAIL], "kwargs": {}},
        backend_name="default",
    )
    make_everything(user)
    client.force_login(user)
    session = client.session
    session["draft"] = {"name": "comment-1", "text": f"我是{NAME}"}
    session.save()
    return user


def test_the_search_finds_what_is_there(resident: User) -> None:
    assert {
        "residents_user.display_name",
        "residents_user.email",
        "residents_user.phone_cipher",
        "residents_user.phone_hash",
        "account_emailaddress.email",
        "wagtailcore_modellogentry.label",
        "django_tasks_database_dbtaskresult.args_kwargs",
    } <= traces()


@pytest.mark.parametrize("words", ["keep", "erase"])
def test_after_closing_nothing_is_found(client: Client, resident: User, words: str) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post("/me/close/", {"words": words, "confirm": "注销"})
    assert answer.status_code == 303
    assert traces() == set()


def test_the_session_with_its_draft_is_gone_from_table_and_cache(client: Client, resident: User) -> None:
    other_device = Client()
    other_device.force_login(resident)
    keys = [browser.session.session_key or "" for browser in (client, other_device)]
    client.post("/me/close/", {"words": "keep", "confirm": "注销"})
    assert [cache.get(f"django.contrib.sessions.cached_db{key}") for key in keys] == [None, None]
    assert not other_device.session.exists(keys[1])
