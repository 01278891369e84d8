from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.models.base import ArticlePage, body_panels


class ElectionPage(ArticlePage):
    """The front page of the residents'-committee elections. Nothing on it can be commented, voted or liked."""

    max_count = 1
    template = "cms/election.html"
    content_panels = (*Page.content_panels, *body_panels())
