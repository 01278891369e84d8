"""What follows when the plan changes: progress is written down and told, and stored pages are forgotten."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.signals import published, unpublished

import pagecache
from maps.consultation import services
from maps.consultation.models import Consultation
from maps.plan.models import Layer, Plan, Proposal


def listen() -> None:
    published.connect(_published, sender=Proposal, dispatch_uid="consultation.progress")
    unpublished.connect(_changed, sender=Proposal, dispatch_uid="consultation.unpublished")
    for model in (Plan, Layer, Consultation):
        for written in (post_save, post_delete):
            written.connect(_changed, sender=model, dispatch_uid=f"consultation.{model.__name__}.{id(written)}")


def _published(sender: type[Proposal], instance: Proposal, **kwargs: Any) -> None:
    services.record_progress(proposal=instance)
    _changed(sender, instance)


def _changed(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Forget the pages of a plan: each of them is tagged with it, those of its proposals too."""
    plan = instance.pk if isinstance(instance, Plan) else instance.plan_id
    pagecache.purge(f"plan:{plan}", "tiles")
