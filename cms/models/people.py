from typing import Any, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager

from cms.models.base import ArticlePage, body_panels
from cms.models.published import PublicQuerySet


class PersonQuerySet(PublicQuerySet):
    def by_name(self) -> Self:
        return self.order_by("title", "pk")


class PersonPage(ArticlePage):
    """Who hosts lectures or speaks in them; the title is the name."""

    office = models.CharField(_("职务"), max_length=100, blank=True, help_text=_("只写公开资料里有的。"))
    source = models.CharField(_("来源"), max_length=100, blank=True)

    objects = PageManager.from_queryset(PersonQuerySet)()
    searched_facts = ("office", "source")
    lists_pages = True

    parent_page_types = ("cms.LectureSeriesPage",)
    subpage_types = ()
    template = "cms/person.html"
    content_panels = (*Page.content_panels, FieldPanel("office"), FieldPanel("source"), *body_panels())

    class Meta:
        verbose_name = _("人物")
        verbose_name_plural = _("人物")

    def __str__(self) -> str:
        return f"{self.title}（{self.office}）" if self.office else str(self.title)

    def cache_tags(self) -> tuple[str, ...]:
        return (*super().cache_tags(), "lectures", "people")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.models.lecture_parts import LecturePerson
        from cms.models.lectures import LecturePage  # which names people

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        appearances = LecturePerson.objects.filter(person=self.pk).values("lecture")
        lectures = LecturePage.objects.published().filter(pk__in=appearances).newest_first()
        context["lectures"] = lectures.with_picture().with_people()
        return context

    def slug_stem(self, typed: dict[str, Any]) -> str:
        return "person"
