from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page, PageManager

from cms.forms import NeighbourhoodElectionForm
from cms.models.base import PublicPage
from cms.models.election.base import AboutElection
from cms.models.election.cycle import ElectionCyclePage
from cms.models.published import PublicQuerySet


class NeighbourhoodElectionQuerySet(PublicQuerySet):
    def in_order(self) -> Self:
        """By the neighbourhoods' official codes: none stands out."""
        return self.order_by("neighbourhood__code", "pk").without_texts()


class NeighbourhoodElectionPage(AboutElection, PublicPage):
    """One neighbourhood in one election: its day, its polling place, its notices and results."""

    neighbourhood = models.ForeignKey(
        "residents.Neighbourhood", models.PROTECT, related_name="+", verbose_name=_("居民区")
    )
    election_day = models.DateField(
        _("选举日"), null=True, blank=True, help_text=_("和街道统一的日子一样就留空；没有公布也留空。")
    )
    place = models.CharField(
        _("投票地点和时间"), max_length=200, blank=True, help_text=_("公告上怎么写就怎么填；没有公布就留空。")
    )
    access = models.CharField(_("无障碍入口"), max_length=200, blank=True)
    contact = models.CharField(
        _("问谁"), max_length=200, blank=True, help_text=_("公布过的办公电话或地点，不填私人号码。")
    )

    objects = PageManager.from_queryset(NeighbourhoodElectionQuerySet)()
    searched_facts = ("place", "access", "contact")
    base_form_class = NeighbourhoodElectionForm
    parent_page_types = ("cms.ElectionCyclePage",)
    subpage_types = ("cms.ElectionNoticePage",)
    template = "cms/election_neighbourhood.html"
    content_panels = (
        *Page.content_panels,
        FieldRowPanel([FieldPanel("neighbourhood"), FieldPanel("election_day")]),
        *(FieldPanel(name) for name in ("place", "access", "contact")),
    )

    class Meta:
        verbose_name = _("居民区的换届")
        verbose_name_plural = _("居民区的换届")

    def searchable_body(self) -> Iterable[str]:
        if self.neighbourhood_id:
            yield self.neighbourhood.name

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        from cms.models.election.notices import ElectionNoticePage
        from cms.models.neighbourhoods import NeighbourhoodPage

        own = NeighbourhoodPage.objects.published().filter(neighbourhood=self.neighbourhood_id)
        context["gathered_at"] = own.only("title", "url_path").first()
        cycle = self.cycle(request)
        context["cycle"] = cycle
        if cycle is not None:
            context["day"] = day = self.election_day or cycle.election_day
            context["placed"] = cycle.placed_for(day, counted_only=True)
            context["valid_until"] = cycle.next_day()
        context["notices"] = ElectionNoticePage.objects.child_of(self).published().in_order() if self.path else ()
        return context

    def cycle(self, request: HttpRequest | None = None) -> ElectionCyclePage | None:
        """Return the cycle it is part of: passed on the way here, or asked for."""
        passed = getattr(request, "trail", ())
        found = next((page for page in passed if isinstance(page, ElectionCyclePage)), None)
        if found is not None or not self.path:
            return found
        cycle: ElectionCyclePage | None = ElectionCyclePage.objects.ancestor_of(self).first()
        return cycle
