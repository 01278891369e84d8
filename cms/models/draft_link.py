import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

DAYS = ((1, _("1 天")), (7, _("7 天")), (30, _("30 天")))


class DraftLinkQuerySet(models.QuerySet["DraftLink"]):
    def good(self) -> Self:
        return self.filter(expires_at__gt=timezone.now())


class DraftLink(models.Model):
    """An address at which whoever has it reads the newest draft of one page, until it expires or is taken back."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="draft_links")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("有效期到"))

    objects = DraftLinkQuerySet.as_manager()

    class Meta:
        ordering = ("expires_at", "pk")
        default_permissions = ()

    def __str__(self) -> str:
        return f"draft link {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("cms_data:draft", args=(self.key,))

    @classmethod
    def make(cls, page: Page, *, by: AbstractBaseUser | AnonymousUser, days: int) -> "DraftLink":
        """Make a link for ``days`` days, and let those go that are over."""
        cls.objects.filter(expires_at__lte=timezone.now()).delete()
        return cls.objects.create(page=page, made_by=by, expires_at=timezone.now() + timedelta(days=days))
