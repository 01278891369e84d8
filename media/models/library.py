"""Pictures with an alternative text, and documents."""

import uuid
from typing import Any

from django.conf import settings
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


def upload_path(upload: "Upload", filename: str) -> str:
    """Return a name that tells nothing of its owner and cannot be guessed; what was uploaded has no say in it."""
    return f"residents/{uuid.uuid4().hex}.jpg"


class Upload(models.Model):
    """A resident's photograph: made anew from its pixels, and shown to others only after its own review."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("审核中")
        ACCEPTED = "accepted", _("已通过")
        REFUSED = "refused", _("不予公开")

    owner: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads", verbose_name=_("上传者")
    )
    file = models.ImageField(_("文件"), upload_to=upload_path, width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    status = models.CharField(_("状态"), max_length=12, choices=Status.choices, default=Status.WAITING)
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("居民照片")
        verbose_name_plural = _("居民照片")
        ordering = ("pk",)
        indexes = (models.Index(fields=("status", "uploaded_at"), name="upload_queue"),)

    def __str__(self) -> str:
        return f"upload {self.pk}"
