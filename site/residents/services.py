"""Several rows at once, or a row and a letter: who joins, who changes; who is told stands in ``notices``."""

from django.db import transaction

from residents import agreements
from residents.letters import send_letter
from residents.models import Neighbourhood, User
from residents.notices import mark_read, notify

__all__ = ["change_details", "mark_read", "notify", "send_letter", "welcome"]


@transaction.atomic
def welcome(*, user: User, display_name: str, neighbourhood: Neighbourhood | None) -> None:
    """Complete a new user: the name to show, where they live, and what they agreed to by registering."""
    user.display_name = display_name
    user.neighbourhood = neighbourhood
    user.save(update_fields=("display_name", "neighbourhood"))
    agreements.agree_to_all(user=user)


def change_details(*, user: User, display_name: str, neighbourhood: Neighbourhood | None) -> None:
    """Change what a person says of themselves; another neighbourhood is no longer the one that was confirmed."""
    if neighbourhood != user.neighbourhood:
        user.neighbourhood_confirmed = False
    user.display_name = display_name
    user.neighbourhood = neighbourhood
    user.save(update_fields=("display_name", "neighbourhood", "neighbourhood_confirmed"))
