"""The signed link in a letter that ends letters of its kind, for whoever holds the letter."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from residents.models import User
from residents.preferences import Category, stop_mail

_SALT = "residents.unsubscribing"
#: A letter found again after half a year leads to the preferences instead.
LONGEST = 180 * 24 * 60 * 60


class StaleLink(Exception):
    """The link is too old, was changed, or belongs to nobody any more."""


@dataclass(frozen=True)
class Unsubscription:
    user: User
    categories: tuple[str, ...]


def link_for(user: User, categories: Iterable[str]) -> str:
    token = signing.dumps([user.pk, *sorted(categories)], salt=_SALT)
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('residents:letters_off', args=(token,))}"


def read(token: str) -> Unsubscription:
    """Return what a link stands for. Raises ``StaleLink``."""
    try:
        user_id, *categories = signing.loads(token, salt=_SALT, max_age=LONGEST)
    except signing.BadSignature as error:
        raise StaleLink("the signature does not hold") from error
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise StaleLink(f"user {user_id} has left")
    return Unsubscription(user, tuple(Category(category).value for category in categories))


@transaction.atomic
def unsubscribe(wish: Unsubscription) -> None:
    """Do what the link says; doing it twice changes nothing."""
    for category in wish.categories:
        stop_mail(user=wish.user, category=category)
