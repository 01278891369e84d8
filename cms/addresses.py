"""Where a page stands: its address on the site, and the whole address for feeds, codes and cards.

The whole address never comes from the Host header: a printed code or a shared cache would carry a forged one on.
"""

from django.conf import settings
from wagtail.models import Page, Site

#: A Site record that nobody has named yet.
UNNAMED = frozenset({"", "localhost", "127.0.0.1", "[::1]"})


def path_of(page: Page) -> str:
    """Return a page's address on its site without asking the database: every home page stands right below the root."""
    return "/" + "".join(page.url_path.split("/", 2)[2:])


def base_of(site: Site) -> str:
    """Return scheme and host: the Site record's, or the settings' as long as the record is unnamed."""
    base: str = settings.WAGTAILADMIN_BASE_URL if site.hostname in UNNAMED else site.root_url
    return base.rstrip("/")


def absolute(path: str, site: Site) -> str:
    return base_of(site) + path


def free_slug(parent: Page, stem: str) -> str:
    """Return ``stem`` with the first number that no page below ``parent`` has, drafts too."""
    taken = set(Page.objects.child_of(parent).filter(slug__startswith=f"{stem}-").values_list("slug", flat=True))
    number = next(number for number in range(1, len(taken) + 2) if f"{stem}-{number}" not in taken)
    return f"{stem}-{number}"
