"""What was recorded: a video or a sound, with captions, chapters and a transcript."""

import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia

from media.captions import (
    MOST_BYTES,
    Caption,
    Chapter,
    read_captions,
    read_chapters,
    validate_captions,
    validate_chapters,
)


def recording_path(recording: "Recording", filename: str) -> str:
    """Return a name that cannot be guessed, with the ending that was uploaded."""
    return f"recordings/{uuid.uuid4().hex}.{filename.rpartition('.')[2].lower()}"


def captions_path(recording: "Recording", filename: str) -> str:
    return f"captions/{uuid.uuid4().hex}.vtt"


class Recording(AbstractMedia):
    """A video or a sound of a lecture."""

    file = models.FileField(_("文件"), upload_to=recording_path)
    captions = models.FileField(
        _("字幕"), upload_to=captions_path, blank=True, validators=[validate_captions],
        help_text=_("WebVTT 文件（.vtt）。听不见的人靠它看，文字稿也由它来。"),
    )  # fmt: skip
    chapters = models.TextField(
        _("章节"), blank=True, validators=[validate_chapters],
        help_text=_("一行一章：先写开始的时间，再写名称，例如 12:30 三处湾。"),
    )  # fmt: skip
    transcript = models.TextField(_("文字稿"), blank=True, help_text=_("有字幕时不用写：文字稿由字幕来。"))

    admin_form_fields = (
        "title", "file", "captions", "chapters", "transcript", "collection", "duration", "width", "height", "thumbnail", "tags",
    )  # fmt: skip

    class Meta(AbstractMedia.Meta):
        verbose_name = _("录音录像")
        verbose_name_plural = _("录音录像")

    @property
    def is_video(self) -> bool:
        return self.type == "video"

    @cached_property
    def chapter_list(self) -> Sequence[Chapter]:
        return read_chapters(self.chapters)

    @cached_property
    def caption_list(self) -> Sequence[Caption]:
        """Return what the file of captions says; nothing when it is gone. ``cues`` are the same for the search."""
        if not self.captions:
            return ()
        try:
            with self.captions.storage.open(self.captions.name) as file:
                return read_captions(file.read(MOST_BYTES + 1))
        except (OSError, ValidationError):
            return ()

    @property
    def transcript_paragraphs(self) -> list[str]:
        return [line for line in (raw.strip() for raw in self.transcript.splitlines()) if line]


class Cue(models.Model):
    """One caption: what is heard from one moment to another, in milliseconds."""

    recording: "models.ForeignKey[Recording, Recording]" = models.ForeignKey(
        Recording, models.CASCADE, related_name="cues"
    )
    number = models.PositiveIntegerField()
    begins_ms = models.PositiveIntegerField()
    ends_ms = models.PositiveIntegerField()
    search_text = models.TextField()
    search_folded = models.TextField()

    class Meta:
        ordering = ("recording", "number")
        constraints = (models.UniqueConstraint(fields=("recording", "number"), name="cue_number_once"),)

    def __str__(self) -> str:
        return f"cue {self.number} of recording {self.recording_id}"
