"""Which news belongs to which category, and by which ways each person hears of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models, transaction

from residents.models import Notice, NoticePreference, User

Category = NoticePreference.Category

#: The one table: kind of notice → category that a person switches.
CATEGORY_OF: dict[str, str] = {
    Notice.Kind.DECISION: Category.OWN_WORDS,
    Notice.Kind.ANSWER: Category.OWN_WORDS,
    Notice.Kind.APPEAL: Category.OWN_WORDS,
    Notice.Kind.REPORT: Category.OWN_WORDS,
    Notice.Kind.PROGRESS: Category.FOLLOWED,
    Notice.Kind.LECTURE: Category.LECTURES,
    Notice.Kind.QUEUE: Category.WORK,
}
#: Told at once, and always in the site: what became of one's own words, and of one's place in a lecture. The rest
#: waits for the day's one message.
AT_ONCE = frozenset({Category.OWN_WORDS, Category.LECTURES})


@dataclass(frozen=True)
class Ways:
    """How somebody hears of one category."""

    in_site: bool = True
    by_mail: bool = True
    by_text: bool = False


def kinds_of(*categories: str) -> list[str]:
    return [kind for kind, category in CATEGORY_OF.items() if category in categories]


def is_at_once(kind: str) -> bool:
    return CATEGORY_OF[kind] in AT_ONCE


def ways_of(user: User) -> dict[str, Ways]:
    """Return what ``user`` chose for every category, and the default where they chose nothing."""
    chosen = {
        row.category: Ways(row.in_site or row.category in AT_ONCE, row.by_mail, row.by_text)
        for row in user.notice_preferences.all()
    }
    return {category: chosen.get(category, Ways()) for category in Category.values}


def reachable(user: User, ways: Ways) -> tuple[bool, bool]:
    """Return whether a letter and a text message would reach ``user``: wanted, and with somewhere to go."""
    if not user.is_active:
        return False, False
    return ways.by_mail and bool(user.email), ways.by_text and bool(user.phone_verified)


@transaction.atomic
def choose(*, user: User, ways: Mapping[str, Ways]) -> None:
    """Keep what ``user`` chose; their own words stay in the site whatever was typed."""
    for category, chosen in ways.items():
        NoticePreference.objects.update_or_create(
            user=user,
            category=Category(category).value,
            defaults={
                "in_site": chosen.in_site or category in AT_ONCE,
                "by_mail": chosen.by_mail,
                "by_text": chosen.by_text,
            },
        )


def stop_mail(*, user: User, category: str) -> None:
    """Send no more letters of one category; nothing else of the choice changes."""
    NoticePreference.objects.update_or_create(user=user, category=Category(category).value, defaults={"by_mail": False})


def categories_for(user: User) -> list[str]:
    """Return what ``user`` can hear of: who does not work here hears of no work."""
    works_here = user.has_perm("wagtailadmin.access_admin")
    return [category for category in Category.values if works_here or category != Category.WORK]


def shown_in_site(notices: models.QuerySet[Notice]) -> models.QuerySet[Notice]:
    """Leave out what its reader does not want to see in the site: one query, whoever they are."""
    switched_off = NoticePreference.objects.filter(user=models.OuterRef("user"), in_site=False)
    hidden = (
        models.Q(models.Exists(switched_off.filter(category=category)), kind__in=kinds_of(category))
        for category in _may_be_hidden()
    )
    for condition in hidden:
        notices = notices.exclude(condition)
    return notices


def _may_be_hidden() -> Iterable[str]:
    return (category for category in Category.values if category not in AT_ONCE)
