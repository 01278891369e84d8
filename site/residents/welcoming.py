"""What somebody who has come in still has to say before they write, and the way through the page that asks for it."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.http import urlencode

from residents.models import Agreement, Consent, User

DISPLAY_NAME, CONSENT, VERIFIED = "display_name", "consent", "verified"
#: What ``/me/welcome/`` asks for; a number or an address is proved elsewhere.
_ASKED_AT_THE_DOOR = {DISPLAY_NAME, CONSENT}


def what_is_missing(user: User) -> list[str]:
    """Return what ``user`` has still to do before they may write, with two queries at most.

    ``display_name``: to have a name; ``consent``: to agree to a text in force; ``verified``: to have proved a
    phone number, an address, or to have come by WeChat.
    """
    given = Consent.objects.filter(user=user, withdrawn_at=None, text=OuterRef("name"), version=OuterRef("version"))
    missing = [] if user.display_name else [DISPLAY_NAME]
    if Agreement.objects.in_force().filter(~Exists(given)).exists():
        missing.append(CONSENT)
    if not user.phone_verified and not _proved_otherwise(user):
        missing.append(VERIFIED)
    return missing


def is_welcome(user: User) -> bool:
    """Whether nothing is left to be asked at the door."""
    return not _ASKED_AT_THE_DOOR & set(what_is_missing(user))


def way_in(user: User, onward: str) -> str:
    """Return where somebody goes who has just signed in and wants to go to ``onward``.

    The office goes on: it is asked when it wants to write as a resident does.
    """
    if is_welcome(user) or user.has_perm("wagtailadmin.access_admin"):
        return onward
    return f"{reverse('residents:welcome')}?{urlencode({'next': onward})}"


def _proved_otherwise(user: User) -> bool:
    addresses = EmailAddress.objects.filter(user=user, verified=True)
    accounts = SocialAccount.objects.filter(user=user)
    return User.objects.filter(Exists(addresses) | Exists(accounts), pk=user.pk).exists()
