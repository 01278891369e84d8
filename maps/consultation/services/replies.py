"""What an office does in a thread: reply under its own name, at once."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from languages import in_the_first
from maps.consultation.errors import KeyReused, NoSuchParent
from maps.consultation.models import Comment
from maps.consultation.services.comments import check_length
from maps.consultation.services.statuses import lock_comment, move
from maps.consultation.services.telling import tell_author
from residents.models import Notice, User


@transaction.atomic
def reply_officially(*, parent_id: int, by: User, office: str, text: str, key: UUID) -> Comment:
    """Publish an office's reply to a published comment, and tell its author; open or closed, an office may speak.

    Sending it twice stores it once. Raises ``NoSuchParent``, ``TextTooShort``, ``TextTooLong``, and ``KeyReused``.
    """
    words = text.strip()
    parent = lock_comment(parent_id)
    if sent := Comment.objects.filter(author=by, key=key).first():
        if (sent.parent_id, sent.text) != (parent.pk, words):
            raise KeyReused(author=by.pk, key=key)
        return sent
    if parent.status != Comment.Status.PUBLISHED or parent.parent_id is not None:
        raise NoSuchParent(parent=parent.pk, slug=parent.proposal.slug)
    check_length(words)
    reply = Comment.objects.create(
        proposal=parent.proposal,
        proposal_revision_id=parent.proposal.live_revision_id,
        consultation_id=parent.consultation_id,
        author=by,
        office=office,
        parent=parent,
        text=words,
        key=key,
    )
    move(reply, Comment.Status.PUBLISHED)
    with in_the_first():  # the office's page may be the English one; the notice is the author's
        title = _("您对“%(proposal)s”的意见有了官方回复") % {"proposal": parent.proposal.title}
        tell_author(parent, kind=Notice.Kind.ANSWER, title=title, url=reply.get_absolute_url())
    return reply
