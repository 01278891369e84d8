"""A shape as GeoJSON in any database, with what is derived from it kept beside it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from djgeojson.fields import GeometryField

from maps import geometry, tiles
from maps.errors import GeoError


def validate_shape(value: dict[str, Any]) -> None:
    """Refuse what is not a usable geometry; the sentence says what to do next."""
    try:
        geometry.shape_from_geojson(value)
    except GeoError as error:
        raise ValidationError(error.for_people(), code=error.code) from error


class ShapeField(GeometryField):
    """GeoJSON in longitude and latitude, EPSG:4326, as ``{"type": …, "coordinates": …}``.

    The only place that writes the derived columns of a row: whenever a row is written,
    ``west, south, east, north`` become the shape's envelope in degrees and, where the
    model has one, ``tile_key`` the position of its representative point. A write that names
    ``update_fields`` has to name them too; ``manage.py recount`` finds rows that disagree.
    """

    default_validators = (validate_shape,)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        for name, derived in derived_columns(value).items():
            if hasattr(model_instance, name):
                setattr(model_instance, name, derived)
        return value


def derived_columns(shape: dict[str, Any] | None) -> dict[str, float | int | None]:
    """Return what the columns beside ``shape`` must hold; all None without a shape."""
    if not shape:
        return dict.fromkeys(("west", "south", "east", "north", "tile_key"))
    geom = geometry.shape_from_geojson(shape)
    west, south, east, north = geometry.envelope(geom)
    lon, lat = geometry.representative_point(geom)
    return {"west": west, "south": south, "east": east, "north": north, "tile_key": tiles.tile_key(lon, lat)}


class Envelope(models.Model):
    """The indexed box around a shape, in degrees; written by ``ShapeField`` only."""

    west = models.FloatField(null=True, editable=False)
    south = models.FloatField(null=True, editable=False)
    east = models.FloatField(null=True, editable=False)
    north = models.FloatField(null=True, editable=False)

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
