from datetime import datetime
from typing import Self

from django.db import models


class TextMessageQuerySet(models.QuerySet["TextMessage"]):
    def since(self, moment: datetime) -> Self:
        return self.filter(sent_at__gt=moment)


class TextMessage(models.Model):
    """That a text message was sent, for the limits on them: to which number and asked for from which address, as hashes."""

    phone_hash = models.CharField(max_length=64)
    address_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField(auto_now_add=True)

    objects = TextMessageQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("sent_at",), name="text_all"),
            models.Index(fields=("phone_hash", "sent_at"), name="text_by_phone"),
            models.Index(fields=("address_hash", "sent_at"), name="text_by_address"),
        )

    def __str__(self) -> str:
        return f"text message {self.pk}"
