from django.db import models
from django.utils.translation import gettext_lazy as _

from maps.plan.fields import Envelope, ShapeField


class Layer(models.Model):
    """Shapes that came in as one file: what they are, where they come from, how they are drawn."""

    class Style(models.TextChoices):
        STREETS = "streets", _("道路底图")
        WATER = "water", _("水面底图")
        PLACES = "places", _("地名")
        THEMATIC = "thematic", _("专题")

    plan = models.ForeignKey("plan.Plan", models.CASCADE, related_name="layers", verbose_name=_("规划"))
    name = models.CharField(_("名称"), max_length=100)
    style = models.CharField(_("样式"), max_length=20, choices=Style.choices, default=Style.THEMATIC)
    visible = models.BooleanField(_("显示"), default=True)
    order = models.PositiveIntegerField(_("顺序"), default=100)
    attribution = models.CharField(_("来源"), max_length=200, blank=True)
    licence = models.CharField(_("许可"), max_length=100, blank=True)
    map_approval_number = models.CharField(_("审图号"), max_length=50, blank=True)
    source_date = models.DateField(_("资料日期"), null=True, blank=True)
    file_name = models.CharField(_("文件"), max_length=200, editable=False)
    file_sha256 = models.CharField(max_length=64, editable=False)
    source_crs = models.CharField(_("原坐标系"), max_length=200, editable=False)
    version = models.PositiveIntegerField(_("版本"), default=1, editable=False)
    imported_at = models.DateTimeField(_("导入时间"), auto_now=True)

    class Meta:
        verbose_name = _("图层")
        verbose_name_plural = _("图层")
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=("plan", "name"), name="layer_name_once_per_plan"),)

    def __str__(self) -> str:
        return self.name


class Feature(Envelope):
    """One shape of a layer, with the columns its file gave it."""

    layer = models.ForeignKey(Layer, models.CASCADE, related_name="features")
    code = models.CharField(max_length=100, blank=True)
    properties = models.JSONField(default=dict)
    shape = ShapeField()

    class Meta:
        verbose_name = _("要素")
        verbose_name_plural = _("要素")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.code or f"feature {self.pk}"
