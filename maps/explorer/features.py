"""Proposals and ground layers as GeoJSON."""

from collections.abc import Iterable
from typing import Any

from maps.explorer.drawing import anchor_of
from maps.explorer.entries import Entry
from maps.plan.features import DIGITS, feature, ground_columns
from maps.plan.models import Layer


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
    return feature(proposal.shape, **properties) | {"id": proposal.pk}


def layer_collection(layer: Layer) -> dict[str, Any]:
    """Return a ground layer with its licence, which travels with the data."""
    rows = layer.features.values_list("properties", "shape")
    return {
        "type": "FeatureCollection",
        "name": layer.name,
        "attribution": layer.attribution,
        "licence": layer.licence,
        "features": [feature(shape, **ground_columns(properties)) for properties, shape in rows],
    }
