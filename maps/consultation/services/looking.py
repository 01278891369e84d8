"""What happens to a text once it is stored: somebody looks at it for flags, and the moderators hear of it."""

from django.db import transaction
from django_tasks import task

from maps.consultation.models import Comment
from maps.consultation.services.flags import look_at
from maps.consultation.services.statuses import lock_comment
from maps.consultation.tasks import tell_moderators


@task()
def look(comment_id: int) -> None:
    """Flag what waits of a comment, then tell the moderators: whoever opens the queue sees both."""
    if not Comment.objects.filter(pk=comment_id).exists():
        return
    with transaction.atomic():
        look_at(lock_comment(comment_id))
    tell_moderators.call(comment_id)
