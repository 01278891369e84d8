from typing import Any, Self

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page, PageManager

from cms.forms import BulletinForm
from cms.models.base import LinkedPage, Listing, PublicPage, body_panels
from cms.models.election.base import AboutElection
from cms.models.links import links_panel
from cms.models.published import PublicQuerySet

PER_PAGE = 20


class BulletinQuerySet(PublicQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-number", "-pk")


class BulletinIndexPage(AboutElection, Listing, PublicPage):
    """The bulletins (工作提示) of one cycle, the last one first."""

    parent_page_types = ("cms.ElectionCyclePage",)
    subpage_types = ("cms.BulletinPage",)
    max_count_per_parent = 1
    template = "cms/bulletin_index.html"

    class Meta:
        verbose_name = _("工作提示栏目")
        verbose_name_plural = _("工作提示栏目")

    def slug_stem(self, typed: dict[str, Any]) -> str:
        return "bulletins"

    def listed(self) -> BulletinQuerySet:
        bulletins: BulletinQuerySet = BulletinPage.objects.child_of(self)
        return bulletins

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        bulletins = self.listed().published().newest_first().without_texts()
        context["page_of_bulletins"] = Paginator(bulletins, PER_PAGE).get_page(request.GET.get("page"))
        return context


class BulletinPage(AboutElection, LinkedPage):
    """One of the daily prompts of a cycle (一天一提示): numbered, dated, between the one before and the next."""

    number = models.PositiveSmallIntegerField(_("第几号"))
    issued_on = models.DateField(_("日期"), null=True, blank=True, help_text=_("不知道哪一天就留空。"))

    called = _("工作提示")
    objects = PageManager.from_queryset(BulletinQuerySet)()
    base_form_class = BulletinForm
    parent_page_types = ("cms.BulletinIndexPage",)
    subpage_types = ()
    template = "cms/bulletin.html"
    content_panels = (
        *Page.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on")]),
        *body_panels(),
        links_panel(),
    )

    class Meta:
        verbose_name = _("工作提示")
        verbose_name_plural = _("工作提示")

    def slug_stem(self, typed: dict[str, Any]) -> str:
        return str(typed.get("issued_on") or timezone.localdate())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        if self.number is not None and self.path:
            beside = BulletinPage.objects.sibling_of(self, inclusive=False).published()
            before = beside.filter(number__lt=self.number).newest_first().values("pk")[:1]
            after = beside.filter(number__gt=self.number).order_by("number", "pk").values("pk")[:1]
            for bulletin in beside.without_texts().filter(Q(pk=Subquery(before)) | Q(pk=Subquery(after))):
                context["before" if bulletin.number < self.number else "after"] = bulletin
        return context
