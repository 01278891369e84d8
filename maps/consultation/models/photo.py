from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models import Upload

MAX_PHOTOS = 3


class PhotoQuerySet(models.QuerySet["Photo"]):
    def waiting(self) -> Self:
        """Those that nobody has looked at, with the time at which they came as ``created_at``."""
        waiting = self.filter(upload__status=Upload.Status.WAITING)
        return waiting.annotate(created_at=models.F("upload__uploaded_at")).select_related("upload")


class Photo(models.Model):
    """A resident's upload, as part of what they say; reviewed apart from the text."""

    comment = models.ForeignKey("consultation.Comment", models.CASCADE, related_name="photos")
    upload = models.OneToOneField("media.Upload", models.PROTECT, related_name="photo")
    order = models.PositiveSmallIntegerField(default=0)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("照片")
        verbose_name_plural = _("照片")
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("comment", "order"), name="photo_order_once"),
            models.CheckConstraint(condition=models.Q(order__lt=MAX_PHOTOS), name="photo_three_at_most"),
        )

    def __str__(self) -> str:
        return f"photo {self.order} of comment {self.comment_id}"
