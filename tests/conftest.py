"""Fixtures that every room's tests may use."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits and sessions of one test are nothing to the next."""
    cache.clear()
