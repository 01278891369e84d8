"""Where a comment stands: what may be drawn in a consultation, and how it is made to fit the plan."""

from typing import Any

from shapely.geometry.base import BaseGeometry

from maps import fitting
from maps.consultation.errors import ShapeNotAllowed
from maps.consultation.models import Consultation
from maps.errors import InvalidShape, OutsidePlan
from maps.geojson import shape_from_geojson, to_geojson
from maps.plan.models import Proposal

#: GeoJSON types that each setting of a consultation lets residents draw.
DRAWABLE: dict[str, tuple[str, ...]] = {
    Consultation.Shapes.NONE: (),
    Consultation.Shapes.POINT: ("Point",),
    Consultation.Shapes.ALL: fitting.KINDS,
}


def fit_shape(shape: BaseGeometry, consultation: Consultation, proposal: Proposal) -> BaseGeometry:
    """Return what is stored of a drawn shape: valid, inside the plan's outline, within the limits.

    A line or an area that leaves the outline is cut to its largest part inside. Raises ``ShapeNotAllowed``,
    ``OutsidePlan`` when no part of it lies inside, and ``InvalidShape`` with its reason.
    """
    if shape.geom_type not in DRAWABLE[consultation.shapes]:
        raise ShapeNotAllowed(consultation=consultation.pk, kind=shape.geom_type)
    return _fit(shape, proposal)


def is_stored_as(shape: BaseGeometry | None, stored: dict[str, Any] | None, proposal: Proposal) -> bool:
    """Whether a comment's stored shape is what becomes of this one: the same thing sent twice."""
    if shape is None or stored is None:
        return shape is None and stored is None
    try:
        return to_geojson(_fit(shape, proposal)) == stored
    except (InvalidShape, OutsidePlan):
        return False


def was_cut(shape: BaseGeometry | None, proposal: Proposal) -> bool:
    """Whether part of a shape that was taken lay outside the plan, and its author is to be told."""
    return shape is not None and fitting.leaves(shape, _outline(proposal))


def _fit(shape: BaseGeometry, proposal: Proposal) -> BaseGeometry:
    fitted = fitting.fit(shape, _outline(proposal))
    if fitted is None:
        raise OutsidePlan(proposal.plan.slug, shape.bounds)
    return fitted


def _outline(proposal: Proposal) -> BaseGeometry:
    return shape_from_geojson(proposal.plan.outline)
