"""The plan's map and a proposal's tiny shape, for any page."""

from typing import Any

from django import template

from maps.explorer.drawing import icon_path
from maps.explorer.entries import entries_of, mark_of
from maps.explorer.overview import PlanMap, plan_map
from maps.plan.models import Proposal

register = template.Library()


@register.simple_tag(takes_context=True)
def map_of_plan(context: dict[str, Any]) -> PlanMap:
    """Return the page's ``plan_map``, or make one of its ``plan``: two queries more."""
    given = context.get("plan_map")
    return given if given is not None else plan_map(context["plan"], entries_of(context["plan"]))


@register.filter
def shape_path(proposal: Proposal) -> str:
    """Return the SVG path of a proposal's shape in a square of 48."""
    return icon_path(proposal.shape)


@register.filter
def mark(proposal: Proposal) -> str:
    """Return the id of a proposal's symbol in ``maps/marks.svg``."""
    return mark_of(proposal)
