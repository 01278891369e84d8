"""Drawing a shape in the back office: django-leaflet's widget as Wagtail's admin can carry it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from leaflet.forms.widgets import LeafletWidget
from wagtail.admin.panels import FieldPanel

from maps.plan.admin.ground import ground_address
from maps.plan.models import Plan, Proposal


class ShapeWidget(LeafletWidget):
    """The widget with its own scripts, since the admin loads Leaflet for nothing else, and in Chinese."""

    template_name = "maps/admin/shape_widget.html"
    include_media = True
    settings_overrides = {"RESET_VIEW": False}
    #: Upon which plan it is drawn, and which proposal's shape it is, told by the panel.
    plan: int | None = None
    own: int | None = None

    @property
    def media(self) -> forms.Media:
        own = forms.Media(
            css={"screen": ("leaflet/leaflet.extras.css", "maps/shape-widget.css")}, js=("maps/shape-widget.js",)
        )
        return super().media + own

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["words"] = draw_words()
        context["editor"] = {
            "ground": ground_address(),
            "plan": self.plan,
            "own": self.own,
            "note": _("示意图，非测绘成果"),
            "zoom_in": _("放大"),
            "zoom_out": _("缩小"),
        }
        return context


class ShapePanel(FieldPanel):
    """A shape, drawn upon the plan that it belongs to."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options.setdefault("widgets", {})[self.field_name] = ShapeWidget()
        return options

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.bound_field is None:
                return
            # The widget is this form's own copy.
            widget, row = self.bound_field.field.widget, self.instance
            widget.own = row.pk if isinstance(row, Proposal) else None
            chosen = row.plan_id if isinstance(row, Proposal) else row.pk
            widget.plan = chosen or Plan.objects.current(self.request).values_list("pk", flat=True).first()


def draw_words() -> dict[str, str]:
    """Return what Leaflet.draw says, by the path of each sentence in its ``L.drawLocal``."""
    return {
        "draw.toolbar.actions.title": _("不画了"),
        "draw.toolbar.actions.text": _("取消"),
        "draw.toolbar.finish.title": _("画好了"),
        "draw.toolbar.finish.text": _("完成"),
        "draw.toolbar.undo.title": _("去掉最后一个点"),
        "draw.toolbar.undo.text": _("退一步"),
        "draw.toolbar.buttons.polyline": _("画线"),
        "draw.toolbar.buttons.polygon": _("画面"),
        "draw.toolbar.buttons.rectangle": _("画矩形"),
        "draw.toolbar.buttons.marker": _("放一个点"),
        "draw.handlers.marker.tooltip.start": _("点一下地图，放下这个点"),
        "draw.handlers.polygon.tooltip.start": _("点一下，开始画"),
        "draw.handlers.polygon.tooltip.cont": _("继续点"),
        "draw.handlers.polygon.tooltip.end": _("点第一个点，画完"),
        "draw.handlers.polyline.error": _("线不能和自己交叉"),
        "draw.handlers.polyline.tooltip.start": _("点一下，开始画线"),
        "draw.handlers.polyline.tooltip.cont": _("继续点"),
        "draw.handlers.polyline.tooltip.end": _("点最后一个点，画完"),
        "draw.handlers.rectangle.tooltip.start": _("按住拖动，画出矩形"),
        "draw.handlers.simpleshape.tooltip.end": _("松开，画完"),
        "edit.toolbar.actions.save.title": _("保存改动"),
        "edit.toolbar.actions.save.text": _("好了"),
        "edit.toolbar.actions.cancel.title": _("不要这些改动"),
        "edit.toolbar.actions.cancel.text": _("取消"),
        "edit.toolbar.actions.clearAll.title": _("全部擦掉"),
        "edit.toolbar.actions.clearAll.text": _("全部擦掉"),
        "edit.toolbar.buttons.edit": _("修改形状"),
        "edit.toolbar.buttons.editDisabled": _("没有可以修改的"),
        "edit.toolbar.buttons.remove": _("擦掉"),
        "edit.toolbar.buttons.removeDisabled": _("没有可以擦掉的"),
        "edit.handlers.edit.tooltip.text": _("拖动小方块，改变形状"),
        "edit.handlers.edit.tooltip.subtext": _("按“取消”恢复原样"),
        "edit.handlers.remove.tooltip.text": _("点一下要擦掉的"),
    }
