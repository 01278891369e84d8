"""Is it alive, and can it work: for whoever watches the server."""

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.config.migrations import newest_migration

pytestmark = pytest.mark.django_db


def test_being_alive_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_server_that_can_work_is_ready(client: Client) -> None:
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok", "cache": "ok"})


def test_a_migration_that_was_not_applied_is_told(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="residents", name=newest_migration("residents")).delete()
    answer = client.get("/readyz/")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": "migrations are missing", "cache": "ok"}


def test_a_database_that_does_not_answer_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: object) -> None:
        raise OperationalError("host db.internal is gone")

    monkeypatch.setattr(MigrationExecutor, "__init__", gone)
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()["database"]) == (503, "OperationalError")
    assert "db.internal" not in answer.content.decode()


def test_a_cache_that_does_not_keep_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "set", lambda *args: None)
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()["cache"]) == (503, "does not keep")


def test_a_cache_that_raises_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: object) -> None:
        raise ConnectionError("valkey.internal:6379")

    monkeypatch.setattr(cache, "set", gone)
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()["cache"]) == (503, "ConnectionError")


@pytest.mark.parametrize("path", ["/healthz/", "/readyz/"])
def test_a_probe_is_answered_anew_each_time_and_never_posts(client: Client, path: str) -> None:
    assert "no-store" in client.get(path)["Cache-Control"]
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405
