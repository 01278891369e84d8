"""Signing in by phone, as the tests do it. Whoever reads them: nobody has these numbers in these tests."""

import re
from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import F
from django.test import Client

from residents import phone_sign_in, phones
from residents.models import TextMessage, User
from residents.sms import SmsNotSent
from tests.factories import make_user

ASK = "/accounts/login/code/"
CONFIRM = "/accounts/login/code/confirm/"
LOGIN = "/accounts/login/"
NUMBER, SAME, MASKED = "13911112222", "+8613911112222", "139****2222"
OTHER, OTHER_SAME = "13911113333", "+8613911113333"
WRONG = "000000"


class RecordingSender:
    messages: ClassVar[list[tuple[str, str]]] = []
    news: ClassVar[list[tuple[str, str]]] = []
    fails: ClassVar[bool] = False
    tells: ClassVar[bool] = True

    @classmethod
    def begin(cls) -> None:
        cls.messages.clear()
        cls.news.clear()
        cls.fails, cls.tells = False, True

    def send(self, phone: str, code: str) -> None:
        if self.fails:
            raise SmsNotSent("the test says so")
        self.messages.append((phone, code))

    def can_tell(self) -> bool:
        return self.tells

    def tell(self, phone: str, what: str) -> None:
        if self.fails:
            raise SmsNotSent("the test says so")
        self.news.append((phone, what))


def ask(client: Client, phone: str = NUMBER, **more: Any) -> Any:
    return client.post(ASK, {"phone": phone} | more)


def enter(client: Client, code: str, **more: str) -> Any:
    return client.post(CONFIRM, {"code": code} | more)


def newest() -> str:
    return RecordingSender.messages[-1][1]


def wrong() -> str:
    """Return six digits that are not the newest code."""
    return WRONG if newest() != WRONG else "111111"


def later(**span: float) -> None:
    """Let every message have been sent that much earlier."""
    TextMessage.objects.update(sent_at=F("sent_at") - timedelta(**span))


def make_phone_user(phone: str = SAME, **fields: Any) -> User:
    """Make a resident who proved this number."""
    user = make_user(**fields)
    phone_sign_in.attach(user=user, phone=phone)
    return user


def make_unproved(phone: str = SAME) -> User:
    """Make who asked for a code and never typed it in."""
    user = User(phone_cipher=phones.seal(phone), phone_hash=phones.fingerprint(phone))
    user.set_unusable_password()
    user.save()
    return user


def signed_in(client: Client) -> str | None:
    """Return the key of who is signed in."""
    key: str | None = client.session.get("_auth_user_id")
    return key


def without_token(page: bytes) -> str:
    """Return a page without what is new in every answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.decode())
