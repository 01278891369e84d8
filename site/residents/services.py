"""Tell a person what happened: a notice in the site, and a letter where there is an address."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from residents.models import Notice, User


@transaction.atomic
def notify(*, user: User, kind: str, title: str, url: str) -> Notice:
    """Record a notice for ``user`` and send it as a letter; both name what happened and never quote a text."""
    notice = Notice.objects.create(user=user, kind=kind, title=title, url=url)
    if user.email:
        send_letter.enqueue(notice.pk)
    return notice


@task()
def send_letter(notice_id: int) -> None:
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
