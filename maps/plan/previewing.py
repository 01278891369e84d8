"""How a proposal's page is drawn in the back office; the room of the visitors' pages says how."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from maps.plan.models import Proposal

Draw = Callable[[HttpRequest, "Proposal"], HttpResponse]
_drawn_by: list[Draw] = []


def register(draw: Draw) -> None:
    _drawn_by[:] = [draw]


def draw(request: HttpRequest, proposal: "Proposal") -> HttpResponse:
    """Return the page as visitors would see it, for one reader only."""
    return _drawn_by[0](request, proposal)
