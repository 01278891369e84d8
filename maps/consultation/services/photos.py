"""Photographs of a comment: attached when it is sent, looked at apart from its text."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

import pagecache
from maps.consultation.errors import PhotosNotAllowed
from maps.consultation.models import Comment, Consultation, Decision, Photo
from maps.consultation.models.photo import MAX_PHOTOS
from maps.consultation.services.log import check_reason, record, stale
from maps.consultation.services.own_words import lock_to_decide
from media.models import Upload
from residents.models import User

#: verb → status that the photograph gets.
VERDICTS = {Decision.Verb.SHOW_PHOTO: Upload.Status.ACCEPTED, Decision.Verb.REFUSE_PHOTO: Upload.Status.REFUSED}


def attach_photos(comment: Comment, uploads: Sequence[Upload], consultation: Consultation) -> None:
    """Attach what the author uploaded, or the desk for them, in its order; inside the transaction that makes the comment.

    From then on the photographs are the author's.

    Raises ``PhotosNotAllowed`` where the consultation takes none, when there are too many, or when one is
    somebody else's or belongs to another comment already.
    """
    if not uploads:
        return
    brought_by = comment.entered_by_id or comment.author_id
    mine = Upload.objects.filter(pk__in=[upload.pk for upload in uploads], owner=brought_by, photo=None)
    if not consultation.may_attach or len(uploads) > MAX_PHOTOS or mine.count() != len(uploads):
        raise PhotosNotAllowed(consultation=consultation.pk, count=len(uploads), most=MAX_PHOTOS)
    if brought_by != comment.author_id:
        mine.update(owner=comment.author_id)
    Photo.objects.bulk_create(Photo(comment=comment, upload=upload, order=n) for n, upload in enumerate(uploads))


@transaction.atomic
def decide_photo(*, photo_id: int, moderator: User, verb: str, reason: str = "", note: str = "") -> Decision:
    """Let a photograph be seen, or not; it is in public only as long as its comment is.

    Raises ``StaleDecision`` when that was decided already, ``ReasonMissing`` for a refusal without one, and ``OwnWords``.
    """
    photo = Photo.objects.select_related("upload").get(pk=photo_id)
    comment = lock_to_decide(photo.comment_id, moderator)
    photo.upload.refresh_from_db()  # after the lock: somebody may just have decided
    becomes = VERDICTS.get(Decision.Verb(verb))
    if becomes is None or photo.upload.status == becomes:
        raise stale(comment, verb)
    check_reason(verb, reason, note)
    set_photo_status(photo, becomes, comment)
    facts: dict[str, Any] = {"reason": reason, "note": note.strip(), "photo": photo}
    return record(comment, comment.status, moderator=moderator, verb=verb, text=photo.upload.sha256, **facts)


def undo_photo(comment: Comment, decision: Decision) -> None:
    """Let a photograph wait again."""
    if decision.photo is not None:
        set_photo_status(decision.photo, Upload.Status.WAITING, comment)


def set_photo_status(photo: Photo, status: str, comment: Comment) -> None:
    """Write a verdict, and forget the pages that show it."""
    photo.upload.status = status
    photo.upload.save(update_fields=("status",))
    pagecache.purge(f"proposal:{comment.proposal_id}")


def is_public(upload: Upload) -> bool:
    """Whether the comment that an upload belongs to stands in public."""
    return Comment.objects.published().filter(photos__upload=upload).exists()
