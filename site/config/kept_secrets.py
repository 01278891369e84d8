"""Secrets that nobody said: made up once and kept beside the data, for the owner of the files only."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """Return the secret kept at ``path``, made by ``make`` when there is none; an empty file holds none."""
    if path.exists() and not path.read_text().strip():
        path.unlink()  # the disk was full when it was made
    if not path.exists():
        # Written whole beside it, then named: two first starts at once agree on one.
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:
            file.write(make())
            file.flush()
            with contextlib.suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text().strip()
