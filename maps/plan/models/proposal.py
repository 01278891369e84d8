from collections.abc import Iterable
from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from maps.plan import previewing
from maps.plan.fields import Envelope, FoldedTextField, SearchedQuerySet, SearchTextField, ShapeField

#: Names of routes beside ``/plan/<slug>/``; no proposal may take one.
RESERVED_SLUGS = ("tiles", "layers", "proposals", "comments", "list", "answers", "consultations")


class ProposalQuerySet(SearchedQuerySet):
    def published(self) -> Self:
        """What everyone may read; the only source of public bytes."""
        return self.filter(live=True)

    def in_order(self) -> Self:
        return self.order_by("order", "pk")


class Proposal(PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, index.Indexed, Envelope):
    """One element of the plan that residents discuss: a shape, a promise, a state, a thread."""

    class Kind(models.TextChoices):
        RING = "ring", _("环")
        AXIS = "axis", _("轴线")
        BAY = "bay", _("湾")
        WATERSIDE = "waterside", _("连环浜片区")
        LIFE_CIRCLE = "life_circle", _("生活圈")
        CULTURE = "culture", _("文化空间")
        PROJECT = "project", _("项目")

    class Theme(models.TextChoices):
        CULTURE = "culture", _("人文")
        GREEN = "green", _("绿色")
        OPEN = "open", _("开放")

    class CultureSystem(models.TextChoices):
        MODEL = "model", _("模范文化")
        MARKET = "market", _("市井文化")
        NEIGHBOURLY = "neighbourly", _("睦邻文化")
        CREATIVE = "creative", _("创意文化")
        NATURE = "nature", _("自然文化")

    class Status(models.TextChoices):
        IDEA = "idea", _("构想")
        IN_CONSULTATION = "in_consultation", _("征求意见")
        UNDER_STUDY = "under_study", _("研究中")
        APPROVED = "approved", _("已批准")
        BUILDING = "building", _("建设中")
        DONE = "done", _("已完成")

    plan = models.ForeignKey("plan.Plan", models.PROTECT, related_name="proposals", verbose_name=_("规划"))
    code = models.CharField(_("编号"), max_length=40, help_text=_("再次导入时按编号更新。"))
    slug = models.SlugField(_("地址"), max_length=60)
    title = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("类型"), max_length=20, choices=Kind.choices)
    theme = models.CharField(_("主题"), max_length=20, choices=Theme.choices)
    culture_system = models.CharField(_("文化空间体系"), max_length=20, choices=CultureSystem.choices, blank=True)
    summary = models.CharField(_("一句话"), max_length=200)
    body = RichTextField(_("说明"), blank=True, features=["h3", "bold", "ul", "ol", "link", "image", "document-link"])
    shape = ShapeField(_("位置"))
    status = models.CharField(_("进展"), max_length=20, choices=Status.choices, default=Status.IDEA)
    order = models.PositiveIntegerField(_("顺序"), default=100)
    search_text = SearchTextField()
    search_folded = FoldedTextField()

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="proposal")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="proposal",
        for_concrete_model=False,
    )

    objects = ProposalQuerySet.as_manager()
    search_fields = (
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.AutocompleteField("search_text"),
    )

    class Meta:
        verbose_name = _("方案要素")
        verbose_name_plural = _("方案要素")
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("plan", "slug"), name="proposal_slug_once_per_plan"),
            models.UniqueConstraint(fields=("plan", "code"), name="proposal_code_once_per_plan"),
            models.CheckConstraint(condition=~models.Q(slug__in=RESERVED_SLUGS), name="proposal_slug_not_reserved"),
            models.CheckConstraint(
                condition=models.Q(kind="culture") ^ models.Q(culture_system=""), name="proposal_culture_has_system"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def searchable(self) -> Iterable[str]:
        yield from (self.title, self.summary, strip_tags(self.body.replace("</p>", "\n")))

    @property
    def revisions(self) -> "GenericRelation":
        return self._revisions

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """One; none before the first save: its page asks what was said of it."""
        return PreviewableMixin.DEFAULT_PREVIEW_MODES if self.pk else []

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return previewing.draw(request, self)

    def get_absolute_url(self) -> str:
        return reverse("maps:proposal", args=(self.slug,))

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {"slug": ValidationError(_("这个地址已被系统使用，请换一个。"), code="slug_reserved")}
            )
        if (self.kind == self.Kind.CULTURE) != bool(self.culture_system):
            message = _("文化空间要选所属体系，其他类型不选。")
            raise ValidationError({"culture_system": ValidationError(message, code="culture_system")})
