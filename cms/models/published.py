"""Which pages everyone may read."""

from typing import Self

from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet


def everyone_may_read() -> Q:
    """Live, and neither restricted nor below a restricted page or its alias: one condition, no query of its own."""
    restrictions = PageViewRestriction.objects.annotate(
        path_below=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    )
    here = Q(path_below__startswith=F("page__path")) | Q(path_below__startswith=F("page__aliases__path"))
    return Q(live=True) & ~Q(Exists(restrictions.filter(here)))


def top_pages(home: Page) -> list[Page]:
    """Return all pages right below the home page in one query; ``is_public`` says of each whether everyone may read it."""
    is_public = ExpressionWrapper(everyone_may_read(), output_field=BooleanField())
    return list(home.get_children().annotate(is_public=is_public))


class PublicQuerySet(PageQuerySet):
    def published(self) -> Self:
        """What everyone may read; the only source of public bytes."""
        return self.filter(everyone_may_read())

    def with_picture(self) -> Self:
        """Everything a card in a list shows, in a fixed number of queries."""
        return self.select_related("picture").prefetch_related("picture__renditions").defer("body", "search_text")
