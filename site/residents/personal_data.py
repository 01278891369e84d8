"""A registry: what ``/me/`` shows, exports and erases. Higher rooms register in ``AppConfig.ready()``."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.conf import settings

from residents.models import User

#: One thing in the export: keys are documented in ``docs/my-data.md``; dates are dates, shapes are GeoJSON.
Row = dict[str, Any]


def address(path: str) -> str:
    """Return ``path`` as an address that still leads here from a file on somebody's disk."""
    return settings.WAGTAILADMIN_BASE_URL + path


def _nothing(user: User) -> tuple[()]:
    return ()


def _leave(user: User, erase: bool) -> None:
    """Keep what says nothing about the person once the account is closed."""


@dataclass(frozen=True)
class PersonalData:
    """One kind of thing that belongs to a person.

    Shown on ``/me/``: ``rows`` returns what, ``template`` renders it with ``rows`` in its context; without a
    template it has no part of that page.
    Exported: ``export`` returns rows, lazily where there may be many; ``title`` and ``labels`` (key → words) make
    the readable copy; ``files`` returns names and open files to put beside.
    Closed: ``close`` takes away what must go when ``user`` leaves, and with ``erase`` what they wrote; it runs
    inside the transaction that closes the account.
    """

    name: str
    template: str = ""
    #: Where it stands among the others; equal ones in the order in which they registered.
    order: int = 50
    rows: Callable[[User], Any] = _nothing
    title: Any = ""
    labels: Mapping[str, Any] = field(default_factory=dict)
    export: Callable[[User], Iterable[Row]] = _nothing
    files: Callable[[User], Iterable[tuple[str, BinaryIO]]] = _nothing
    close: Callable[[User, bool], None] = _leave


_registry: dict[str, PersonalData] = {}


def register(kind: PersonalData) -> None:
    _registry[kind.name] = kind


def registered() -> list[PersonalData]:
    return sorted(_registry.values(), key=lambda kind: kind.order)
