"""Proposals and ground layers as GeoJSON."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import JsonResponse

from maps.explorer.drawing import anchor_of
from maps.explorer.entries import Entry
from maps.plan.models import Layer

DIGITS = 6  # of a degree: 0.1 m
#: Columns of a ground layer's file that the map draws by; what else a file had is not sent.
GROUND_COLUMNS = ("name", "class")


class GeoJsonResponse(JsonResponse):
    def __init__(self, data: Any) -> None:
        compact = {"ensure_ascii": False, "separators": (",", ":")}
        super().__init__(data, content_type="application/geo+json", json_dumps_params=compact)


def proposal_collection(entries: Iterable[Entry]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [_proposal_feature(entry) for entry in entries]}


def _proposal_feature(entry: Entry) -> dict[str, Any]:
    proposal = entry.proposal
    properties = {
        "id": proposal.pk,
        "slug": proposal.slug,
        "title": proposal.title,
        "label": entry.label,
        "label_at": [round(degrees, DIGITS) for degrees in anchor_of(proposal.shape)],
        "number": entry.number,
        "kind": proposal.kind,
        "theme": proposal.theme,
        "culture_system": proposal.culture_system,
        "status": proposal.status,
        "open": entry.is_open,
        "comments": entry.comments,
        "url": proposal.get_absolute_url(),
    }
    return {"type": "Feature", "id": proposal.pk, "properties": properties, "geometry": rounded(proposal.shape)}


def layer_collection(layer: Layer) -> dict[str, Any]:
    """Return a ground layer with its licence, which travels with the data."""
    rows = layer.features.values_list("properties", "shape")
    return {
        "type": "FeatureCollection",
        "name": layer.name,
        "attribution": layer.attribution,
        "licence": layer.licence,
        "features": [
            {"type": "Feature", "properties": _ground_columns(properties), "geometry": rounded(shape)}
            for properties, shape in rows
        ],
    }


def _ground_columns(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: properties[name] for name in GROUND_COLUMNS if properties.get(name) is not None}


def rounded(shape: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])}


def _rounded(nested: Any) -> Any:
    return [_rounded(part) for part in nested] if isinstance(nested, list | tuple) else round(nested, DIGITS)
