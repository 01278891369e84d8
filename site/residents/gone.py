"""A registry: which notices point at something that was removed since. Higher rooms register in ``AppConfig.ready()``."""

from collections.abc import Callable, Sequence

from residents.models import Notice

#: Given notices, returns the keys of those whose subject nobody should be led to any more.
Check = Callable[[Sequence[Notice]], set[int]]

_checks: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    _checks[name] = check


def still_standing(notices: Sequence[Notice]) -> list[Notice]:
    """Leave out what a message sent now must not speak of."""
    gone: set[int] = set()
    for check in _checks.values():
        gone |= check(notices)
    return [notice for notice in notices if notice.pk not in gone]
