"""What lies under a shape while it is drawn: the plan's outline, its ground and its other proposals."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from maps.plan.models import Feature, Layer, Plan, Proposal

GROUND = (Layer.Style.WATER, Layer.Style.STREETS)
#: Whose data a layer is, in the words about its source: from the sign to the end of the sentence.
_OWNER = re.compile(r"©[^；。;\n]*")
_MAY_DRAW = ("plan.add_proposal", "plan.change_proposal", "plan.add_plan", "plan.change_plan")


@require_safe
def shape_ground(request: HttpRequest, pk: int) -> JsonResponse:
    """Answer with drafts too, so only to those who may draw."""
    plan = get_object_or_404(_plans_drawn_by(request.user), pk=pk)
    layers = plan.layers.filter(visible=True, style__in=GROUND)
    said = "\n".join(layers.values_list("attribution", flat=True))
    owners = list(dict.fromkeys(_OWNER.findall(said)))
    return JsonResponse({"type": "FeatureCollection", "owners": owners, "features": list(_features(plan))})


def ground_address(about: Plan | Proposal) -> str:
    """Return where the ground of a plan or of a proposal's plan is found; of the first plan while none is chosen."""
    chosen = about.pk if isinstance(about, Plan) else about.plan_id
    plan_pk = chosen or Plan.objects.values_list("pk", flat=True).first()
    return reverse("plan_shape_ground", args=(plan_pk,)) if plan_pk else ""


def _plans_drawn_by(user: AbstractBaseUser | AnonymousUser) -> QuerySet[Plan]:
    may_draw = any(user.has_perm(right) for right in _MAY_DRAW)  # type: ignore[union-attr]
    return Plan.objects.all() if may_draw else Plan.objects.none()


def _features(plan: Plan) -> Iterator[dict[str, Any]]:
    """Yield what lies below first."""
    yield _feature(plan.outline, look="outline")
    ground = Feature.objects.filter(layer__plan=plan, layer__visible=True, layer__style__in=GROUND)
    rows = ground.order_by("layer__order", "pk").values_list("shape", "layer__style", "properties")
    for shape, style, properties in rows:
        yield _feature(shape, look=style, rank=properties.get("class") or "")
    for shape, kind, pk in plan.proposals.in_order().values_list("shape", "kind", "pk"):
        yield _feature(shape, look="proposal", kind=kind, pk=pk)


def _feature(shape: Mapping[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": shape}
