from wagtail.models import Page

from cms.models.base import PublicPage


class HomePage(PublicPage):
    """The front page: the map first, then what is open, what is new, what comes next."""

    parent_page_types = (Page,)
    max_count = 1
    template = "cms/home.html"
