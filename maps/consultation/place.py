"""What a place can be: the small map's sheet, proposal and ground, and a list of names for whoever has no map."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import shapely
from django.core.cache import cache
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from maps.fitting import bring_inside
from maps.geojson import shape_from_geojson
from maps.geometry import representative_point
from maps.junctions import Junction, junctions
from maps.plan.models import Layer, Plan, Proposal

GROUND = (Layer.Style.WATER, Layer.Style.STREETS, Layer.Style.PLACES)
NAMED = (Layer.Style.STREETS, Layer.Style.PLACES)
#: Names for a whole quarter say nothing about where in it.
_TOO_WIDE = "area"
_REACH_METRES = 30.0  # the crossings of the streets along which the outline runs
_WEEK = 7 * 24 * 60 * 60


class Place(NamedTuple):
    """Something that people know by its name, and a point of the plan that stands for it."""

    name: str
    lon: float
    lat: float
    is_crossing: bool

    @property
    def label(self) -> str:
        return _("%s附近") % self.name

    @property
    def point(self) -> BaseGeometry:
        return shapely.Point(self.lon, self.lat)


def place_map(proposal: Proposal) -> dict[str, Any]:
    """Return GeoJSON of a proposal and what lies under it, and the named places; the same for everyone."""
    layers = list(proposal.plan.layers.filter(visible=True, style__in=GROUND).prefetch_related("features"))
    ground = [{"style": layer.style, "collection": _collection(layer)} for layer in layers]
    places = {place.name: [place.lon, place.lat] for place in _places(proposal.plan, layers)}
    return {"outline": proposal.plan.outline, "proposal": proposal.shape, "ground": ground, "places": places}


def places_of(plan: Plan) -> list[Place]:
    """Return the crossings of the plan's named streets and its named places, in the order of their names.

    Worked out once for each version of the layers: one query and one look into the cache otherwise.
    """
    return _places(plan, plan.layers.filter(visible=True, style__in=NAMED))


def _places(plan: Plan, layers: Iterable[Layer]) -> list[Place]:
    named = sorted((layer for layer in layers if layer.style in NAMED), key=lambda layer: layer.pk)
    key = _key(plan, named)
    found = cache.get(key)
    if found is None:
        found = [tuple(place) for place in _find(plan, named)]
        cache.set_many({key: found, _last(plan): found}, _WEEK)
    return [Place(*place) for place in found]


def place_choices(plan: Plan) -> list[Any]:
    """Return the places as the choices of a form, by kind."""
    places = places_of(plan)
    kinds = ((_("路口"), True), (_("地点"), False))
    groups = [(title, [(p.name, p.label) for p in places if p.is_crossing is kind]) for title, kind in kinds]
    return [("", _("不选也可以")), *(group for group in groups if group[1])]


def place_named(plan: Plan, name: str) -> Place | None:
    """Return a place by its name; first from the list that was offered last, which takes no query."""
    offered = [Place(*place) for place in cache.get(_last(plan), ())]
    return _by_name(offered, name) or _by_name(places_of(plan), name)


def _by_name(places: Iterable[Place], name: str) -> Place | None:
    return next((place for place in places if place.name == name), None)


def _last(plan: Plan) -> str:
    return f"places:{plan.pk}:last"


def _key(plan: Plan, layers: Iterable[Layer]) -> str:
    versions = [(layer.pk, layer.version, layer.style) for layer in layers]
    known_by = json.dumps([plan.pk, plan.outline, versions])
    return f"places:{hashlib.sha256(known_by.encode()).hexdigest()[:32]}"


def _find(plan: Plan, layers: Iterable[Layer]) -> list[Place]:
    outline = shape_from_geojson(plan.outline)
    streets: list[tuple[str, BaseGeometry]] = []
    spots: dict[str, tuple[float, float]] = {}
    for layer in layers:
        for feature in layer.features.all():
            name = str(feature.properties.get("name") or "").strip()
            if name and layer.style == Layer.Style.STREETS:
                streets.append((name, shape_from_geojson(feature.shape)))
            elif name and feature.properties.get("class") != _TOO_WIDE:
                spots.setdefault(name, representative_point(shape_from_geojson(feature.shape)))
    named = [(_crossing(j), (j.lon, j.lat), True) for j in junctions(streets)]
    named += [(name, at, False) for name, at in spots.items()]
    inside = (
        (name, bring_inside(shapely.Point(at), outline, reach_metres=_REACH_METRES), kind) for name, at, kind in named
    )
    places = {name: Place(name, point.x, point.y, kind) for name, point, kind in inside if point is not None}
    # The Chinese national standard sorts its common characters by their sound.
    return sorted(places.values(), key=lambda place: place.name.encode("gb18030"))


def _crossing(junction: Junction) -> str:
    name = _("%(first)s与%(second)s路口") % {"first": junction.first, "second": junction.second}
    return f"{name}（{junction.part}）" if junction.part else name


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
