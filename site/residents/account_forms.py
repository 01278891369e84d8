"""allauth's forms in our words. Apart from ``forms``, which allauth imports to build its own."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from residents import phones, sms
from residents.models import User

PASSWORD_HELP = _("至少 8 位，不要全是数字，也不要用太常见的。")
LABELS = {
    "email": _("电子邮箱"),
    "password": _("密码"),
    "password1": _("密码"),
    "password2": _("再输一遍密码"),
    "oldpassword": _("现在的密码"),
}


LONGEST_LOGIN = 320


class InOurWords(forms.Form):
    """Labels above the fields and nothing inside them, as in every form of ours."""

    labels: dict[str, Any] = {}
    help_texts: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if not isinstance(field, forms.BooleanField):
                field.error_messages["required"] = _("请填写。")
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = _("邮箱的写法不对，应该像 name@example.com 这样。")
            field.label = self.labels.get(name) or LABELS.get(name) or field.label
            if name in LABELS or name in self.help_texts:
                field.help_text = self.help_texts.get(name, PASSWORD_HELP if name == "password1" else "")


class LoginForm(InOurWords, allauth_forms.LoginForm):
    labels = {"login": _("电子邮箱或登录名")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Longer than any address; a database refuses to look for very long ones.
        self.fields["login"].validators.append(MaxLengthValidator(LONGEST_LOGIN, _("这不像邮箱或登录名，太长了。")))
        self.fields["login"].widget.attrs.update(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        )

    def clean_login(self) -> str:
        login: str = super().clean_login()
        if sms.enabled() and is_a_phone(login):
            raise ValidationError(_("手机号请填在上面，用短信验证码登录。"), code="phone_here")
        return login

    def user_credentials(self) -> dict[str, str]:
        """Look a login up as an address or as a name, not as both: trying both would take longer for known ones."""
        login = self.cleaned_data["login"]
        return {"email" if "@" in login else "username": login, "password": self.cleaned_data["password"]}


def is_a_phone(typed: str) -> bool:
    try:
        phones.parse(typed)
    except phones.NotAPhone:
        return False
    return True


class SignupForm(InOurWords, allauth_forms.SignupForm):
    help_texts = {"email": _("用来登录、找回密码和收通知，不会公开。")}

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Save the user with name, consent and address, or nothing of it."""
        user: User = super().save(request)
        return user


class ChangePasswordForm(InOurWords, allauth_forms.ChangePasswordForm):
    labels = {"password1": _("新密码"), "password2": _("再输一遍新密码")}


class SetPasswordForm(InOurWords, allauth_forms.SetPasswordForm):
    pass


class ResetPasswordForm(InOurWords, allauth_forms.ResetPasswordForm):
    help_texts = {"email": _("注册时填的邮箱。")}


class ResetPasswordKeyForm(InOurWords, allauth_forms.ResetPasswordKeyForm):
    labels = {"password1": _("新密码"), "password2": _("再输一遍新密码")}


class AddEmailForm(InOurWords, allauth_forms.AddEmailForm):
    labels = {"email": _("新的电子邮箱")}
