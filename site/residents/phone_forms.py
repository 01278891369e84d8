"""A phone number and a code, as people type them on a phone."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from residents import phones

CODE_DIGITS = 6


class PhoneField(forms.CharField):
    """A number that takes text messages; its value is E.164."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("手机号"))
        kwargs.setdefault("help_text", _("中国大陆的号码直接填；其他地方的号码前面加 + 和国家代码。"))
        kwargs.setdefault("error_messages", {"required": _("请填手机号。"), "max_length": _("这不像手机号，太长了。")})
        attrs = {"type": "tel", "inputmode": "tel", "autocomplete": "tel", "spellcheck": "false", "class": "big"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_length=phones.LONGEST, **kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            return phones.parse(typed)
        except phones.NotAPhone as error:
            raise ValidationError(_("这不像手机号。请检查一下，手机号是 11 位数字。"), code="no_phone") from error


class AskForm(forms.Form):
    """Ask for a code."""

    phone = PhoneField()


class CodeForm(forms.Form):
    """Type the code in; blanks and full-width digits do no harm."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=20,
        error_messages={"required": _("请填短信里的 6 位数字。"), "max_length": _("验证码是 6 位数字。")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false", "class": "big code"}
        ),
    )

    def __init__(self, *args: Any, expected: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_code(self) -> str:
        code = "".join(c for c in unicodedata.normalize("NFKC", self.cleaned_data["code"]) if not c.isspace())
        if len(code) != CODE_DIGITS or not code.isascii() or not code.isdecimal():
            raise ValidationError(_("验证码是 6 位数字，请看短信再填一次。"), code="no_code")
        if not self.expected or not constant_time_compare(code, self.expected):
            raise ValidationError(_("验证码不对，请看短信再填一次。"), code="wrong_code")
        return code

    def was_a_try(self) -> bool:
        """Whether a code was guessed: what cannot be one costs no try."""
        return self.has_error("code", "wrong_code")
