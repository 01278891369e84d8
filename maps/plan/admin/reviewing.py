"""What somebody sees of a proposal who only approves it: Wagtail opens its form to them and nothing beside it."""

from typing import Any

from django.urls import reverse
from wagtail.snippets.views import snippets

from maps.plan.models import Proposal


class ForReviewers:
    """Lets in, beside those who may anyway, who decides about the proposal as long as it waits for that."""

    request: Any
    kwargs: dict[str, Any]

    def user_has_permission(self, permission: str) -> bool:
        return bool(super().user_has_permission(permission)) or self._decides()  # type: ignore[misc]

    def user_has_any_permission(self, permissions: Any) -> bool:
        return bool(super().user_has_any_permission(permissions)) or self._decides()  # type: ignore[misc]

    def user_has_permission_for_instance(self, permission: str, instance: Any) -> bool:
        allowed = super().user_has_permission_for_instance(permission, instance)  # type: ignore[misc]
        return bool(allowed) or self._decides()

    def _decides(self) -> bool:
        # Only some of Wagtail's views keep it among what the address says.
        key = str(self.kwargs.get("pk", "") or getattr(self, "pk", ""))
        proposal = Proposal.objects.filter(pk=key).first() if key.isdecimal() else None
        task = proposal.current_workflow_task if proposal else None
        return bool(task and task.user_can_access_editor(proposal, self.request.user))


class ProposalEditView(snippets.EditView):
    def get_success_url(self) -> str:
        """Lead back to the list who has one, and the others to what waits for them."""
        listed = self.permission_policy.user_has_any_permission(self.request.user, {"add", "change", "delete", "view"})
        return str(super().get_success_url()) if listed else reverse("wagtailadmin_home")


class ProposalPreviewView(ForReviewers, snippets.PreviewOnEditView):
    pass


class ProposalHistoryView(ForReviewers, snippets.HistoryView):
    pass


class ProposalCompareView(ForReviewers, snippets.RevisionsCompareView):
    pass


class ForPlanners:
    """Keeps out who may publish only what they approve: they do not take a proposal back from the public."""

    def user_has_permission(self, permission: str) -> bool:
        allowed = super().user_has_permission  # type: ignore[misc]
        return bool(allowed(permission) and allowed("change"))


class ProposalUnpublishView(ForPlanners, snippets.UnpublishView):
    pass


class ProposalUnscheduleView(ForPlanners, snippets.RevisionsUnscheduleView):
    pass
