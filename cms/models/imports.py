from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ImportRecord(models.Model):
    """That an article of an issue was imported; it outlives the draft, so a second run adds nothing."""

    source = models.CharField(_("来源"), max_length=100)
    issue = models.CharField(_("期号"), max_length=20)
    text_sha256 = models.CharField(max_length=64)
    title = models.CharField(_("标题"), max_length=255)
    page = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("草稿"))
    doubts = models.JSONField(_("待核对"), default=list)
    imported_at = models.DateTimeField(_("导入时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("导入记录")
        verbose_name_plural = _("导入记录")
        ordering = ("-imported_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("issue", "text_sha256"), name="article_imported_once"),)

    def __str__(self) -> str:
        return f"{self.issue} {self.title}"
