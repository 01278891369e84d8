"""What a recording says: its captions as rows, each with a moment and a text."""

from django.db import transaction
from django.dispatch import Signal

from folding import fold
from media.models import Cue, Recording
from pagecache import purge

#: Sent with ``recording`` when what it says may be another.
recording_changed = Signal()


def tag_of(recording_id: int) -> str:
    """Return the cache tag of every page that plays a recording."""
    return f"recording:{recording_id}"


@transaction.atomic
def keep_captions(recording: Recording) -> None:
    """Write one row for each caption of the file, in place of those of an earlier one, and forget what showed them."""
    recording.__dict__.pop("caption_list", None)  # of an earlier file
    captions = recording.caption_list
    recording.cues.all().delete()
    Cue.objects.bulk_create(
        Cue(
            recording=recording,
            number=number,
            begins_ms=c.begins_ms,
            ends_ms=c.ends_ms,
            search_text=c.text,
            search_folded=fold(c.text),
        )
        for number, c in enumerate(captions, start=1)
    )
    purge(tag_of(recording.pk))
    recording_changed.send(sender=None, recording=recording)
