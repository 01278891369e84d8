"""Photographs in a form: up to three files, each made anew or refused by name."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from maps.consultation.models.photo import MAX_PHOTOS
from media.photos import PhotoError, clean_photo


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self) -> None:
        # Naming the types makes a phone hand over its own format as one of these.
        super().__init__(attrs={"accept": "image/jpeg,image/png,image/webp", "multiple": True})


class PhotosField(forms.FileField):
    """A list of cleaned photographs, empty without any."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> Sequence[ContentFile]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > MAX_PHOTOS:
            message = _("最多附 %(most)s 张照片，您选了 %(chosen)s 张。请重新选。")
            raise ValidationError(message, code="too_many_photos", params={"most": MAX_PHOTOS, "chosen": len(files)})
        return [self._cleaned(file) for file in files]

    def _cleaned(self, file: Any) -> ContentFile:
        try:
            return clean_photo(file)
        except PhotoError as error:
            message = _("“%(name)s”：%(sentence)s")
            facts = {"name": str(file.name)[-40:], "sentence": error.for_people()}
            raise ValidationError(message, code=error.code, params=facts) from error
