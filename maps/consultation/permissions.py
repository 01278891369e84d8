"""What the offices of this room may do; which group has which stands in ``config.roles``."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from residents.models import User

MODERATE = "consultation.moderate_comment"
ANSWER = "consultation.answer_comment"
ENTER = "consultation.enter_comment"


def moderators() -> QuerySet[User]:
    return having(MODERATE)


def at_the_desk() -> QuerySet[User]:
    """Who may write down what a neighbour says."""
    return having(ENTER)


def having(permission: str) -> QuerySet[User]:
    """Who may do what ``permission`` (``app.codename``) says."""
    backend = f"{ModelBackend.__module__}.{ModelBackend.__qualname__}"
    return User.objects.with_perm(permission, backend=backend)
