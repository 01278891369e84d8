"""Whether somebody may write at all: asked with the consultation in one query, and told in detail only when not."""

from django.db.models import Exists, Q
from django.utils.translation import gettext as _

from maps.consultation.errors import NotReady
from maps.consultation.models import Block, Freeze
from maps.consultation.services.standing import may_write
from maps.plan.models import Proposal
from residents import agreements, welcoming
from residents.models import User
from residents.services import what_is_missing


def hindered(user: User, proposal: Proposal) -> Q:
    """Return the condition that ``user`` is blocked, ``proposal`` is frozen, or ``user`` has something to do first."""
    stopped = Q(Exists(Block.objects.on(user))) | Q(Exists(Freeze.objects.on(proposal)))
    return stopped | welcoming.something_is_missing(user)


def say_what_hinders(user: User, proposal: Proposal) -> None:
    """Raise ``Blocked``, ``Frozen`` or ``NotReady``, with what the person is told."""
    may_write(user, proposal)
    must_be_ready(user)


def must_be_ready(user: User) -> None:
    """Raise ``NotReady`` unless ``user`` has a name, has agreed, and has proved something."""
    if missing := what_is_missing(user):
        what = _("、").join(_to_do(user, thing) for thing in missing)
        raise NotReady(user=user.pk, missing=", ".join(missing), what=what)


def _to_do(user: User, thing: str) -> str:
    if thing == welcoming.CONSENT:
        titles = "".join(f"《{text.get_name_display()}》" for text in agreements.missing(user))
        return _("看过并同意%(titles)s") % {"titles": titles}
    return _("填写显示名") if thing == welcoming.DISPLAY_NAME else _("验证手机号或邮箱")
