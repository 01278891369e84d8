"""What a resident types: a text, and a place if they set one."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from maps.consultation.errors import ConsultationError, TextTooLong, TextTooShort
from maps.consultation.models.comment import MAX_LENGTH, MIN_LENGTH
from maps.consultation.text import plain_text
from maps.errors import GeoError
from maps.geojson import shape_from_geojson

_MAX_SHAPE_LETTERS = 20_000
_MAX_VERTICES = 200


class PlainTextField(forms.CharField):
    """Many lines, of which only what is visible counts; see ``plain_text``."""

    # Not ``maxlength`` on the widget: a browser would cut off what is pasted without a word.
    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return plain_text(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        if len(value) < MIN_LENGTH:
            raise _refusal(TextTooShort(length=len(value), minimum=MIN_LENGTH))
        if len(value) > MAX_LENGTH:
            raise _refusal(TextTooLong(length=len(value), maximum=MAX_LENGTH))


class PlaceField(forms.CharField):
    """A shape as GeoJSON text, made by the map; empty without one."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> BaseGeometry | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return shape_from_geojson(text, max_vertices=_MAX_VERTICES)
        except GeoError as error:
            raise ValidationError(error.for_people(), code=error.code) from error


class TextForm(forms.Form):
    """A text alone: what the author of a returned comment changes."""

    text = PlainTextField(
        label=_("您的意见"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("5 到 2000 个字。请不要写电话、门牌号等个人信息，审核通过后所有人都能看到。"),
    )

    def add_refusal(self, error: ConsultationError | GeoError, field: str | None = None) -> None:
        """Show a refusal of the services; what was typed stays in the form."""
        self.add_error(field, _refusal(error))


class CommentForm(TextForm):
    """A new comment. The key belongs to this one form: sent twice, it is stored once."""

    key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={code: _("没有提交成功，请再点一次“提交意见”。") for code in ("required", "invalid")},
    )
    shape = PlaceField(
        required=False,
        max_length=_MAX_SHAPE_LETTERS,
        error_messages={"max_length": _("位置数据太大，请重新标一次。")},
    )

    def renew_key(self) -> None:
        """Give the form another key: the old one cannot be used, or belongs to another comment."""
        self.data = dict(self.data.items()) | {"key": str(uuid4())}


def blank_form(text: str = "") -> CommentForm:
    return CommentForm(initial={"key": uuid4(), "text": text})


def _refusal(error: ConsultationError | GeoError) -> ValidationError:
    return ValidationError(error.for_people(), code=error.code)
