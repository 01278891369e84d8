from typing import Any, NoReturn

from django.db import models


class AppendOnly(Exception):
    """A row that is written once was about to be changed or removed."""


class WrittenOnce(models.Model):
    """Rows that are added and never changed or removed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly(f"{self} is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"{self} is never removed")
