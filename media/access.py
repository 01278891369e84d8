"""Who may see a resident's photograph beside its owner: whoever attaches photographs to something registers it here.

In an ``AppConfig.ready()``::

    access.register(is_public=photo_is_public, may_review=reviews_photos)
"""

from collections.abc import Callable
from typing import Any

from media.models import Upload

_public: list[Callable[[Upload], bool]] = []
_reviewers: list[Callable[[Any], bool]] = []


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
