"""The topics that residents can choose from, a list for each plan."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from maps.consultation.models import Topic


class TopicViewSet(ModelViewSet):
    model = Topic
    icon = "tag"
    name = "topics"
    menu_label = _("话题")
    menu_name = "topics"
    list_display = ("name", "plan", "order")
    list_filter = ("plan",)
    search_fields = ("name",)
    form_fields = ("plan", "name", "slug", "order")
    copy_view_enabled = False

    def formfield_for_dbfield(self, db_field: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, **kwargs)
        if db_field.name == "slug":
            field.help_text = _("英文字母，出现在网址里，例如 parking。")
        return field
