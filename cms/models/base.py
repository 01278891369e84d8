"""What every page of ours is: public, the same bytes for everyone, with a plain text to search."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index
from wagtail.url_routing import RouteResult

from cms import composing
from cms.addresses import path_of
from cms.blocks import BodyBlock
from cms.forms import PublicPageForm
from cms.linking import Around, around_page
from cms.models.published import PublicQuerySet, next_scheduled_change
from cms.terms import glossary_for
from maps.plan.fields import FoldedTextField, SearchTextField
from pagecache import public


class PublicPage(Page):
    """A page of the public site. ``search_text`` is its title, its body and what stands beside it as plain text."""

    search_text = SearchTextField()
    search_folded = FoldedTextField()
    #: The fields beside title and body that a reader sees: who, where, from which source.
    searched_facts: ClassVar[tuple[str, ...]] = ()
    #: Whether it lists other pages, so that it changes with their schedules.
    lists_pages: ClassVar[bool] = False

    base_form_class = PublicPageForm
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    show_in_menus_default = False
    # Not a SearchField: lists and choosers of the back office complete what is typed, and one index of the text is enough.
    search_fields = (*Page.search_fields, index.AutocompleteField("search_text"))
    objects = PageManager.from_queryset(PublicQuerySet)()

    class Meta:
        abstract = True

    def searchable(self) -> Iterable[str]:
        """Yield the texts a reader may search for, as they stand on the page."""
        yield self.title
        yield from self.searchable_body()
        # Last: a snippet of a page that is found by its title begins with its text.
        yield from (getattr(self, name) for name in self.searched_facts)

    def searchable_body(self) -> Iterable[str]:
        return ()

    def slug_stem(self, typed: dict[str, Any]) -> str:
        """Return what an address begins with that nobody typed: ``typed`` are the form's other values. ASCII."""
        return "page"

    def cache_tags(self) -> tuple[str, ...]:
        """Name what the page is made of; ``site`` is the menu and the footer. See ``cms.purging``."""
        return (f"page:{self.pk}", "site")

    @property
    def address(self) -> str:
        return path_of(self)

    @property
    def has_expired(self) -> bool:
        """Whether its time is over, also before ``publish_scheduled`` has set ``expired`` and taken it back."""
        return self.expire_at is not None and self.expire_at <= timezone.now()

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Remember the way from the home page: it is the breadcrumbs. What has expired is not found."""
        if not path_components and self.has_expired:
            raise Http404(f"page {self.pk} expired at {self.expire_at}")
        self.remember_way(request)
        result: RouteResult = super().route(request, path_components)
        return result

    def remember_way(self, request: HttpRequest) -> None:
        request.trail = (*getattr(request, "trail", ()), self)  # type: ignore[attr-defined]

    def get_view_restrictions(self) -> models.QuerySet:
        """Return who may read this page, in one query that is asked once (Wagtail's own takes two each time)."""
        if getattr(self, "is_closed", None) is False:  # it was found together with that
            return PageViewRestriction.objects.none()
        if "_restrictions" not in self.__dict__:
            above = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
            where = models.Q(page__path__in=above) | models.Q(page__aliases__path__in=above)
            self.__dict__["_restrictions"] = PageViewRestriction.objects.filter(where)
        restrictions: models.QuerySet = self.__dict__["_restrictions"]
        return restrictions

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> TemplateResponse:
        response: TemplateResponse = super().serve(request, *args, **kwargs)
        # A preview and a page behind a password are for one reader only.
        if getattr(request, "is_preview", False) or self.get_view_restrictions():
            return response
        context = response.context_data or {}
        tags = (*self.cache_tags(), *context.get("cache_tags", ()))
        return public(response, tags=tags, until=self._true_until(context))

    def _true_until(self, context: dict[str, Any]) -> datetime | None:
        """Return the page's next boundary."""
        moments = [context.get("valid_until"), self.expire_at]
        if self.lists_pages:
            moments.append(next_scheduled_change())
        return earliest(*moments)


class Listing:
    """What a page is whose children are all of one kind; stands before ``PublicPage`` among the bases."""

    lists_pages = True

    def listed(self) -> PublicQuerySet:
        """Return the children, drafts too."""
        raise NotImplementedError

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a child together with what it shows in one query."""
        if path_components:
            child = self.listed().whole().filter(slug=path_components[0]).first()
            if child is not None:
                self.remember_way(request)  # type: ignore[attr-defined]
                child._cached_parent_obj = self  # as Wagtail's own route() does
                return child.route(request, path_components[1:])
        return super().route(request, path_components)  # type: ignore[misc]


class ArticlePage(PublicPage):
    """A page with a lead, a body and the proposals it is about."""

    lead = models.CharField(_("导语"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("正文"), blank=True)
    english_summary = models.TextField(
        _("英文摘要"),
        max_length=600,
        blank=True,
        help_text=_("写了就显示在英文页面（/en/）的最前面；别的内容仍是中文。"),
    )
    picture = models.ForeignKey(
        "media.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("题图")
    )

    class Meta:
        abstract = True

    def searchable_body(self) -> Iterable[str]:
        yield self.lead
        for block in self.body:
            yield from texts_of(block.value)

    def cache_tags(self) -> tuple[str, ...]:
        return (*super().cache_tags(), "proposals", "glossary")

    def pictures_below(self) -> Sequence[Any]:
        """Return the pictures it shows beside its own and those of its body."""
        return ()

    def proposals_pointed_at(self) -> Sequence[int]:
        """Return the keys of the proposals it points at from elsewhere than its body and its list of them."""
        return ()

    @cached_property
    def around(self) -> Around:
        """What it points at and what points at it; of most kinds nothing."""
        return Around()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        glossary = glossary_for(request)
        context["proposals"], context["explained"] = composing.prepare(self, glossary)
        return context


class LinkedPage(ArticlePage):
    """A page with links to others, to terms and to proposals; what links to it stands there, too."""

    #: What its kind is called beside a link to it.
    called: ClassVar[str | Promise]
    #: Of what points here, and was not chosen here, so many pages are named; None: all.
    naming_shown: ClassVar[int | None] = 12

    class Meta:
        abstract = True

    @cached_property
    def around(self) -> Around:
        return around_page(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["linked_pages"] = shown = self.around.readable(naming=self.naming_shown)
        context["linked_terms"] = glossary_for(request).terms_of(self.around.keys("term"))
        context["valid_until"] = earliest(*(page.expire_at for page in shown))
        return context


def earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def texts_of(value: Any) -> Iterable[str]:
    """Yield every piece of plain text in a block's value, however deep."""
    if isinstance(value, str):
        yield value
    elif hasattr(value, "source") and isinstance(value.source, str):
        yield get_text_for_indexing(value.source)
    elif isinstance(value, dict):
        # Of a table its words only, not its settings.
        parts = (value.get("table_caption"), value.get("data")) if "table_header_choice" in value else value.values()
        for part in parts:
            yield from texts_of(part)
    elif isinstance(value, Iterable) and not isinstance(value, models.Model):
        for part in value:
            yield from texts_of(getattr(part, "value", part))


def body_panels() -> list[Panel]:
    return [FieldPanel(name) for name in ("lead", "picture", "body", "english_summary")]
