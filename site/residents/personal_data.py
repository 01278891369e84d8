"""A registry: what ``/me/`` shows, exports and erases. Higher rooms register in ``AppConfig.ready()``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from residents.models import User


@dataclass(frozen=True)
class PersonalData:
    """One kind of thing that belongs to a person.

    ``rows`` returns what to show on ``/me/``; ``template`` renders it with ``rows`` in its context.
    """

    name: str
    template: str
    rows: Callable[[User], Any]


_registry: dict[str, PersonalData] = {}


def register(kind: PersonalData) -> None:
    _registry[kind.name] = kind


def registered() -> list[PersonalData]:
    return list(_registry.values())
