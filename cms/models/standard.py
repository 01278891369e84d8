from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.models.base import ArticlePage, body_panels


class StandardPage(ArticlePage):
    """A page that stays: about, how comments are moderated, privacy, accessibility."""

    class Extra(models.TextChoices):
        NONE = "", _("无")
        CONTACT = "contact", _("审核时限与联系方式（取自站点信息）")

    extra = models.CharField(_("附加内容"), max_length=20, choices=Extra.choices, blank=True)

    template = "cms/standard.html"
    content_panels = (*Page.content_panels, *body_panels(), FieldPanel("extra"))

    class Meta:
        verbose_name = _("普通页面")
        verbose_name_plural = _("普通页面")
