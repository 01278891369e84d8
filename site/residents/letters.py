"""What leaves the site: letters and text messages about notices. They name what happened and never quote a text."""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from residents import phone_sign_in, sms, text_limits, unsubscribing
from residents.gone import still_standing
from residents.models import Notice, User
from residents.preferences import CATEGORY_OF, reachable, ways_of

logger = logging.getLogger(__name__)

#: One sentence for each kind: what one finds behind the link.
SENTENCES = {
    Notice.Kind.QUEUE: gettext_lazy("后台的“意见审核”里有意见在等，最早的排在最前。"),
    Notice.Kind.DECISION: gettext_lazy("点开可以看到结果；退回或隐藏的，写有理由和您可以怎么办。"),
    Notice.Kind.ANSWER: gettext_lazy("答复就写在您的意见下面。"),
    Notice.Kind.APPEAL: gettext_lazy("另一位审核员已经看过，点开看结果。"),
    Notice.Kind.REPORT: gettext_lazy("谢谢您告诉我们，点开看处理结果。"),
    Notice.Kind.LECTURE: gettext_lazy("点开有时间、地点和入场码；来不了请在那里取消，把名额让给别人。"),
    Notice.Kind.PROGRESS: gettext_lazy("点开看这个方案走到了哪一步。"),
}


@task()
def send_notice(notice_id: int) -> None:
    """Send one notice by the ways its reader chose; not twice, and not when its subject is gone by now."""
    notice = Notice.objects.select_related("user").filter(pk=notice_id).first()
    if notice is None or not still_standing([notice]):
        return
    # Claimed before it is sent: the same letter twice is worse than one that a broken mail server lost.
    if Notice.objects.filter(pk=notice_id, sent_at=None).update(sent_at=timezone.now()):
        send(notice.user, [notice])


@task()
def send_digest(user_id: int, notice_ids: list[int]) -> None:
    """Send the day's one message about notices that were claimed for it; none when nothing of it is left."""
    user = User.objects.filter(pk=user_id).first()
    unread = Notice.objects.filter(pk__in=notice_ids, user=user, read_at=None).order_by("created_at", "pk")
    if user and (notices := still_standing(list(unread))):
        send(user, notices)


@task()
def send_letter(subject: str, message: str, address: str) -> None:
    """Send a letter that is written already: about an account, to whoever asked for it."""
    send_mail(subject=subject, message=message, from_email=None, recipient_list=[address])


def send(user: User, notices: Sequence[Notice]) -> None:
    """Send one letter and one text message, each about what its reader wants to hear that way."""
    ways = {category: reachable(user, chosen) for category, chosen in ways_of(user).items()}
    by_mail = [notice for notice in notices if ways[CATEGORY_OF[notice.kind]][0]]
    by_text = [notice for notice in notices if ways[CATEGORY_OF[notice.kind]][1]]
    if by_mail:
        write_letter(user, by_mail).send()
    if by_text:
        send_text(user, by_text)


def subject_of(notices: Sequence[Notice]) -> str:
    if len(notices) == 1:
        return notices[0].title
    return _("您有 %(count)s 条新消息") % {"count": len(notices)}


def write_letter(user: User, notices: Sequence[Notice]) -> EmailMessage:
    """Write the letter: each notice with its title, a sentence and a link; how to end such letters at its foot."""
    off = unsubscribing.link_for(user, {CATEGORY_OF[notice.kind] for notice in notices})
    home = settings.WAGTAILADMIN_BASE_URL
    items = [(notice.title, SENTENCES[Notice.Kind(notice.kind)], home + notice.url) for notice in notices]
    context = {"name": str(user), "items": items, "off": off, "home": home, "site": settings.SITE_NAME}
    return EmailMessage(
        subject=subject_of(notices),
        body=render_to_string("residents/email/notices.txt", context),
        to=[user.email],
        # RFC 8058: a mail program may press the button itself.
        headers={"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def send_text(user: User, notices: Sequence[Notice]) -> None:
    """Send one line about them as a text message; a provider that does not take it loses nothing that is in the site."""
    phone = phone_sign_in.number_of(user)
    if not (phone and sms.can_tell()):
        return
    try:
        text_limits.take_for_news()
        sms.send_news(phone, subject_of(notices))
    except text_limits.TooManyTexts:
        logger.warning("no text message about news: the day's are used up")
    except sms.SmsNotSent:
        pass  # logged where it was tried
