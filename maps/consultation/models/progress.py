from django.db import models
from django.utils.translation import gettext_lazy as _

from maps.plan.models import Proposal


class Progress(models.Model):
    """When a proposal came to a status, as everyone could see it."""

    proposal = models.ForeignKey("plan.Proposal", models.CASCADE, related_name="progress")
    status = models.CharField(_("进展"), max_length=20, choices=Proposal.Status.choices)
    since = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("进展")
        verbose_name_plural = _("进展")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"proposal {self.proposal_id}: {self.status}"
