"""What every page of ours is: public, the same bytes for everyone, with a plain text to search."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock
from maps.plan.fields import SearchTextField
from pagecache import public


class PublicPage(Page):
    """A page of the public site. ``search_text`` is its title and body as plain text."""

    search_text = SearchTextField()

    show_in_menus_default = False
    search_fields = (*Page.search_fields, index.SearchField("search_text"))

    class Meta:
        abstract = True

    def searchable(self) -> Iterable[str]:
        """Yield the texts a reader may search for, as they stand on the page."""
        yield self.title

    def cache_tags(self) -> tuple[str, ...]:
        return (f"page:{self.pk}",)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> TemplateResponse:
        return public(super().serve(request, *args, **kwargs), tags=self.cache_tags())


class ArticlePage(PublicPage):
    """A page with a lead, a body and the proposals it is about."""

    lead = models.CharField(_("导语"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("正文"), blank=True)
    picture = models.ForeignKey(
        "media.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("题图")
    )

    class Meta:
        abstract = True

    def searchable(self) -> Iterable[str]:
        yield from super().searchable()
        yield self.lead
        for block in self.body:
            yield from texts_of(block.value)


def texts_of(value: Any) -> Iterable[str]:
    """Yield every piece of plain text in a block's value, however deep."""
    if isinstance(value, str):
        yield value
    elif hasattr(value, "source") and isinstance(value.source, str):
        yield strip_tags(value.source.replace("</p>", "\n"))
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, Iterable) and not isinstance(value, models.Model):
        for part in value:
            yield from texts_of(getattr(part, "value", part))


def proposals_field(related_name: str) -> ParentalManyToManyField:
    return ParentalManyToManyField(
        "plan.Proposal", blank=True, related_name=related_name, verbose_name=_("相关方案要素")
    )


def body_panels() -> list[Panel]:
    return [FieldPanel("lead"), FieldPanel("picture"), FieldPanel("body")]
