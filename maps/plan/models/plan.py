from typing import Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from maps.plan.fields import Envelope, ShapeField, validate_area


class PlanQuerySet(models.QuerySet["Plan"]):
    def current(self, request: HttpRequest) -> Self:
        """The one plan that stands at ``/plan/`` of the site asked for."""
        return self.filter(site=Site.find_for_request(request))


class Plan(Envelope):
    """A renewal plan: an outline on the ground, and the proposals inside it."""

    name = models.CharField(_("名称"), max_length=100)
    slug = models.SlugField(_("地址"), unique=True)
    site = models.OneToOneField(
        Site,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="current_plan",
        verbose_name=_("展示于"),
        help_text=_("每个站点有一个现行规划，地址是 /plan/。"),
    )
    summary = models.TextField(_("简介"), blank=True)
    period = models.CharField(_("期限"), max_length=50, blank=True)
    outline = ShapeField(_("规划范围"), validators=[validate_area])
    map_approval_number = models.CharField(_("审图号"), max_length=50, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("规划")
        verbose_name_plural = _("规划")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def surroundings(self) -> tuple[float, float, float, float]:
        """The box (west, south, east, north) in degrees in which the plan's files may lie: one outline more on each side."""
        width, height = self.east - self.west, self.north - self.south
        return (self.west - width, self.south - height, self.east + width, self.north + height)
