"""What happens beside a request: the moderators hear of what waits."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from maps.consultation.permissions import moderators
from maps.consultation.waiting import Waits, to_decide
from residents.models import Notice
from residents.services import notify


@task()
def tell_moderators(comment_id: int) -> None:
    """Tell every moderator that the queue is not empty; those who have not read the last notice are not told again."""
    if not to_decide().filter(pk=comment_id).exists():
        return
    is_new = to_decide(Waits.NEW).filter(pk=comment_id).exists()
    unread = Notice.objects.filter(kind=Notice.Kind.QUEUE).unread()
    for moderator in moderators().exclude(notices__in=unread):
        notify(
            user=moderator,
            kind=Notice.Kind.QUEUE,
            title=_("有居民的新意见等待审核") if is_new else _("有修改、举报或申诉等待处理"),
            url=reverse("comment_queue:index"),
        )
