"""The duties of the site a proposal is shown on, as its settings say."""

from maps.consultation.models import ParticipationSettings
from maps.plan.models import Proposal


def participation(proposal: Proposal) -> ParticipationSettings:
    """Return the settings of the proposal's site; without any saved, every duty is on. Never writes."""
    saved = ParticipationSettings.objects.filter(site__current_plan=proposal.plan_id).first()
    return saved or ParticipationSettings()
