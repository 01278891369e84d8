"""What all pages of the elections share."""

from django.http import HttpRequest
from wagtail.url_routing import RouteResult


class AboutElection:
    """A page about an election: nothing on it can be commented, voted or liked. Stands before the page's other bases."""

    lists_pages = True

    def cache_tags(self) -> tuple[str, ...]:
        tags: tuple[str, ...] = super().cache_tags()  # type: ignore[misc]
        return (*tags, "election")  # they name each other, and what is true of the cycle

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a child in one query where all children are of one kind."""
        kinds = self.clean_subpage_models()  # type: ignore[attr-defined]
        if path_components and len(kinds) == 1:
            child = kinds[0].objects.child_of(self).filter(slug=path_components[0]).first()
            if child is not None:
                self.remember_way(request)  # type: ignore[attr-defined]
                return child.route(request, path_components[1:])
        return super().route(request, path_components)  # type: ignore[misc]
