"""What was brought in: an import run keeps its material until it became drafts, a record says that a text did."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

#: How long material waits for its drafts.
KEPT_FOR = timedelta(days=7)


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def waiting(self) -> Self:
        """Not made into drafts yet, and not too old."""
        return self.filter(done_at=None, started_at__gt=timezone.now() - KEPT_FOR)

    def too_old(self) -> Self:
        return self.filter(done_at=None, started_at__lte=timezone.now() - KEPT_FOR)

    def of(self, user: Any) -> Self:
        return self.filter(started_by=user)

    def listed(self) -> Self:
        """Newest first, without what may be many megabytes."""
        return self.defer("data").order_by("-started_at", "-pk")


class ImportRun(models.Model):
    """A file or a text that somebody brings in: first its preview, then its drafts."""

    class Kind(models.TextChoices):
        WORD = "word", _("Word 文档")
        WECHAT = "wechat", _("公众号文章")
        NEWSPAPER = "newspaper", _("报纸版面")

    kind = models.CharField(_("种类"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=200)  # the file's, or how the text begins
    issue = models.CharField(_("期号"), max_length=20, blank=True)  # of a newspaper
    source = models.CharField(_("来源"), max_length=100, blank=True)  # as it was typed with the material
    data = models.BinaryField()  # empty once it is done
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("导入")
        verbose_name_plural = _("导入")
        ordering = ("-started_at", "-pk")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def kept_until(self) -> Any:
        return self.started_at + KEPT_FOR


class ImportRecord(models.Model):
    """That an article of an issue was imported; it outlives the draft, so a second run adds nothing.

    ``issue`` is that of a newspaper, and empty for what has none: the same text is then known wherever it comes from.
    """

    source = models.CharField(_("来源"), max_length=100)
    issue = models.CharField(_("期号"), max_length=20, blank=True)
    text_sha256 = models.CharField(max_length=64)
    title = models.CharField(_("标题"), max_length=255)
    page = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("草稿"))
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, blank=True, related_name="records")
    doubts = models.JSONField(_("待核对"), default=list)
    imported_at = models.DateTimeField(_("导入时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("导入记录")
        verbose_name_plural = _("导入记录")
        ordering = ("-imported_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("issue", "text_sha256"), name="article_imported_once"),)

    def __str__(self) -> str:
        return f"{self.issue} {self.title}".strip()
