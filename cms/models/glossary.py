from collections.abc import Iterable

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.models.links import links_panel
from maps.plan.fields import FoldedTextField


class GlossaryTerm(index.Indexed, ClusterableModel):
    """A word of the plan or of the elections, explained in two sentences."""

    term = models.CharField(_("词语"), max_length=40, unique=True)
    slug = models.SlugField(_("地址"), max_length=60, unique=True)
    explanation = models.TextField(_("解释"))
    source = models.CharField(_("出处"), max_length=200, blank=True)
    search_folded = FoldedTextField()

    panels = (*(FieldPanel(name) for name in ("term", "slug", "explanation", "source")), links_panel())
    search_fields = (index.SearchField("term"), index.SearchField("explanation"), index.AutocompleteField("term"))

    class Meta:
        verbose_name = _("词语")
        verbose_name_plural = _("词语")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.term

    def get_absolute_url(self) -> str:
        return f"{reverse('cms:glossary')}#{self.slug}"

    def searchable(self) -> Iterable[str]:
        yield from (self.term, self.explanation, self.source)
