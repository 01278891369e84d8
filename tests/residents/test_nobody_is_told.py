"""A stranger who tries numbers learns nothing: known and unknown ones are answered byte for byte alike."""

from typing import Any

import pytest
from django.test import Client

from residents.models import User
from tests.residents.by_phone import (
    CONFIRM,
    OTHER_SAME,
    SAME,
    RecordingSender,
    ask,
    enter,
    make_phone_user,
    make_unproved,
    newest,
    without_token,
    wrong,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]

MASKED = "139****2222"


def seen(phone: str, *, act: str) -> list[Any]:
    """Return everything a stranger sees who asks for a code for this number and then does ``act``."""
    client = Client()
    answers = [ask(client, phone), client.get(CONFIRM)]
    if act == "guess":
        answers += [enter(client, wrong()) for _ in range(3)]
    elif act == "hurry":
        answers += [client.post(CONFIRM, {"action": "resend"}), ask(Client(), phone)]
    elif act == "change":
        answers += [client.post(CONFIRM, {"action": "change"}), client.get("/accounts/login/")]
    return [(a.status_code, a.get("Location"), without_token(a.content)) for a in answers]


@pytest.fixture(autouse=True)
def _stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seconds until the next message differ with the moment, not with the number."""
    monkeypatch.setattr("residents.text_limits.TooManyTexts.seconds", 60)


@pytest.mark.parametrize("act", ["look", "guess", "hurry", "change"])
@pytest.mark.parametrize("kind", ["proved", "unproved", "inactive"])
def test_known_and_unknown_numbers_get_the_same_bytes(kind: str, act: str) -> None:
    if kind == "unproved":
        make_unproved(SAME)
    else:
        make_phone_user(SAME, is_active=kind != "inactive")
    known, unknown = seen(SAME, act=act), seen(OTHER_SAME, act=act)
    shown = [(s, w, page.replace("3333", "2222")) for s, w, page in unknown]
    assert known == shown


def test_both_get_a_code() -> None:
    make_phone_user(SAME)
    seen(SAME, act="look")
    seen(OTHER_SAME, act="look")
    assert [phone for phone, _ in RecordingSender.messages] == [SAME, OTHER_SAME]


@pytest.mark.parametrize("act", ["fails", "too_often"])
def test_a_refusal_tells_nothing_either(act: str) -> None:
    make_phone_user(SAME)
    if act == "too_often":
        ask(Client(), SAME), ask(Client(), OTHER_SAME)
    else:
        RecordingSender.fails = True
    first, second = (ask(Client(), phone) for phone in (SAME, OTHER_SAME))
    assert first.status_code == second.status_code == {"fails": 503, "too_often": 429}[act]
    assert without_token(first.content) == without_token(second.content).replace("3333", "2222")


def test_asking_for_known_numbers_leaves_no_row_and_for_unknown_ones_a_nameless_one() -> None:
    make_phone_user(SAME)
    seen(SAME, act="look")
    assert User.objects.count() == 1
    seen(OTHER_SAME, act="look")
    assert User.objects.filter(display_name="", email="").count() == 1
    assert newest()
