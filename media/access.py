"""Who may see a file: whoever attaches photographs to something, or shows slides and recordings, registers it here.

In an ``AppConfig.ready()``::

    access.register(is_public=photo_is_public, may_review=reviews_photos)
    access.register_shown(is_shown)
"""

from collections.abc import Callable
from typing import Any

from media.models import Material, Recording, Upload

_public: list[Callable[[Upload], bool]] = []
_reviewers: list[Callable[[Any], bool]] = []
_shown: list[Callable[[Material | Recording], bool]] = []


def register(*, is_public: Callable[[Upload], bool], may_review: Callable[[Any], bool]) -> None:
    """Let ``is_public(upload)`` and ``may_review(user)`` be asked; what is registered already stays."""
    if is_public not in _public:
        _public.append(is_public)
        _reviewers.append(may_review)


def is_public(upload: Upload) -> bool:
    """Whether everyone may see it: it passed its review, and what it belongs to stands in public."""
    return upload.status == Upload.Status.ACCEPTED and any(ask(upload) for ask in _public)


def may_see(user: Any, upload: Upload) -> bool:
    """Whether this person may see what is not public."""
    return bool(user.is_authenticated and (upload.owner_id == user.pk or any(ask(user) for ask in _reviewers)))


def register_shown(is_shown: Callable[[Material | Recording], bool]) -> None:
    """Let ``is_shown(material or recording)`` be asked whether a page that everyone may read shows it."""
    if is_shown not in _shown:
        _shown.append(is_shown)


def is_shown(what: Material | Recording) -> bool:
    """Whether everyone may see it."""
    return any(ask(what) for ask in _shown)
