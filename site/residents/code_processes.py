"""A code on its way: sent, typed in, wrong three times, late. On allauth's machinery, with the number sealed.

What waits stands in the session: the sealed number, the code, how often it was missed, since when.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Self

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import stash_login, unstash_login
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DBSession
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from residents import phone_sign_in, phones, sms
from residents.models import User


class SealedNumber(AbstractCodeVerificationProcess):
    """What both ways of proving a number share."""

    #: Where its code is typed in.
    page: ClassVar[str]
    state: dict[str, Any]

    @property
    def phone(self) -> str:
        return phones.unseal(self.state["phone"])

    def send(self) -> None:
        """Send a fresh code, which has its own five minutes and three tries. Raises ``SmsNotSent``."""
        code = get_adapter().generate_phone_verification_code(user=self.user, phone=self.phone)
        sms.send_code(self.phone, code)
        # Only now: while nothing new arrives the code before it holds.
        self.state |= {"code": code, "at": time.time(), "failed_attempts": 0}
        self.persist()


class SignInByCode(SealedNumber, LoginCodeVerificationProcess):
    """Signing in, on allauth's stage for it."""

    page = "account_confirm_login_code"

    @classmethod
    def begin(cls, request: HttpRequest, *, user: User, phone: str) -> Self:
        login = Login(user=user)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        process = cls(LoginByCodeStage(LoginStageController(request, login), request, login))
        process.state |= cls.initial_state(user=user) | {"phone": phones.seal(phone), "initiated_by_user": True}
        return process

    @classmethod
    def waiting(cls, request: HttpRequest) -> Self | None:
        """Return the one that waits for its code, unless it is too late or its account is gone."""
        login = unstash_login(request, peek=True)
        if login is None or login.user is None:
            return None
        controller = LoginStageController(request, login)
        stage = controller.get_stage(LoginByCodeStage.key)
        if stage is None or controller.state.get("current") != LoginByCodeStage.key or "code" not in stage.state:
            return None
        process: Self | None = cls(stage).abort_if_invalid()
        return process

    def persist(self) -> None:
        stash_login(self.request, self.stage.login)

    @property
    def is_proved(self) -> bool:
        """Whether the code was typed in already, and only whose account it is stands open."""
        return bool(self.state.get("proved"))

    def keep_proof(self) -> None:
        self.state["proved"] = True
        self.persist()

    def for_somebody_new(self) -> Self:
        """Leave the account to whose it was and begin another with this number. Raises ``NumberMoved``."""
        user, phone = phone_sign_in.begin_anew(user=self.user, phone=self.phone), self.phone
        self.abort()
        return self.begin(self.request, user=user, phone=phone)

    def finish(self, redirect_url: str) -> HttpResponse:
        """Sign in. Raises ``NumberMoved``."""
        phone_sign_in.prove(user=self.user, phone=self.phone)
        record_authentication(self.request, self.user, method="code")
        response: HttpResponse = perform_login(self.request, Login(user=self.user, redirect_url=redirect_url))
        return response


class ChangeOfPhone(SealedNumber):
    """Somebody who is signed in proves the number they want to have."""

    page = "residents:phone_code"
    KEY = "phone_change"

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            max_attempts=settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
            state=state,
            user=request.user,
        )

    @classmethod
    def begin(cls, request: HttpRequest, *, phone: str) -> Self:
        return cls(request, cls.initial_state(user=request.user) | {"phone": phones.seal(phone)})

    @classmethod
    def waiting(cls, request: HttpRequest) -> Self | None:
        state = request.session.get(cls.KEY)
        # Another person's, who used this browser before, is nobody's.
        if not isinstance(state, dict) or state.get("user_id") != str(request.user.pk):
            return None
        process: Self | None = cls(request, state).abort_if_invalid()
        return process

    def persist(self) -> None:
        self.request.session[self.KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(self.KEY, None)

    def finish(self) -> None:
        """Give the number to its owner. Raises ``NumberTaken``."""
        self.abort()
        phone_sign_in.attach(user=self.user, phone=self.phone)


@contextmanager
def one_try_at_a_time(request: HttpRequest, user: User) -> Iterator[None]:
    """Let no other request judge a code of ``user`` meanwhile: three tries are three, also when sent all at once.

    The session is read anew inside and written before the next may begin.
    """
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).filter(pk=user.pk).first()
        before = request.session.session_key
        # From the database: the copy in the cache may have been written by a request that read it earlier.
        request.session._session_cache = DBSession.load(request.session)  # type: ignore[attr-defined]
        yield
        if request.session.modified:
            request.session.save()
        if request.session.session_key == before:
            # Written already; written once more at the end of the answer it would undo what others wrote since.
            request.session.modified = False
