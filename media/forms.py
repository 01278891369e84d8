"""What is uploaded as a picture has to be one, to its last row."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


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
