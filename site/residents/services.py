"""Several rows at once, or a row and a letter: who joins, who changes; who is told stands in ``notices``."""

from django.db import transaction

from residents.letters import send_letter
from residents.models import Consent, Neighbourhood, User
from residents.notices import mark_read, notify

__all__ = ["change_details", "mark_read", "notify", "send_letter", "welcome"]

#: The text that the button 同意并注册 agrees to; a new version is a new consent.
PRIVACY_TEXT = "privacy"
PRIVACY_VERSION = "1"


@transaction.atomic
def welcome(*, user: User, display_name: str, neighbourhood: Neighbourhood | None) -> None:
    """Complete a new user: the name to show, where they live, and what they agreed to by registering."""
    user.display_name = display_name
    user.neighbourhood = neighbourhood
    user.save(update_fields=("display_name", "neighbourhood"))
    Consent.objects.create(user=user, text=PRIVACY_TEXT, version=PRIVACY_VERSION)


def change_details(*, user: User, display_name: str, neighbourhood: Neighbourhood | None) -> None:
    """Change what a person says of themselves; another neighbourhood is no longer the one that was confirmed."""
    if neighbourhood != user.neighbourhood:
        user.neighbourhood_confirmed = False
    user.display_name = display_name
    user.neighbourhood = neighbourhood
    user.save(update_fields=("display_name", "neighbourhood", "neighbourhood_confirmed"))
