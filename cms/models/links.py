"""What points at what: one row from a page or a term to a page, a term or a proposal. It is shown at both ends."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable

#: The kinds of page that a link may lead to; the same have the panel to make links in.
LINKED_PAGES = (
    "cms.NewsPage",
    "cms.BulletinPage",
    "cms.LecturePage",
    "cms.TopicPage",
    "cms.NeighbourhoodPage",
)


class Link(Orderable):
    """Who edits the beginning puts its links in order; the end shows it, too, once everyone may read it."""

    from_page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, null=True, related_name="links")
    from_term = ParentalKey("cms.GlossaryTerm", on_delete=models.CASCADE, null=True, related_name="links")
    to_page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("页面")
    )
    to_term = models.ForeignKey(
        "cms.GlossaryTerm", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("词语")
    )
    to_proposal = models.ForeignKey(
        "plan.Proposal", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("方案要素")
    )

    panels = (PageChooserPanel("to_page", LINKED_PAGES), FieldPanel("to_term"), FieldPanel("to_proposal"))

    class Meta:
        ordering = ("sort_order", "pk")
        verbose_name = _("相关内容")
        verbose_name_plural = _("相关内容")
        constraints = (
            models.CheckConstraint(
                condition=Q(from_page=None, from_term__isnull=False) | Q(from_page__isnull=False, from_term=None),
                name="link_begins_at_one",
            ),
            models.CheckConstraint(
                condition=Q(to_page__isnull=False, to_term=None, to_proposal=None)
                | Q(to_page=None, to_term__isnull=False, to_proposal=None)
                | Q(to_page=None, to_term=None, to_proposal__isnull=False),
                name="link_ends_at_one",
                violation_error_message=_("每一行只选一样：一个页面、一个词语，或一处方案要素。"),
            ),
        )

    def __str__(self) -> str:
        return str(self.to_page or self.to_term or self.to_proposal)


def links_panel() -> InlinePanel:
    return InlinePanel(
        "links",
        heading=_("相关内容"),
        label=_("相关内容"),
        help_text=_("排在前面的先显示。对方的页面上也会出现这一页，不用再加一次。"),
    )
