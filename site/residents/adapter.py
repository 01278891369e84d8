"""How allauth works with our user: made-up user names, letters by the worker, nothing confirmed to a stranger."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from languages import here, in_the_first
from residents.models import User
from residents.models.user import made_up_username
from residents.services import send_letter
from residents.ways_back import with_next
from residents.welcoming import way_in

# One sentence whatever was wrong: which half it was is nobody's business.
MISMATCH = _("账号或密码不对，请再试一次。忘了密码可以重设。")


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": MISMATCH,
        "username_password_mismatch": MISMATCH,
        "enter_current_password": _("现在的密码不对，请再输一次。"),
        "incorrect_password": _("密码不对，请再输一次。"),
        "duplicate_email": _("您现在用的就是这个邮箱。"),
    }

    def populate_username(self, request: HttpRequest, user: User) -> None:
        user.username = made_up_username()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Answer too many wrong passwords with 429, as every other limit is answered."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise ImmediateHttpResponse(respond_429(request)) from error

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:
        """Whoever still has to say something is asked for it first, and goes on from there."""
        response: HttpResponse = super().post_login(request, user, **facts)
        response["Location"] = way_in(user, response["Location"])
        return response

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Lead from the letter back to where the password was missed."""
        url: str = super().get_reset_password_from_key_url(key)
        back = self.request.POST.get("back", "")
        return with_next(url, back if self.is_safe_url(back) else "")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return here("/")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter now and leave the sending to the worker.

        A mail server that is slow or down neither fails a registration nor tells known addresses from unknown.
        """
        around = {
            "request": self.request,
            "email": email,
            "current_site": get_current_site(self.request),
            "SITE_NAME": settings.SITE_NAME,
        }
        # Anybody can ask for a letter to anybody: it is written in the language of its readers.
        with in_the_first():
            letter = self.render_mail(template_prefix, email, around | context)
        send_letter.enqueue(letter.subject, str(letter.body), email)
