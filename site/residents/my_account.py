"""What this room itself keeps of a person: the account, what they agreed to, what they were told."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from residents import personal_data, phone_sign_in
from residents.models import Agreement, User
from residents.personal_data import PersonalData, Row, address
from residents.preferences import Category, categories_for, ways_of


def register() -> None:
    for kind in (ACCOUNT, CONSENTS, NOTICE_PREFERENCES, NOTICES):
        personal_data.register(kind)


def _account(user: User) -> Iterator[Row]:
    yield {
        "display_name": user.display_name,
        "user_name": user.username,
        "email": user.email or None,
        "email_verified": EmailAddress.objects.filter(user=user, verified=True).exists(),
        "phone": phone_sign_in.number_of(user) or None,
        "phone_verified": user.phone_verified,
        "weixin": SocialAccount.objects.filter(user=user).values_list("uid", flat=True).first(),
        "neighbourhood": user.neighbourhood and user.neighbourhood.name,
        "neighbourhood_confirmed": user.neighbourhood_confirmed,
        "signed_up_at": user.date_joined,
        "last_sign_in_at": user.last_login,
        "roles": [group.name for group in user.groups.all()],
    }


def _consents(user: User) -> Iterator[Row]:
    titles: dict[str, Any] = dict(Agreement.Name.choices)
    for consent in user.consents.order_by("given_at", "pk"):
        yield {
            "text": consent.text,
            "title": titles.get(consent.text, consent.text),
            "version": consent.version,
            "given_at": consent.given_at,
            "withdrawn_at": consent.withdrawn_at,
        }


def _notice_preferences(user: User) -> Iterator[Row]:
    chosen = ways_of(user)
    for category in categories_for(user):
        ways = chosen[category]
        yield {
            "category": category,
            "title": Category(category).label,
            "in_site": ways.in_site,
            "by_mail": ways.by_mail,
            "by_text": ways.by_text,
        }


def _notices(user: User) -> Iterator[Row]:
    for notice in user.notices.order_by("created_at", "pk").iterator(chunk_size=500):
        yield {
            "kind": notice.get_kind_display(),
            "title": notice.title,
            "url": address(notice.url),
            "created_at": notice.created_at,
            "read_at": notice.read_at,
            "sent_at": notice.sent_at,
        }


def _end_consents(user: User, erase: bool) -> None:
    """Keep that they agreed and until when: the proof names no person any more."""
    user.consents.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())


def _forget_preferences(user: User, erase: bool) -> None:
    user.notice_preferences.all().delete()


def _forget_notices(user: User, erase: bool) -> None:
    user.notices.all().delete()


ACCOUNT = PersonalData(
    name="account",
    order=10,
    title=_("账号"),
    export=_account,
    labels={
        "display_name": _("显示名"),
        "user_name": _("登录名"),
        "email": _("电子邮箱"),
        "email_verified": _("邮箱已验证"),
        "phone": _("手机号"),
        "phone_verified": _("手机号已验证"),
        "weixin": _("微信给的编号"),
        "neighbourhood": _("居民区"),
        "neighbourhood_confirmed": _("居民区已核实"),
        "signed_up_at": _("注册时间"),
        "last_sign_in_at": _("最近登录"),
        "roles": _("岗位"),
    },
)
CONSENTS = PersonalData(
    name="consents",
    order=20,
    title=_("同意过的文本"),
    export=_consents,
    close=_end_consents,
    labels={
        "title": _("文本"),
        "version": _("版本"),
        "given_at": _("同意时间"),
        "withdrawn_at": _("撤回时间"),
    },
)
NOTICE_PREFERENCES = PersonalData(
    name="notice_preferences",
    order=90,
    title=_("通知设置"),
    export=_notice_preferences,
    close=_forget_preferences,
    labels={"title": _("类别"), "in_site": _("站内"), "by_mail": _("邮件"), "by_text": _("短信")},
)
NOTICES = PersonalData(
    name="notices",
    order=95,
    title=_("通知"),
    export=_notices,
    close=_forget_notices,
    labels={
        "kind": _("类别"),
        "title": _("标题"),
        "url": _("链接"),
        "created_at": _("时间"),
        "read_at": _("已读时间"),
        "sent_at": _("发出时间"),
    },
)
