from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_PHOTOS = 3


class Photo(models.Model):
    """A resident's upload, as part of what they say; reviewed apart from the text."""

    comment = models.ForeignKey("consultation.Comment", models.CASCADE, related_name="photos")
    upload = models.OneToOneField("media.Upload", models.PROTECT, related_name="photo")
    order = models.PositiveSmallIntegerField(default=0)

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
