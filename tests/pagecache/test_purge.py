"""A purge is announced when what it is about is really so, and at no other time."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from pagecache import purge
from pagecache.pages import purged

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[list[frozenset[str]]]:
    tags_heard: list[frozenset[str]] = []

    def listen(*, tags: frozenset[str], **kwargs: object) -> None:
        tags_heard.append(tags)

    purged.connect(listen)
    yield tags_heard
    purged.disconnect(listen)


def test_a_purge_waits_for_the_commit(
    heard: list[frozenset[str]], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        purge("proposal:12", "page:7")
        assert heard == []
    assert heard == [frozenset({"proposal:12", "page:7"})]


def test_what_was_rolled_back_purges_nothing(
    heard: list[frozenset[str]], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        with transaction.atomic():
            purge("proposal:12")
            transaction.set_rollback(True)
        purge("proposal:13")
    assert len(waiting) == 1
    assert heard == [frozenset({"proposal:13"})]


@pytest.mark.django_db(transaction=False)
def test_a_listener_that_fails_is_logged_and_does_not_undo_the_answer(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(**kwargs: object) -> None:
        raise ConnectionError("the cache is gone")

    purged.connect(fails)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            purge("proposal:12")
    finally:
        purged.disconnect(fails)
    assert "the cache is gone" in caplog.text
