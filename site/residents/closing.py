"""Closing an account: what identifies the person goes, at once and everywhere."""

import logging
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from residents.models import User
from residents.models.user import made_up_username
from residents.personal_data import registered

logger = logging.getLogger(__name__)

#: Apps whose rows that point at a user are only there for the person to sign in and to look as they do.
_OF_THE_PERSON = ("allauth.", "wagtail.users")
_BACK_OFFICE = "wagtailadmin.access_admin"


class StaffCannotClose(Exception):
    """Whoever has an office gives it back first: their decisions and answers need somebody who stands for them."""


def has_an_office(user: User) -> bool:
    return user.is_superuser or user.is_staff or user.has_perm(_BACK_OFFICE)


@transaction.atomic
def close_account(*, user: User, erase: bool) -> None:
    """Take away all that identifies ``user``; with ``erase`` also what they wrote. It cannot be undone.

    Every room that registered in ``personal_data`` does its part in this transaction. Closing twice changes
    nothing. Raises ``StaffCannotClose``.
    """
    # Locked: two tabs that close it at once do it once.
    leaving = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if leaving.closed_at:
        return
    if has_an_office(leaving):
        raise StaffCannotClose(f"user {leaving.pk} may enter the back office")
    for kind in registered():
        kind.close(leaving, erase)
    _forget_rows(leaving)
    _forget_letters(leaving)
    _empty(leaving)
    forget_sessions.enqueue(leaving.pk)
    logger.info("account %s closed, texts %s", leaving.pk, "erased" if erase else "kept")
    user.refresh_from_db()


def _forget_rows(user: User) -> None:
    """Remove addresses, connected accounts, keys and profiles, whichever of these apps are installed."""
    for model in apps.get_models():
        if not model._meta.app_config.name.startswith(_OF_THE_PERSON):
            continue
        for field in model._meta.get_fields():
            if field.concrete and field.related_model is get_user_model() and not field.many_to_many:
                model._base_manager.filter(**{field.name: user}).delete()
    # The back office's log names whom it was about.
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    entries.update(label="", data={})


def _forget_letters(user: User) -> None:
    """Remove what the worker remembers of letters to this address, also those it has not sent yet."""
    if user.email:
        remembered = DBTaskResult.objects.annotate(words=Cast("args_kwargs", models.TextField()))
        remembered.filter(words__icontains=user.email).delete()


def _empty(user: User) -> None:
    user.username = made_up_username()
    user.display_name = user.first_name = user.last_name = user.email = user.phone_cipher = ""
    user.phone_hash = user.neighbourhood = user.last_login = None
    user.phone_verified = user.neighbourhood_confirmed = user.is_active = False
    user.set_unusable_password()
    user.closed_at = timezone.now()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()


@task()
def forget_sessions(user_id: int) -> None:
    """Remove every session of a user who has left. None of them opens anything since; they may hold a draft."""
    store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get("_auth_user_id") == str(user_id):
            store(session.session_key).delete()
