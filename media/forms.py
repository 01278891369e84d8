"""What editors upload: a picture has to be one, to its last row; what is made from a file follows it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from media.models import Material, Recording, SlideSet
from media.recordings import keep_captions
from media.slide_making import request_slides


class WholePictureField(WagtailImageField):
    """Wagtail's field, and a refusal for what only breaks when it is read: cut off, or a bomb."""

    def to_python(self, data: Any) -> UploadedFile | None:
        try:
            file = super().to_python(data)
            if file is not None:
                with Image.open(file) as picture:
                    picture.load()
                file.seek(0)
        except ValidationError:
            raise
        except Exception as error:  # every decoder has exceptions of its own
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        return file


class PictureForm(BaseImageForm):
    """The form that Wagtail makes every upload of a picture with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plain := self.fields.get("file"):  # the form of a multiple upload has none
            self.fields["file"] = WholePictureField(label=plain.label, required=plain.required, widget=plain.widget)


class MaterialForm(BaseDocumentForm):
    """The form of a document; slides are made anew when their file is replaced by another."""

    @transaction.atomic
    def save(self, commit: bool = True) -> Material:
        material: Material = super().save(commit)
        if commit and "file" in self.changed_data and SlideSet.objects.filter(material=material).exists():
            request_slides(material)
        return material


class RecordingForm(BaseMediaForm):
    """The form of a recording; what its captions say is kept to be read and searched."""

    @transaction.atomic
    def save(self, commit: bool = True) -> Recording:
        recording: Recording = super().save(commit)
        if commit:
            keep_captions(recording)
        return recording
