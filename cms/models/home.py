from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms import frontpage
from cms.models.base import PublicPage
from cms.models.published import top_pages


class HomePage(PublicPage):
    """The front page: the map first, then what is open, what is new, what comes next."""

    parent_page_types = (Page,)
    lists_pages = True
    max_count = 1
    template = "cms/home.html"

    class Meta:
        verbose_name = _("首页")
        verbose_name_plural = _("首页")

    def cache_tags(self) -> tuple[str, ...]:
        return (*super().cache_tags(), "front", "people")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page below, and with the same query the pages of the menu."""
        if not path_components:
            return super().route(request, path_components)
        self.remember_way(request)
        request.top_pages = top_pages(self)  # type: ignore[attr-defined]
        child = next((page for page in request.top_pages if page.slug == path_components[0]), None)  # type: ignore[attr-defined]
        if child is None:
            raise Http404
        # Only the page at the end of the way is shown; the others are passed through.
        at_end = len(path_components) == 1
        result: RouteResult = (child.specific if at_end else child.specific_deferred).route(
            request, path_components[1:]
        )
        return result

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | frontpage.compose(request)
