"""Read a file that must be refused."""

from pathlib import Path
from typing import Any

import pytest

from maps import errors
from maps.workbench.reading import read_features
from tests.maps.gis_files import SURROUNDINGS


def refused(path: Path | str, kind: type[errors.GeoError], **options: Any) -> errors.GeoError:
    """Read, expect the refusal, and check that both of its sentences are complete."""
    with pytest.raises(errors.GeoError) as raised:
        read_features(path, **({"surroundings": SURROUNDINGS} | options))
    error = raised.value
    assert type(error) is kind, repr(error)
    assert "%(" not in error.for_people()
    assert error.for_people().endswith("。")
    return error
