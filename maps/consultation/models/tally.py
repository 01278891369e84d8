from django.db import models


class Tally(models.Model):
    """How many published comments a proposal has; kept by ``services.count_comments``, checked by ``recount``."""

    proposal = models.OneToOneField("plan.Proposal", models.CASCADE, primary_key=True, related_name="tally")
    comments = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.comments} comments on proposal {self.proposal_id}"
