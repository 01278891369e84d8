"""A proposal that is published may have come further: write it down, and tell who follows it."""

from typing import Any

from wagtail.signals import published

import pagecache
from maps.consultation import services
from maps.plan.models import Proposal


def listen() -> None:
    published.connect(_published, sender=Proposal, dispatch_uid="consultation.progress")


def _published(sender: type[Proposal], instance: Proposal, **kwargs: Any) -> None:
    services.record_progress(proposal=instance)
    pagecache.purge(f"proposal:{instance.pk}", f"plan:{instance.plan_id}", "tiles")
