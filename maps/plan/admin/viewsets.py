from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.admin.ui.tables import BooleanColumn, LiveStatusTagColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from maps.plan.admin import reviewing
from maps.plan.admin.shapes import ShapePanel
from maps.plan.models import Layer, Plan, Proposal


class ProposalViewSet(SnippetViewSet):
    model = Proposal
    icon = "site"
    menu_label = _("方案要素")
    list_display = ("title", "code", "kind", "theme", "status", LiveStatusTagColumn())
    list_filter = ("plan", "kind", "theme", "status", "live")
    list_per_page = 50
    search_fields = ("title", "code", "search_text")
    search_backend_name = None  # plain: Wagtail's own does not find Chinese words
    edit_view_class = reviewing.ProposalEditView
    preview_on_edit_view_class = reviewing.ProposalPreviewView
    history_view_class = reviewing.ProposalHistoryView
    revisions_compare_view_class = reviewing.ProposalCompareView
    unpublish_view_class = reviewing.ProposalUnpublishView
    revisions_unschedule_view_class = reviewing.ProposalUnscheduleView
    panels = (
        FieldPanel("title"),
        FieldPanel("summary"),
        ShapePanel("shape"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("culture_system")]),
                FieldRowPanel([FieldPanel("theme"), FieldPanel("status")]),
            ],
            heading=_("归类"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("plan"),
                FieldRowPanel([FieldPanel("code"), FieldPanel("slug"), FieldPanel("order")]),
            ],
            heading=_("编号与地址"),
        ),
        PublishingPanel(),
    )


class PlanViewSet(SnippetViewSet):
    model = Plan
    icon = "globe"
    menu_label = _("规划")
    list_display = ("name", "slug", "site", "period")
    search_fields = ("name",)
    search_backend_name = None
    panels = (
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("summary"),
        ShapePanel("outline"),
        FieldRowPanel([FieldPanel("site"), FieldPanel("period"), FieldPanel("map_approval_number")]),
    )


class NoAdding(ModelPermissionPolicy):
    """A layer comes with its file, by ``manage.py import_layer``; what it is called and how it looks is edited here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: set[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class LayerViewSet(SnippetViewSet):
    model = Layer
    icon = "table"
    menu_label = _("图层")
    list_display = (
        "name",
        "plan",
        "style",
        BooleanColumn("visible", label=_("显示")),
        "order",
        "source_crs",
        "version",
        "imported_at",
    )
    list_filter = ("plan", "style", "visible")
    search_fields = ("name",)
    search_backend_name = None
    copy_view_enabled = False
    panels = (
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("style"), FieldPanel("visible"), FieldPanel("order")]),
        FieldRowPanel([FieldPanel("attribution"), FieldPanel("licence")]),
        FieldRowPanel([FieldPanel("map_approval_number"), FieldPanel("source_date")]),
        MultiFieldPanel(
            [
                FieldPanel(name, read_only=True)
                for name in ("plan", "file_name", "file_sha256", "source_crs", "version")
            ],
            heading=_("来自文件"),
        ),
    )

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return NoAdding(self.model)


class PlanningGroup(SnippetViewSetGroup):
    menu_label = _("规划")
    menu_name = "planning"
    menu_icon = "site"
    menu_order = 150
    items = (ProposalViewSet, PlanViewSet, LayerViewSet)
