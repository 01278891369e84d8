"""Shapes in templates: as data for a script, and as a tiny drawing."""

import json
from typing import Any

from django import template
from django.utils.translation import gettext as _

from maps.geojson import shape_from_geojson
from maps.geometry import area_hectares, envelope, length_metres, svg_path

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """Return ``value`` as JSON for a ``data-`` attribute; autoescaping makes it safe there."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@register.filter
def path_inside(shape: dict[str, Any], outline: dict[str, Any]) -> str:
    """Return the SVG path of ``shape`` in the 48 by 48 square that ``outline`` fills."""
    return svg_path(shape_from_geojson(shape), frame=envelope(shape_from_geojson(outline)))


@register.filter
def size_in_words(shape: dict[str, Any]) -> str:
    """Say what was drawn and how large it is: on a picture of the whole plan a short line is a speck."""
    drawn = shape_from_geojson(shape)
    if drawn.geom_type.endswith("LineString"):
        metres = length_metres(drawn)
        size = _("%s 米") % f"{metres:.0f}" if metres < 1_000 else _("%s 公里") % f"{metres / 1_000:.1f}"
        return _("一条线，%s") % size
    if drawn.geom_type.endswith("Polygon"):
        hectares = area_hectares(drawn)
        size = _("%s 平方米") % f"{hectares * 10_000:.0f}" if hectares < 1 else _("%s 公顷") % f"{hectares:.1f}"
        return _("一片区域，%s") % size
    return _("一个点")
