"""Whether somebody may write at all: asked with the consultation in one query, and told in detail only when not."""

from django.db.models import Exists, Q

from maps.consultation.errors import ConsentMissing
from maps.consultation.models import Block, Freeze
from maps.consultation.services.standing import may_write
from maps.plan.models import Proposal
from residents import agreements
from residents.models import Agreement, User


def hindered(user: User, proposal: Proposal) -> Q:
    """Return the condition that ``user`` is blocked, ``proposal`` is frozen, or a text in force is not agreed to."""
    missing = Agreement.objects.in_force().not_agreed_to(user)
    return Q(Exists(Block.objects.on(user))) | Q(Exists(Freeze.objects.on(proposal))) | Q(Exists(missing))


def say_what_hinders(user: User, proposal: Proposal) -> None:
    """Raise ``Blocked``, ``Frozen`` or ``ConsentMissing``, with what the person is told."""
    may_write(user, proposal)
    if texts := agreements.missing(user):
        titles = "》《".join(str(text.get_name_display()) for text in texts)
        raise ConsentMissing(user=user.pk, texts=",".join(text.name for text in texts), titles=titles)
