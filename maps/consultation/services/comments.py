"""What a resident does: send a comment or a reply, and take it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from shapely.geometry.base import BaseGeometry

from maps.consultation.errors import (
    CommentingClosed,
    KeyReused,
    NoSuchParent,
    NoSuchTopic,
    TextTooLong,
    TextTooShort,
    TooManyComments,
)
from maps.consultation.models import Comment, Consultation, Report, Topic
from maps.consultation.models.comment import MAX_LENGTH, MIN_LENGTH
from maps.consultation.rates import comment_rate
from maps.consultation.services import reports
from maps.consultation.services.hindrances import hindered, say_what_hinders
from maps.consultation.services.looking import look
from maps.consultation.services.photos import attach_photos
from maps.consultation.services.shapes import fit_shape, is_stored_as
from maps.consultation.services.standing import may_write
from maps.consultation.services.statuses import lock_comment, move
from maps.geojson import to_geojson
from maps.plan.models import Proposal
from media.models import Upload
from residents.models import User


def submit_comment(
    *,
    proposal: Proposal,
    author: User,
    text: str,
    key: UUID,
    shape: BaseGeometry | None = None,
    parent: Comment | None = None,
    topic: Topic | None = None,
    photos: Sequence[Upload] = (),
    entered_by: User | None = None,
) -> Comment:
    """Record a comment, or a reply to ``parent``, that waits for moderation, and tell the moderators.

    ``entered_by`` is who types it at the desk for ``author``, and has brought the photographs.

    ``key`` is made for one form: sending the same comment twice stores it once, also when the
    consultation closed in between. Raises ``CommentingClosed`` without a consultation that takes
    comments, ``TextTooShort``, ``TextTooLong``, ``ShapeNotAllowed``, ``OutsidePlan`` and ``InvalidShape`` (see
    ``fit_shape``), ``NoSuchParent``, ``NoSuchTopic``, ``PhotosNotAllowed``, ``Blocked``, ``Frozen``, ``NotReady``,
    ``TooManyComments``, and ``KeyReused`` when the key belongs to another text: nothing that was written may vanish behind an older comment.
    """
    try:
        return _submit(
            proposal,
            author,
            text=text.strip(),
            key=key,
            shape=shape,
            parent=parent,
            topic=topic,
            photos=photos,
            entered_by=entered_by,
        )
    except IntegrityError as error:
        if Comment.objects.filter(author=author, key=key).exists():  # at the same moment, in another consultation
            raise KeyReused(author=author.pk, key=key) from error
        raise


@transaction.atomic
def _submit(
    proposal: Proposal,
    author: User,
    *,
    text: str,
    key: UUID,
    shape: BaseGeometry | None,
    parent: Comment | None,
    topic: Topic | None,
    photos: Sequence[Upload],
    entered_by: User | None,
) -> Comment:
    now = timezone.now()
    # Lock it: it can be closed while this request runs. (SQLite serialises by IMMEDIATE.)
    rows: Any = Consultation.objects.accepting(proposal, at=now).annotate(hindered=hindered(author, proposal))
    consultation = rows.select_for_update(of=("self",)).first()
    if sent := _sent_before(proposal, author, text, shape, key, now):
        return sent
    if consultation is None or not proposal.live:
        raise CommentingClosed(slug=proposal.slug)
    if consultation.hindered:
        say_what_hinders(author, proposal)
    if entered_by is not None:
        may_write(entered_by, proposal)
    check_length(text)
    fitted = fit_shape(shape, consultation, proposal) if shape is not None else None
    _check_parent(parent, consultation, proposal)
    if topic is not None and topic.plan_id != proposal.plan_id:
        raise NoSuchTopic(topic=topic.pk, slug=proposal.slug)
    comment = Comment.objects.create(
        proposal=proposal,
        # What the author read, also when the proposal is edited later.
        proposal_revision_id=proposal.live_revision_id,
        consultation=consultation,
        author=author,
        entered_by=entered_by,
        parent=parent,
        topic=topic,
        text=text,
        shape=to_geojson(fitted) if fitted is not None else None,
        key=key,
    )
    attach_photos(comment, photos, consultation)
    look.enqueue(comment.pk)  # a row in this transaction: no crash can lose it
    return comment


def _sent_before(
    proposal: Proposal, author: User, text: str, shape: BaseGeometry | None, key: UUID, now: datetime
) -> Comment | None:
    """Return the comment that this key already stored; refuse a key used for another, and one too many."""
    rate = comment_rate()
    recent = list(Comment.objects.filter(Q(key=key) | Q(created_at__gt=now - rate.window), author=author))
    for comment in recent:
        if comment.key == key:
            is_the_same = (comment.proposal_id, comment.text) == (proposal.pk, text)
            # What came back or was taken back meanwhile is not what is sent now.
            is_on_its_way = comment.status in (Comment.Status.WAITING, Comment.Status.PUBLISHED)
            if is_on_its_way and is_the_same and is_stored_as(shape, comment.shape, proposal):
                return comment
            raise KeyReused(author=author.pk, key=key)
    if len(recent) >= rate.amount:
        raise TooManyComments(author=author.pk, amount=len(recent), minutes=rate.minutes)
    return None


def check_length(text: str) -> None:
    if len(text) < MIN_LENGTH:
        raise TextTooShort(length=len(text), minimum=MIN_LENGTH)
    if len(text) > MAX_LENGTH:
        raise TextTooLong(length=len(text), maximum=MAX_LENGTH)


def _check_parent(parent: Comment | None, consultation: Consultation, proposal: Proposal) -> None:
    """Two levels: one replies to what stands in public, under this proposal, and is itself no reply."""
    if parent is None:
        return
    stands = Comment.objects.published().filter(pk=parent.pk, proposal=proposal, parent=None).exists()
    if not (stands and consultation.may_reply):
        raise NoSuchParent(parent=parent.pk, slug=proposal.slug)


@transaction.atomic
def withdraw(*, comment_id: int, author: User) -> Comment:
    """Take a comment back, whatever its state; it cannot be sent again. Doing it twice changes nothing."""
    comment = lock_comment(comment_id, by=author)
    if comment.status != Comment.Status.WITHDRAWN:
        move(comment, Comment.Status.WITHDRAWN)
        reports.close(comment, Report.State.UPHELD)
    return comment
