"""What may stop somebody from writing: a block on a person, a freeze on a proposal or on the whole site."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maps.plan.models import Proposal


class BlockQuerySet(models.QuerySet["Block"]):
    def standing(self, *, at: datetime | None = None) -> Self:
        now = at or timezone.now()
        return self.filter(lifted_at=None).filter(models.Q(until=None) | models.Q(until__gt=now))

    def on(self, user: AbstractBaseUser) -> Self:
        return self.standing().filter(user=user)


class Block(models.Model):
    """A person who cannot write for a time; told so with the reason."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks", verbose_name=_("居民"))
    reason = models.CharField(_("理由"), max_length=300, help_text=_("本人会看到。"))
    until = models.DateTimeField(_("到期"), null=True, blank=True, help_text=_("不填就是一直到解除。"))
    blocked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    blocked_at = models.DateTimeField(_("时间"), auto_now_add=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    lifted_at = models.DateTimeField(_("解除时间"), null=True, blank=True, editable=False)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("禁言")
        verbose_name_plural = _("禁言")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | models.Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="block_lifted_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"block of user {self.user_id}"


class FreezeQuerySet(models.QuerySet["Freeze"]):
    def standing(self) -> Self:
        return self.filter(lifted_at=None)

    def on(self, proposal: Proposal) -> Self:
        """What stops writing there: a freeze of its own, or of the whole site."""
        return self.standing().filter(models.Q(proposal=None) | models.Q(proposal=proposal))


class Freeze(models.Model):
    """Nobody writes on a proposal, or anywhere, until it is lifted; what is published stays."""

    proposal = models.ForeignKey(
        "plan.Proposal", models.CASCADE, null=True, blank=True, related_name="freezes", verbose_name=_("方案要素"),
        help_text=_("不选就是全站暂停。"),
    )  # fmt: skip
    reason = models.CharField(_("理由"), max_length=300, help_text=_("居民会看到。"))
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    frozen_at = models.DateTimeField(_("时间"), auto_now_add=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    lifted_at = models.DateTimeField(_("解除时间"), null=True, blank=True, editable=False)

    objects = FreezeQuerySet.as_manager()

    class Meta:
        verbose_name = _("暂停留言")
        verbose_name_plural = _("暂停留言")
        ordering = ("-pk",)
        constraints = (
            # The whole site counts as proposal 0: NULLs would all be different.
            models.UniqueConstraint(
                Coalesce("proposal", 0), condition=models.Q(lifted_at=None), name="freeze_once_per_proposal"
            ),
        )

    def __str__(self) -> str:
        return f"freeze of proposal {self.proposal_id}" if self.proposal_id else "freeze of the site"
