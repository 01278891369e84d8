"""What the back office's front page says about the queue."""

from typing import Any

from django.db.models import Count, Min
from django.forms import Media
from wagtail.admin.ui.components import Component

from maps.consultation.models import Comment


class QueuePanel(Component):
    """How many comments wait, and since when the oldest."""

    name = "comment_queue"
    template_name = "maps/admin/queue_panel.html"
    order = 50
    media = Media(css={"all": ["consultation/admin.css"]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return Comment.objects.waiting().aggregate(waiting=Count("pk"), oldest=Min("created_at"))
