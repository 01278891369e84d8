"""Residents' photographs: kept in their owner's name, and who may see them."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from media.models import Upload
from media.photos import sha256_of

#: How long a photograph waits for the comment it was chosen for.
UNUSED_FOR = timedelta(days=1)


@transaction.atomic
def keep_photos(*, owner_id: int, photos: Iterable[ContentFile]) -> list[Upload]:
    """Store cleaned photographs in the order given; all of them or none, files too."""
    kept: list[Upload] = []
    try:
        for photo in photos:
            upload = Upload(owner_id=owner_id, sha256=sha256_of(photo))
            upload.file.save("photo.jpg", photo, save=False)
            kept.append(upload)
            upload.save()
    except BaseException:
        for upload in kept:
            upload.file.delete(save=False)
        raise
    return kept


def forget(uploads: Iterable[Upload]) -> None:
    """Remove photographs, the files after the rows: a file without a row is unreachable, a row without a file a fault."""
    for upload in uploads:
        remove_file = partial(upload.file.storage.delete, upload.file.name)
        upload.delete()
        transaction.on_commit(remove_file)


def unused(*, before: timedelta = UNUSED_FOR) -> Iterable[Upload]:
    """Return what was chosen and never sent, for longer than anybody writes."""
    return Upload.objects.filter(photo=None, uploaded_at__lt=timezone.now() - before)
