"""Several rows at once, or a row and a letter: who joins, who changes, who is told."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from residents.models import Consent, Neighbourhood, Notice, User

#: The text that the button 同意并注册 agrees to; a new version is a new consent.
PRIVACY_TEXT = "privacy"
PRIVACY_VERSION = "1"


@transaction.atomic
def welcome(*, user: User, display_name: str, neighbourhood: Neighbourhood | None) -> None:
    """Complete a new user: the name to show, where they live, and what they agreed to by registering."""
    user.display_name = display_name
    user.neighbourhood = neighbourhood
    user.save(update_fields=("display_name", "neighbourhood"))
    Consent.objects.create(user=user, text=PRIVACY_TEXT, version=PRIVACY_VERSION)


def change_details(*, user: User, display_name: str, neighbourhood: Neighbourhood | None) -> None:
    """Change what a person says of themselves; another neighbourhood is no longer the one that was confirmed."""
    if neighbourhood != user.neighbourhood:
        user.neighbourhood_confirmed = False
    user.display_name = display_name
    user.neighbourhood = neighbourhood
    user.save(update_fields=("display_name", "neighbourhood", "neighbourhood_confirmed"))


@transaction.atomic
def notify(*, user: User, kind: str, title: str, url: str) -> Notice:
    """Record a notice for ``user`` and send it as a letter; both name what happened and never quote a text."""
    notice = Notice.objects.create(user=user, kind=kind, title=title, url=url)
    if user.email:
        send_notice.enqueue(notice.pk)
    return notice


def mark_read(*, user: User, pk: int | None = None) -> int:
    """Mark one notice of ``user`` as read, or all of them, and return how many were unread."""
    unread = user.notices.unread()
    return (unread if pk is None else unread.filter(pk=pk)).update(read_at=timezone.now())


@task()
def send_notice(notice_id: int) -> None:
    notice = Notice.objects.select_related("user").get(pk=notice_id)
    send_mail(
        subject=notice.title,
        message=_("%(title)s\n\n查看：%(url)s\n\n—— %(site)s")
        % {
            "title": notice.title,
            "url": settings.WAGTAILADMIN_BASE_URL + notice.url,
            "site": settings.SITE_NAME,
        },
        from_email=None,
        recipient_list=[notice.user.email],
    )


@task()
def send_letter(subject: str, message: str, address: str) -> None:
    """Send a letter that is written already: about an account, to whoever asked for it."""
    send_mail(subject=subject, message=message, from_email=None, recipient_list=[address])
