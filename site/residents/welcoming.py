"""What somebody who has come in still has to say before they write, and the way through the page that asks for it."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import Exists, Q
from django.urls import reverse

from residents.models import Agreement, User
from residents.models.consent import AgreementQuerySet
from residents.ways_back import with_next

DISPLAY_NAME, CONSENT, VERIFIED = "display_name", "consent", "verified"
#: What ``/me/welcome/`` asks for; a number or an address is proved elsewhere.
_ASKED_AT_THE_DOOR = {DISPLAY_NAME, CONSENT}


def what_is_missing(user: User) -> list[str]:
    """Return what ``user`` has still to do before they may write, with two queries at most.

    ``display_name``: to have a name; ``consent``: to agree to a text in force; ``verified``: to have proved a
    phone number or an address, to have come by WeChat, or to be known at the desk. Who works here was let in by an
    administrator.
    """
    missing = [] if user.display_name else [DISPLAY_NAME]
    if _not_agreed_to(user).exists():
        missing.append(CONSENT)
    if not User.objects.filter(_is_proved(user), pk=user.pk).exists():
        missing.append(VERIFIED)
    return missing


def something_is_missing(user: User) -> Q:
    """Return the condition that ``what_is_missing`` names something, to be asked within another query."""
    ready = User.objects.filter(_is_proved(user), pk=user.pk).exclude(display_name="")
    return Q(Exists(_not_agreed_to(user))) | ~Q(Exists(ready))


def is_welcome(user: User) -> bool:
    """Whether nothing is left to be asked at the door."""
    return not _ASKED_AT_THE_DOOR & set(what_is_missing(user))


def way_in(user: User, onward: str) -> str:
    """Return where somebody goes who has just signed in and wants to go to ``onward``.

    The office goes on: it is asked when it wants to write as a resident does.
    """
    if is_welcome(user) or user.has_perm("wagtailadmin.access_admin"):
        return onward
    return with_next(reverse("residents:welcome"), onward)


def _not_agreed_to(user: User) -> AgreementQuerySet:
    return Agreement.objects.in_force().not_agreed_to(user)


def _is_proved(user: User) -> Q:
    addresses = EmailAddress.objects.filter(user=user, verified=True)
    accounts = SocialAccount.objects.filter(user=user)
    works_here = Q(is_superuser=True) | Q(is_staff=True) | Q(Exists(user.groups.all()))
    met = Q(neighbourhood_confirmed=True)
    return Q(phone_verified=True) | met | Q(Exists(addresses)) | Q(Exists(accounts)) | works_here
