"""What was removed and waits for its date: to look at, and to hold where a law says so."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from maps.consultation.models import Evidence


class OnlyToHold(ModelPermissionPolicy):
    """Evidence is made by removing and goes by its date: nobody adds or deletes it by hand."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("change", "view") and bool(super().user_has_permission(user, action))


class EvidenceViewSet(ModelViewSet):
    """Only ``admin`` has the permissions of this model; each change of a hold stands in the back office's own log."""

    model = Evidence
    icon = "lock"
    name = "evidence"
    menu_label = _("留存内容")
    menu_name = "evidence"
    add_to_settings_menu = True
    copy_view_enabled = False
    add_to_reference_index = False  # it refers to nothing that an editor could miss, and many go at once
    list_display = (
        TitleColumn("comment_id", label=_("意见"), url_name="evidence:edit", sort_key="comment_id"),
        "why",
        DateColumn("kept_at", label=_("留存时间"), sort_key="kept_at"),
        "goes_on",
        "hold",
    )
    list_filter = ("why", "goes_on")
    panels = (
        FieldPanel("why", read_only=True),
        FieldPanel("text", read_only=True),
        FieldPanel("kept_at", read_only=True),
        FieldPanel("goes_on", read_only=True),
        FieldPanel("hold"),
    )

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return OnlyToHold(Evidence)
