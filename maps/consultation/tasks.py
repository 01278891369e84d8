"""What happens beside a request: the moderators hear of what waits."""

from django.contrib.auth.backends import ModelBackend
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from maps.consultation.models import Comment
from residents.models import Notice, User
from residents.services import notify

MODERATE = "consultation.moderate_comment"


@task()
def tell_moderators(comment_id: int) -> None:
    """Tell every moderator that the queue is not empty; those who have not read the last notice are not told again."""
    if not Comment.objects.waiting().filter(pk=comment_id).exists():
        return
    unread = Notice.objects.filter(kind=Notice.Kind.QUEUE).unread()
    moderators = User.objects.with_perm(MODERATE, backend=f"{ModelBackend.__module__}.{ModelBackend.__qualname__}")
    for moderator in moderators.exclude(notices__in=unread):
        notify(
            user=moderator,
            kind=Notice.Kind.QUEUE,
            title=_("有居民的新意见等待审核"),
            url=reverse("comment_queue:index"),
        )
