"""Which pages everyone may read."""

from datetime import datetime
from typing import Self

from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision, Site
from wagtail.query import PageQuerySet

from maps.plan.fields import SearchedQuerySet
from maps.plan.models import Proposal


def not_expired(of: str = "") -> Q:
    """Before its expiry. ``publish_scheduled`` takes back what is past it, but only when it runs next.

    ``of``: the lookup that leads to the page, such as ``to_page__``.
    """
    return Q(**{f"{of}expire_at": None}) | Q(**{f"{of}expire_at__gt": timezone.now()})


def is_closed(of: str = "") -> Exists:
    """Restricted, or below a restricted page or its alias."""
    restrictions = PageViewRestriction.objects.annotate(
        path_below=ExpressionWrapper(OuterRef(f"{of}path"), output_field=CharField())
    )
    here = Q(path_below__startswith=F("page__path")) | Q(path_below__startswith=F("page__aliases__path"))
    return Exists(restrictions.filter(here))


def everyone_may_read(of: str = "") -> Q:
    """Live, not expired and not closed: one condition, no query."""
    return Q(**{f"{of}live": True}) & not_expired(of) & ~Q(is_closed(of))


def top_pages(home: Page) -> list[Page]:
    """Return all pages right below the home page in one query; ``is_public`` says of each whether everyone may read it."""
    is_public = ExpressionWrapper(everyone_may_read(), output_field=BooleanField())
    return list(home.get_children().annotate(is_public=is_public))


def top_pages_for(request: HttpRequest) -> list[Page]:
    """Return the pages right below the home page: found with the page itself, or asked for once."""
    if not hasattr(request, "top_pages"):
        site = Site.find_for_request(request)
        request.top_pages = top_pages(site.root_page) if site else []  # type: ignore[attr-defined]
    return list(getattr(request, "top_pages", ()))


def next_scheduled_change() -> datetime | None:
    """Return when the first page or proposal will expire or go live by its schedule; one query."""
    now = timezone.now()
    going_live = Revision.objects.filter(approved_go_live_at__gt=now).order_by().values_list("approved_go_live_at")
    expiring = Q(live=True, expire_at__gt=now)
    pages = Page.objects.filter(expiring).order_by().values_list("expire_at")
    proposals = Proposal.objects.filter(expiring).order_by().values_list("expire_at")
    return min((moment for (moment,) in going_live.union(pages, proposals)), default=None)


class PublicQuerySet(SearchedQuerySet, PageQuerySet):
    def published(self) -> Self:
        """What everyone may read; the only source of public bytes."""
        return self.filter(everyone_may_read())

    def whole(self) -> Self:
        """With what the page of one shows, as far as one query can have it, and whether it is closed."""
        return self.select_related("picture").annotate(is_closed=is_closed())

    def with_picture(self) -> Self:
        """Everything a card in a list shows, in a fixed number of queries."""
        return self.select_related("picture").prefetch_related("picture__renditions").without_texts()
