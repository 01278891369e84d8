"""Photographs of a comment: attached when it is sent, looked at apart from its text."""

from collections.abc import Sequence

from django.db import transaction

import pagecache
from maps.consultation.errors import PhotosNotAllowed, ReasonMissing, StaleDecision
from maps.consultation.models import Comment, Consultation, Decision, Photo
from maps.consultation.models.photo import MAX_PHOTOS
from maps.consultation.services.statuses import lock_comment
from media.models import Upload
from residents.models import User

#: verb → status that the photograph gets.
VERDICTS = {Decision.Verb.SHOW_PHOTO: Upload.Status.ACCEPTED, Decision.Verb.REFUSE_PHOTO: Upload.Status.REFUSED}


def attach_photos(comment: Comment, uploads: Sequence[Upload], consultation: Consultation) -> None:
    """Attach what the author uploaded, in its order; inside the transaction that makes the comment.

    Raises ``PhotosNotAllowed`` where the consultation takes none, when there are too many, or when one is
    somebody else's or belongs to another comment already.
    """
    if not uploads:
        return
    mine = Upload.objects.filter(pk__in=[upload.pk for upload in uploads], owner=comment.author_id, photo=None)
    if not consultation.may_attach or len(uploads) > MAX_PHOTOS or mine.count() != len(uploads):
        raise PhotosNotAllowed(consultation=consultation.pk, count=len(uploads), most=MAX_PHOTOS)
    Photo.objects.bulk_create(Photo(comment=comment, upload=upload, order=n) for n, upload in enumerate(uploads))


@transaction.atomic
def decide_photo(*, photo_id: int, moderator: User, verb: str, reason: str = "", note: str = "") -> Decision:
    """Let a photograph be seen, or not; it is in public only as long as its comment is.

    Raises ``StaleDecision`` when that was decided already, and ``ReasonMissing`` for a refusal without one.
    """
    photo = Photo.objects.select_related("upload").get(pk=photo_id)
    comment = lock_comment(photo.comment_id)
    photo.upload.refresh_from_db()  # after the lock: somebody may just have decided
    becomes = VERDICTS.get(Decision.Verb(verb))
    if becomes is None or photo.upload.status == becomes:
        raise StaleDecision(
            verb=verb, comment=comment.pk, status=photo.upload.status, now=photo.upload.get_status_display()
        )
    if verb in Decision.NEEDS_REASON and reason in ("", Decision.Reason.OTHER) and not note.strip():
        raise ReasonMissing(verb=verb)
    decision = Decision.objects.create(
        comment=comment, photo=photo, moderator=moderator, verb=verb, reason=reason, note=note.strip(),
        from_status=photo.upload.status, to_status=becomes, text_sha256=photo.upload.sha256,
    )  # fmt: skip
    set_photo_status(photo, becomes, comment)
    return decision


def set_photo_status(photo: Photo, status: str, comment: Comment) -> None:
    """Write a verdict, and forget the pages that show it."""
    photo.upload.status = status
    photo.upload.save(update_fields=("status",))
    pagecache.purge(f"proposal:{comment.proposal_id}")


def is_public(upload: Upload) -> bool:
    """Whether the comment that an upload belongs to stands in public."""
    return Comment.objects.published().filter(photos__upload=upload).exists()
