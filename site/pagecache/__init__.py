"""Public pages: what declares them, what tags them, what purges them. A leaf: it knows nobody.

A view says ``public(response, tags=[...], until=...)``; everything else is private by default.
"""

from pagecache.pages import public, purge

__all__ = ["public", "purge"]
