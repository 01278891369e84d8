"""Where a page stands: its address on the site, and the whole address for feeds, codes and cards.

The whole address never comes from the Host header: a printed code or a shared cache would carry a forged one on.
"""

import re

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.models import Page, Site

import languages

#: A Site record that nobody has named yet.
UNNAMED = frozenset({"", "localhost", "127.0.0.1", "[::1]"})

#: As much as a row about a page holds.
LONGEST_PATH = 200
#: Paths that may hold a signed link or the number of something that is not public.
_SOMEBODYS_OWN = re.compile(r"/(?:accounts|admin|me(?!/agreements/[a-z]+/))/|.*\x00", re.DOTALL)


def path_of(page: Page) -> str:
    """Return a page's address on its site, in the language that is spoken.

    The database is not asked: every home page stands right below the root.
    """
    return languages.here("/" + "".join(page.url_path.split("/", 2)[2:]))


def base_of(site: Site) -> str:
    """Return scheme and host: the Site record's, or the settings' as long as the record is unnamed."""
    base: str = settings.WAGTAILADMIN_BASE_URL if site.hostname in UNNAMED else site.root_url
    return base.rstrip("/")


def absolute(path: str, site: Site) -> str:
    return base_of(site) + path


def public_path(address: str) -> str:
    """Return ``address`` if it can be the path of a public page of ours, else nothing."""
    here = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return (
        address
        if here and len(address) <= LONGEST_PATH and not _SOMEBODYS_OWN.match(languages.in_chinese(address))
        else ""
    )


def free_slug(parent: Page, stem: str) -> str:
    """Return ``stem`` with the first number that no page below ``parent`` has, drafts too."""
    taken = set(Page.objects.child_of(parent).filter(slug__startswith=f"{stem}-").values_list("slug", flat=True))
    number = next(number for number in range(1, len(taken) + 2) if f"{stem}-{number}" not in taken)
    return f"{stem}-{number}"
