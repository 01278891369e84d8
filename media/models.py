"""Pictures with an alternative text, and documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class Picture(AbstractImage):
    """An image of ours: says what it shows, and whose it is."""

    alt: "models.CharField[str, str]" = models.CharField(
        _("替代文字"), max_length=200, help_text=_("给看不到图片的人：写清图里有什么。")
    )
    credit: "models.CharField[str, str]" = models.CharField(_("作者与来源"), max_length=100, blank=True)

    admin_form_fields = (
        "title", "file", "alt", "credit", "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("图片")
        verbose_name_plural = _("图片")

    @property
    def default_alt_text(self) -> str:
        return self.alt


class Rendition(AbstractRendition):
    image: "models.ForeignKey[Picture, Picture]" = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="rendition_once"),
        )


class Material(AbstractDocument):
    """A document for download: slides, forms, plan files."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("资料")
        verbose_name_plural = _("资料")
