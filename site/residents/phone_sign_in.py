"""Whose number it is: who asks for a code, who proved it, who put it onto their account."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from residents import phones, text_limits
from residents.models import User

#: A number that nobody proved is kept for so long.
UNPROVED = timedelta(days=1)
#: A number that somebody gave up rests for about so long before the provider gives it to somebody else.
LONG_AWAY = timedelta(days=90)
_PHONE = ("phone_cipher", "phone_hash", "phone_verified")


class NumberMoved(Exception):
    """Since the code was sent the number has come to another account, or the account is gone."""


class NumberTaken(Exception):
    """The number is another account's, which proved it before."""


def holder_of(phone: str) -> User | None:
    """Return whose number ``phone`` is, proved or not."""
    return User.objects.filter(phone_hash__in=phones.fingerprints(phone)).order_by("-phone_verified", "pk").first()


@transaction.atomic
def ask(*, phone: str, address: str) -> User:
    """Return who signs in with ``phone``; nobody yet becomes somebody who has still to prove it.

    One message counts against the limits. Raises ``TooManyTexts``: then nothing is written.
    """
    text_limits.take(phone=phone, address=address)
    known = holder_of(phone)
    return known or _make_nobody_yet(phone)


def _make_nobody_yet(phone: str) -> User:
    user = User(phone_cipher=phones.seal(phone), phone_hash=phones.fingerprint(phone))
    user.set_unusable_password()
    user.save()
    return user


def may_be_anothers(user: User) -> bool:
    """Whether ``user`` was away for so long that their number may have gone to somebody else meanwhile."""
    return user.last_login is not None and user.last_login <= timezone.now() - LONG_AWAY


@transaction.atomic
def begin_anew(*, user: User, phone: str) -> User:
    """Return who has ``phone`` now: somebody new. ``user``, who had it before, keeps everything else.

    Raises ``NumberMoved``.
    """
    theirs = User.objects.select_for_update(of=("self",)).filter(pk=user.pk, phone_hash__in=phones.fingerprints(phone))
    before = theirs.first()
    if before is None:
        raise NumberMoved(f"user {user.pk} no longer has this number")
    _take_away(before)
    return _make_nobody_yet(phone)


@transaction.atomic
def prove(*, user: User, phone: str) -> None:
    """Record that ``user`` holds ``phone``, which is theirs. Raises ``NumberMoved``."""
    theirs = User.objects.filter(pk=user.pk, phone_hash__in=phones.fingerprints(phone))
    if not theirs.update(phone_verified=True):
        raise NumberMoved(f"user {user.pk} no longer has this number")
    user.phone_verified = True


@transaction.atomic
def attach(*, user: User, phone: str) -> None:
    """Give ``user`` a number that they have just proved, instead of the one they had. Raises ``NumberTaken``."""
    others = User.objects.select_for_update(of=("self",)).filter(phone_hash__in=phones.fingerprints(phone))
    for other in others.exclude(pk=user.pk):
        if other.phone_verified:
            raise NumberTaken(f"user {other.pk} has this number")
        _let_go(other)
    user.phone_cipher, user.phone_hash = phones.seal(phone), phones.fingerprint(phone)
    user.phone_verified = True
    try:
        with transaction.atomic():
            user.save(update_fields=_PHONE)
    except IntegrityError as error:  # somebody came by it at this moment
        raise NumberTaken(f"the number that user {user.pk} proved has just come to somebody else") from error


def number_of(user: User) -> str:
    """Return the number of ``user`` in E.164, or nothing; nothing also where its key is gone."""
    try:
        return phones.unseal(user.phone_cipher) if user.phone_cipher else ""
    except phones.UnknownKey:
        return ""


def masked(user: User) -> str:
    """Return the number of ``user`` as it is shown, to themselves and to staff."""
    if phone := number_of(user):
        return phones.mask(phone)
    return phones.HIDDEN if user.phone_cipher else ""


def never_proved() -> QuerySet[User]:
    """Who asked for a code, never typed it in, and is nothing but that number."""
    return User.objects.filter(
        phone_verified=False,
        last_login=None,
        display_name="",
        email="",
        closed_at=None,
        groups=None,
        is_superuser=False,
    ).exclude(phone_hash=None)


def forget_unproved(*, now: datetime | None = None) -> int:
    """Remove them when they are older than a day, and return how many."""
    old = never_proved().filter(date_joined__lte=(now or timezone.now()) - UNPROVED)
    return sum(_forget(pk) for pk in list(old.values_list("pk", flat=True)))


@transaction.atomic
def _forget(pk: int) -> int:
    """Remove one of them, unless they proved it meanwhile."""
    user = never_proved().select_for_update(of=("self",)).filter(pk=pk).first()
    return user.delete()[1].get("residents.User", 0) if user else 0


def _let_go(user: User) -> None:
    """Take a number nobody proved away from its row, which goes when it was nothing else."""
    if never_proved().filter(pk=user.pk).exists():
        user.delete()
    else:
        _take_away(user)


def _take_away(user: User) -> None:
    user.phone_cipher, user.phone_hash, user.phone_verified = "", None, False
    user.save(update_fields=_PHONE)
