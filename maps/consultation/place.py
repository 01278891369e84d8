"""What the small map for setting a place draws: the plan's sheet, the proposal, and the ground under both."""

from typing import Any

from maps.plan.models import Layer, Proposal

GROUND = (Layer.Style.WATER, Layer.Style.STREETS, Layer.Style.PLACES)


def place_map(proposal: Proposal) -> dict[str, Any]:
    """Return GeoJSON of a proposal and what lies under it; the same for everyone."""
    layers = proposal.plan.layers.filter(visible=True, style__in=GROUND).prefetch_related("features")
    ground = [{"style": layer.style, "collection": _collection(layer)} for layer in layers]
    return {"outline": proposal.plan.outline, "proposal": proposal.shape, "ground": ground}


def _collection(layer: Layer) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "properties": {name: feature.properties.get(name, "") for name in ("name", "class")},
            "geometry": feature.shape,
        }
        for feature in layer.features.all()
    ]
    return {"type": "FeatureCollection", "features": features}
