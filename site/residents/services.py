"""Several rows at once, or a row and a letter: who joins, who changes; who is told stands in ``notices``."""

from collections.abc import Mapping

from django.db import transaction

from residents import agreements
from residents.letters import send_letter
from residents.models import Neighbourhood, User
from residents.notices import mark_read, notify
from residents.welcoming import what_is_missing

__all__ = [
    "change_details",
    "confirm_neighbourhood",
    "mark_read",
    "notify",
    "send_letter",
    "take_in",
    "welcome",
    "what_is_missing",
]


@transaction.atomic
def welcome(*, user: User, display_name: str, neighbourhood: Neighbourhood | None, versions: Mapping[str, str]) -> None:
    """Complete a new user: the name to show, where they live, and which versions of the texts they agree to.

    Raises ``agreements.StaleAgreement`` when one of them no longer holds: then nothing is written.
    """
    agreements.agree(user=user, versions=versions)
    if neighbourhood != user.neighbourhood:
        user.neighbourhood_confirmed = False
    user.display_name = display_name
    user.neighbourhood = neighbourhood
    user.save(update_fields=("display_name", "neighbourhood", "neighbourhood_confirmed"))


def change_details(*, user: User, display_name: str, neighbourhood: Neighbourhood | None) -> None:
    """Change what a person says of themselves; another neighbourhood is no longer the one that was confirmed."""
    if neighbourhood != user.neighbourhood:
        user.neighbourhood_confirmed = False
    user.display_name = display_name
    user.neighbourhood = neighbourhood
    user.save(update_fields=("display_name", "neighbourhood", "neighbourhood_confirmed"))


def confirm_neighbourhood(*, user: User, neighbourhood: Neighbourhood | None, confirmed: bool) -> None:
    """Record where a neighbour lives and whether the desk has seen proof of it; without a place there is none."""
    user.neighbourhood = neighbourhood
    user.neighbourhood_confirmed = confirmed and neighbourhood is not None
    user.save(update_fields=("neighbourhood", "neighbourhood_confirmed"))


@transaction.atomic
def take_in(*, display_name: str, neighbourhood: Neighbourhood, by: User) -> User:
    """Return the neighbour for whom the desk speaks: who was taken in before by this name and place, or somebody new.

    Nobody can sign in as them: they have no number, no address and no password. ``by`` has met them, knows where
    they live, and has their word that they agree to the texts in force.
    """
    # Lock it: a double click is two requests, and they must find the same neighbour.
    Neighbourhood.objects.select_for_update(no_key=True).get(pk=neighbourhood.pk)
    known = User.objects.filter(
        display_name=display_name, neighbourhood=neighbourhood, closed_at=None, taken_in_by__isnull=False
    )
    neighbour = known.order_by("pk").first()
    if neighbour is None:
        neighbour = User(display_name=display_name, neighbourhood=neighbourhood, taken_in_by=by)
        neighbour.set_unusable_password()
        neighbour.save()
    if not neighbour.neighbourhood_confirmed:  # new, or taken back since: now they were met
        confirm_neighbourhood(user=neighbour, neighbourhood=neighbourhood, confirmed=True)
    agreements.agree_to_all(user=neighbour)
    return neighbour
