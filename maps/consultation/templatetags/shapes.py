"""Shapes in templates: as data for a script, and as a tiny drawing."""

import json
from typing import Any

from django import template

from maps.geojson import shape_from_geojson
from maps.geometry import envelope, svg_path

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """Return ``value`` as JSON for a ``data-`` attribute; autoescaping makes it safe there."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@register.filter
def path_inside(shape: dict[str, Any], outline: dict[str, Any]) -> str:
    """Return the SVG path of ``shape`` in the 48 by 48 square that ``outline`` fills."""
    return svg_path(shape_from_geojson(shape), frame=envelope(shape_from_geojson(outline)))
