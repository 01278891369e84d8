from maps.plan.models.layer import Feature, Layer
from maps.plan.models.plan import Plan
from maps.plan.models.proposal import Proposal

__all__ = ["Feature", "Layer", "Plan", "Proposal"]
