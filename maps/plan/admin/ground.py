"""What lies under a shape while it is drawn: the plan's outline, its ground and its other proposals."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from maps.plan.credits import owners_among, sources_of
from maps.plan.features import GeoJsonResponse, feature, ground_columns
from maps.plan.models import Feature, Layer, Plan, Proposal
from residents.models import User

GROUND = (Layer.Style.WATER, Layer.Style.STREETS)
_DRAWS_PROPOSALS = ("plan.add_proposal", "plan.change_proposal")
_DRAWS_OUTLINES = ("plan.add_plan", "plan.change_plan")
_APPROVES = ("plan.publish_proposal",)


@require_safe
def shape_ground(request: HttpRequest, pk: int) -> GeoJsonResponse:
    """Answer with drafts too where proposals may be drawn; with nothing where nothing may be drawn or approved."""
    plan = get_object_or_404(_plans_seen_by(request.user), pk=pk)
    owners = owners_among(sources_of(plan.layers.filter(visible=True, style__in=GROUND)))
    features = list(_features(plan, _proposals_seen_by(request.user, plan)))
    return GeoJsonResponse({"type": "FeatureCollection", "owners": owners, "features": features})


def ground_address() -> str:
    """Return where the ground of a plan is found, with its number as ``{plan}``."""
    return reverse("plan_shape_ground", args=(0,)).replace("/0/", "/{plan}/")


def _plans_seen_by(user: User | AnonymousUser) -> QuerySet[Plan]:
    may_look = any(user.has_perm(right) for right in (*_DRAWS_PROPOSALS, *_DRAWS_OUTLINES, *_APPROVES))
    return Plan.objects.all() if may_look else Plan.objects.none()


def _proposals_seen_by(user: User | AnonymousUser, plan: Plan) -> QuerySet[Proposal]:
    rows = plan.proposals.in_order()
    return rows if any(user.has_perm(right) for right in _DRAWS_PROPOSALS) else rows.published()


def _features(plan: Plan, proposals: QuerySet[Proposal]) -> Iterator[dict[str, Any]]:
    """Yield what lies below first."""
    yield feature(plan.outline, look="outline")
    ground = Feature.objects.filter(layer__plan=plan, layer__visible=True, layer__style__in=GROUND)
    rows = ground.order_by("layer__order", "pk").values_list("shape", "layer__style", "properties")
    for shape, style, properties in rows:
        yield feature(shape, look=style, **ground_columns(properties))
    for shape, kind, pk in proposals.values_list("shape", "kind", "pk"):
        yield feature(shape, look="proposal", kind=kind, pk=pk)
