from typing import Any

from django.apps import apps
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel


class DoubtsPanel(Panel):
    """What the import of an article was not sure of; above its draft until that is published."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/doubts_panel.html"

        @cached_property
        def record(self) -> Any:
            # By name: the pages' own module imports this one.
            records = apps.get_model("cms", "ImportRecord").objects
            return records.filter(page=self.instance.pk).first() if self.instance.pk else None

        def is_shown(self) -> bool:
            return bool(self.record and self.record.doubts and not self.instance.live)


class SlidesPanel(Panel):
    """How far the slides of the lecture are, what is wrong with them, and a button to try again."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/slides_panel.html"

        @cached_property
        def slide_set(self) -> Any:
            return getattr(self.instance.slides, "slide_set", None) if self.instance.slides_id else None

        def is_shown(self) -> bool:
            return self.slide_set is not None
