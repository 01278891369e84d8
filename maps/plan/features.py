"""Shapes of the plan as GeoJSON, as exact and as short as a map needs them; for visitors and for who draws."""

from collections.abc import Mapping
from typing import Any

from django.http import JsonResponse

DIGITS = 6  # of a degree: 0.1 m
#: Columns of a ground layer's file that the map draws by; what else a file had is not sent.
GROUND_COLUMNS = ("name", "class")


class GeoJsonResponse(JsonResponse):
    def __init__(self, data: Any) -> None:
        compact = {"ensure_ascii": False, "separators": (",", ":")}
        super().__init__(data, content_type="application/geo+json", json_dumps_params=compact)


def feature(shape: Mapping[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": rounded(shape)}


def ground_columns(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: properties[name] for name in GROUND_COLUMNS if properties.get(name) is not None}


def rounded(shape: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])}


def _rounded(nested: Any) -> Any:
    return [_rounded(part) for part in nested] if isinstance(nested, list | tuple) else round(nested, DIGITS)
