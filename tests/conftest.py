"""Fixtures that every room's tests may use."""

import pytest
from django.core.cache import cache
from hypothesis import settings

# How long one example takes says more about the machine than about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits and sessions of one test are nothing to the next."""
    cache.clear()
