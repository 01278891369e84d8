"""What the masthead and the footer ask the database for, so that queries are counted as on a real site."""

from wagtail.models import Page, Site

from cms.models import SiteDetails


def make_menu() -> None:
    """Give the site a page below its home page, and its details for the footer."""
    site = Site.objects.get(is_default_site=True)
    site.root_page.add_child(instance=Page(title="新闻", slug="news", show_in_menus=True))
    SiteDetails.objects.get_or_create(site=site)
