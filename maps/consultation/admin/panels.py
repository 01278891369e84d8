"""What the back office's front page says about the queue."""

from typing import Any

from django.forms import Media
from wagtail.admin.ui.components import Component

from maps.consultation.waiting import counts


class QueuePanel(Component):
    """How many wait of each kind, and since when the oldest."""

    name = "comment_queue"
    template_name = "maps/admin/queue_panel.html"
    order = 50
    media = Media(css={"all": ["consultation/admin.css"]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"counts": counts()}
