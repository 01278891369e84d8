"""Fixtures that the tests of the pages share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pagecache.pages import purged


@pytest.fixture
def forgotten() -> Iterator[set[str]]:
    """Every tag that was purged."""
    tags: set[str] = set()

    def note(sender: object, **kwargs: Any) -> None:
        tags.update(kwargs["tags"])

    purged.connect(note)
    yield tags
    purged.disconnect(note)


@pytest.fixture
def in_commit(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[[], Any]:
    """What is done in ``with in_commit():`` is committed at its end, with all that follows from it."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
