"""The two languages of the interface: the address alone decides. A leaf: it knows nobody.

``/en/…`` is English, every other address Chinese, whatever the browser's headers and cookies say: so an address
has the same bytes for everyone, and nothing varies.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language, override

ENGLISH = "en"
#: As an element says it: of content, and of every page that is not English.
CHINESE = "zh-Hans"
PREFIX = f"/{ENGLISH}/"
#: What stands at one address in whatever language it is read: for machines, of the back office, drafts.
AT_ONE_ADDRESS = ("/admin/", "/documents/", "/draft/", "/feed/", "/media/", "/ogc/", "/share/", "/static/")


def by_address(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer each request in the language of its address; afterwards the thread has the language it had before."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with override(ENGLISH if request.path_info.startswith(PREFIX) else settings.LANGUAGE_CODE):
            return get_response(request)

    return middleware


def is_english() -> bool:
    return get_language() == ENGLISH


def in_chinese(path: str) -> str:
    """Return ``path`` without the prefix of the English pages; one slash at its beginning, so it is no other host."""
    return "/" + (path.removeprefix(PREFIX)).lstrip("/")


def in_english(path: str) -> str:
    """Return where the English page stands, or nothing for what has one address only."""
    bare = in_chinese(path)
    return "" if bare.startswith(AT_ONE_ADDRESS) else PREFIX + bare[1:]


def here(path: str) -> str:
    """Return the Chinese ``path`` as it is called in the language that is being spoken."""
    return (in_english(path) or path) if is_english() else path


def in_the_first() -> override:
    """Speak Chinese for a while: for what is stored, and for what others read."""
    return override(settings.LANGUAGE_CODE)
