"""What the desk writes down for a neighbour who has no account."""

from typing import Any
from uuid import UUID

from django.db import transaction

from maps.consultation.errors import Blocked, KeyReused, NeighbourBlocked
from maps.consultation.models import Comment
from maps.consultation.services.comments import submit_comment
from maps.plan.models import Proposal
from residents.models import Neighbourhood, User
from residents.services import take_in


@transaction.atomic
def enter_comment(
    *, proposal: Proposal, display_name: str, neighbourhood: Neighbourhood, by: User, key: UUID, **said: Any
) -> Comment:
    """Record what a neighbour said to ``by``: they become its author, and it stays in the hands of ``by``.

    ``said`` and the refusals are those of ``submit_comment``, by which ``by`` may be ``Blocked``, and
    ``NeighbourBlocked``. A refusal leaves no neighbour behind. ``KeyReused`` also when the form was sent before
    for somebody of another name.
    """
    neighbour = take_in(display_name=display_name, neighbourhood=neighbourhood, by=by)
    if Comment.objects.filter(entered_by=by, key=key).exclude(author=neighbour).exists():
        raise KeyReused(author=neighbour.pk, key=key)
    try:
        return submit_comment(proposal=proposal, author=neighbour, entered_by=by, key=key, **said)
    except Blocked as error:
        if error.facts["user"] == neighbour.pk:
            raise NeighbourBlocked(**error.facts) from error
        raise
