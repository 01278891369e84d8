"""A place, as a resident gives it: drawn on the map, or picked from the plan's list of named ones."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from maps.errors import GeoError
from maps.fitting import MAX_AREA_HECTARES, MAX_CORNERS, MAX_LINE_METRES
from maps.geojson import shape_from_geojson

_MAX_LETTERS = 20_000
_MAX_POSITIONS = 1_000  # what is read at all; the rule is ``MAX_CORNERS``


class ShapeField(forms.CharField):
    """A shape as GeoJSON text, made by the map; empty without one. Whether it fits is decided with the plan at hand."""

    #: What the map holds a drawing to while it grows; the server decides.
    widget = forms.HiddenInput(
        attrs={
            "data-corners": MAX_CORNERS,
            "data-metres": round(MAX_LINE_METRES),
            "data-hectares": round(MAX_AREA_HECTARES),
        }
    )

    def __init__(self, **kwargs: Any) -> None:
        too_large = {"max_length": _("位置数据太大，请重新标一次。")}
        super().__init__(required=False, max_length=_MAX_LETTERS, error_messages=too_large, **kwargs)

    def clean(self, value: Any) -> BaseGeometry | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            # A hand that shook crosses its own line: such an area is repaired, not refused unseen.
            return shape_from_geojson(text, max_vertices=_MAX_POSITIONS, must_be_valid=False)
        except GeoError as error:
            raise ValidationError(error.for_people(), code=error.code) from error


class PlaceField(forms.ChoiceField):
    """The name of a crossing or another place of the plan. The list is made only when somebody sees it; the form looks the name up."""

    def __init__(self, **kwargs: Any) -> None:
        gone = {"invalid_choice": _("没有找到这个地点，请从列表里重新选一个，或者在文字里写明地点。")}
        super().__init__(label=_("在哪里"), required=False, error_messages=gone, **kwargs)

    def valid_value(self, value: Any) -> bool:
        return True
