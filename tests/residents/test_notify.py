"""Telling a person: a notice in the site, a letter where there is an address."""

import pytest
from django.core.mail import EmailMessage
from django.db import transaction

from residents.models import Notice
from residents.services import mark_read, notify
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_notice_is_recorded_and_sent_as_a_letter(mailoutbox: list[EmailMessage]) -> None:
    user = make_user(email="apo@example.org")
    notice = notify(user=user, kind=Notice.Kind.ANSWER, title="您的意见得到答复", url="/plan/ring/")
    assert list(Notice.objects.unread()) == [notice]
    letter = mailoutbox[0]
    assert (letter.to, letter.subject) == (["apo@example.org"], "您的意见得到答复")
    assert "http://127.0.0.1:8000/plan/ring/" in letter.body


def test_who_has_no_address_gets_the_notice_only(mailoutbox: list[EmailMessage]) -> None:
    notify(user=make_user(email=""), kind=Notice.Kind.ANSWER, title="您的意见得到答复", url="/plan/")
    assert Notice.objects.count() == 1
    assert mailoutbox == []


def test_a_notice_goes_with_the_transaction_that_made_it() -> None:
    user = make_user(email="")
    with transaction.atomic():
        notify(user=user, kind=Notice.Kind.ANSWER, title="不作数", url="/plan/")
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_marking_as_read_says_how_many_were_new() -> None:
    user = make_user(email="")
    first, _ = (notify(user=user, kind=Notice.Kind.QUEUE, title=t, url="/plan/") for t in ("一", "二"))
    assert mark_read(user=user, pk=first.pk) == 1
    assert mark_read(user=user, pk=first.pk) == 0
    assert mark_read(user=user) == 1
