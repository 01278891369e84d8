"""The records of imports, to read: which article of which issue became which draft, and what was not sure."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.models import ImportRecord


class ToReadForEditors(BasePermissionPolicy):
    """Whoever may write pages may look; nobody may add, change or delete a record, or an article would come twice."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and PagePermissionPolicy().user_has_any_permission(user, {"add", "change", "publish"})

    def user_has_any_permission(self, user: Any, actions: set[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: set[str], include_superusers: bool = True) -> QuerySet:
        return PagePermissionPolicy().users_with_any_permission({"add", "change", "publish"}, include_superusers)


class InspectRecord(generic.InspectView):
    def get_imported_at_display_value(self) -> str:
        return date_format(timezone.localtime(self.object.imported_at), "DATETIME_FORMAT")

    def get_doubts_display_value(self) -> SafeString | str:
        sentences = [(doubt["sentence"],) for doubt in self.object.doubts]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", sentences)) if sentences else _("没有")

    def get_page_display_value(self) -> SafeString | str:
        page = self.object.page
        if page is None:
            return _("已删除")
        return format_html('<a href="{}">{}</a>', reverse("wagtailadmin_pages:edit", args=(page.pk,)), page)


class ImportRecordViewSet(ModelViewSet):
    model = ImportRecord
    name = "import_records"
    icon = "history"
    menu_label = gettext_lazy("导入记录")
    menu_hook = "register_reports_menu_item"
    inspect_view_enabled = True
    copy_view_enabled = False
    inspect_view_class = InspectRecord
    inspect_view_fields = ("title", "source", "issue", "page", "doubts", "imported_at")
    form_fields = ("title",)  # the viewset asks for some; no form is ever shown
    list_display = (
        "title",
        Column("issue", label=gettext_lazy("期号")),
        Column("source", label=gettext_lazy("来源")),
        Column("number_of_doubts", label=gettext_lazy("待核对"), accessor=lambda record: len(record.doubts) or ""),
        DateColumn("imported_at", label=gettext_lazy("导入时间")),
    )
    list_filter = ("issue",)
    search_fields = ("title",)

    @property
    def permission_policy(self) -> BasePermissionPolicy:
        return ToReadForEditors(self.model)
