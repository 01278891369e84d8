"""The demonstration, loaded once for a module of tests that only read it."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from PIL import Image

from config.demo import pages, prepare
from config.demo.pictures import encoded
from config.management.commands import demo


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Load everything with one small picture for all; take it back when the module's tests are done."""
    folder = tmp_path_factory.mktemp("demonstration")
    small = encoded(Image.new("RGB", (80, 50), "#0A5F63"))
    settings = override_settings(DEMO=True, VAR=folder, MEDIA_ROOT=folder / "media")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, settings:
        patch.setenv("DEMO_PASSWORD", "given-for-the-test")
        patch.setattr(prepare, "collect_static", lambda: False)
        patch.setattr(demo, "refuse_taken_port", lambda host, port: None)  # a developer's own may be running
        patch.setattr(pages, "png", lambda key: small)
        with transaction.atomic():
            call_command("demo", stdout=io.StringIO())
            yield
            transaction.set_rollback(True)
