"""Which pages everyone may read."""

from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet


def everyone_may_read() -> Q:
    """Live, and neither restricted nor below a restricted page: one condition, no query of its own."""
    above = PageViewRestriction.objects.annotate(
        path_below=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    ).filter(path_below__startswith=F("page__path"))
    return Q(live=True) & ~Q(Exists(above))


class PublicQuerySet(PageQuerySet):
    def published(self) -> Self:
        """What everyone may read; the only source of public bytes."""
        return self.filter(everyone_may_read())

    def with_picture(self) -> Self:
        """Everything a card in a list shows, in a fixed number of queries."""
        return self.select_related("picture").prefetch_related("picture__renditions").defer("body", "search_text")
