"""What readers found wrong: a list for editors, each settled with a note."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from cms.forms_correction import SettlingForm
from cms.models import Correction


class OnlyToSettle(ModelPermissionPolicy):
    """Readers write them: nobody in the back office adds one, whatever they may do."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and bool(super().user_has_permission(user, action))


class SettleView(generic.EditView):
    def save_instance(self) -> Correction:
        """Note who settled it and when; opened again, it waits as if new."""
        settled = self.form.instance.state != Correction.State.NEW
        self.form.instance.settled_at = timezone.now() if settled else None
        self.form.instance.settled_by = self.request.user if settled else None
        saved: Correction = super().save_instance()
        return saved


class CorrectionViewSet(ModelViewSet):
    model = Correction
    icon = "warning"
    name = "corrections"
    menu_label = _("读者找错")
    menu_name = "corrections"
    menu_order = 180
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    edit_view_class = SettleView
    list_display = (
        TitleColumn("text", label=_("哪里不对"), url_name="corrections:edit", accessor=str),
        "page",
        "get_state_display",
        DateColumn("sent_at", label=_("收到时间"), sort_key="sent_at"),
    )
    list_filter = ("state",)
    search_fields = ("text", "page")
    edit_handler = ObjectList(
        [
            FieldPanel("text", read_only=True),
            FieldPanel("page", read_only=True),
            FieldPanel("sent_at", read_only=True),
            FieldPanel("state"),
            FieldPanel("note"),
            FieldPanel("settled_by", read_only=True),
        ],
        base_form_class=SettlingForm,
    )

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return OnlyToSettle(Correction)
