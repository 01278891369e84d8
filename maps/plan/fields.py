"""A shape as GeoJSON in any database, with what is derived from it kept beside it."""

import copy
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from djgeojson.fields import GeometryField

from folding import fold
from maps import geometry, tiles
from maps.errors import GeoError
from maps.geojson import shape_from_geojson


def validate_shape(value: dict[str, Any]) -> None:
    """Refuse what is not a usable geometry; the sentence says what to do next."""
    try:
        shape_from_geojson(value)
    except GeoError as error:
        raise ValidationError(error.for_people(), code=error.code) from error


def validate_area(value: dict[str, Any]) -> None:
    """Refuse what has no inside: an outline is asked what it covers."""
    if isinstance(value, dict) and value.get("type") not in ("Polygon", "MultiPolygon"):
        raise ValidationError(_("规划范围要画成一个闭合的面，不能是点或线。"), code="no_area")


class ShapeField(GeometryField):
    """GeoJSON in longitude and latitude, EPSG:4326, as ``{"type": …, "coordinates": …}``."""

    default_validators = (validate_shape,)


def derived_columns(shape: dict[str, Any] | None) -> dict[str, float | int | None]:
    """Return what the columns beside ``shape`` must hold; all None without a shape."""
    if not shape:
        return dict.fromkeys(("west", "south", "east", "north", "tile_key"))
    geom = shape_from_geojson(shape)
    west, south, east, north = geometry.envelope(geom)
    lon, lat = geometry.representative_point(geom)
    return {"west": west, "south": south, "east": east, "north": north, "tile_key": tiles.tile_key(lon, lat)}


class DerivedFromShape(models.Field):
    """A column that is computed from the row's shape whenever the row is written, and never typed.

    A write that names ``update_fields`` has to name it too; ``manage.py recount`` finds rows that disagree.
    """

    plain: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"null": True, "editable": False, **kwargs})

    def deconstruct(self) -> Any:
        # To the database it is an ordinary column, and so to the migrations.
        name, _path, args, kwargs = super().deconstruct()
        return name, self.plain, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = _derived_of(model_instance)[self.attname]
        setattr(model_instance, self.attname, value)
        return value


def _derived_of(instance: models.Model) -> dict[str, float | int | None]:
    """Compute the columns of a row once for all of them; anew when the shape is another."""
    shape_field = next(f for f in instance._meta.concrete_fields if isinstance(f, ShapeField))
    shape = getattr(instance, shape_field.attname)
    known = instance.__dict__.get("_derived_columns")
    # A copy: the shape itself may be changed in place between two writes.
    if known is None or known[0] != shape:
        known = instance.__dict__["_derived_columns"] = (copy.deepcopy(shape), derived_columns(shape))
    return known[1]


class DerivedFloat(DerivedFromShape, models.FloatField):
    """Degrees."""

    plain = "django.db.models.FloatField"


class DerivedKey(DerivedFromShape, models.BigIntegerField):
    """A position as one integer: see ``maps.tiles.tile_key``."""

    plain = "django.db.models.BigIntegerField"


class Envelope(models.Model):
    """The indexed box around a shape, in degrees."""

    west = DerivedFloat()
    south = DerivedFloat()
    east = DerivedFloat()
    north = DerivedFloat()

    class Meta:
        abstract = True


class SearchTextField(models.TextField):
    """What a reader may search for: the texts that the row's ``searchable()`` yields, written whenever the row is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"editable": False, "blank": True, "default": "", **kwargs})

    def pre_save(self, model_instance: Any, add: bool) -> str:
        text = "\n".join(filter(None, model_instance.searchable()))
        setattr(model_instance, self.attname, text)
        return text


class FoldedTextField(SearchTextField):
    """The same texts folded for comparing; see ``folding``. Of a row with a ``search_text`` before it: that, folded."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        kept = any(field.name == "search_text" for field in model_instance._meta.concrete_fields)
        folded = fold(model_instance.search_text if kept else super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, folded)
        return folded


class SearchedQuerySet(models.QuerySet):
    """Rows with a ``search_text``."""

    def without_texts(self) -> Self:
        """Leave out what only the row's own page and the search read."""
        there = {field.name for field in self.model._meta.concrete_fields}
        return self.defer(*(name for name in ("body", "search_text", "search_folded") if name in there))
