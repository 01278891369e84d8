"""What a resident types about themselves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from residents import agreements, names, services
from residents.models import Agreement, Neighbourhood, User


class DisplayNameField(forms.CharField):
    """A name to show, tidied before it is judged."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("显示名"))
        kwargs.setdefault("help_text", _("别人看到的名字，不必用真名。"))
        kwargs.setdefault("max_length", names.LONGEST)
        kwargs.setdefault("error_messages", {"required": _("请填写。"), "max_length": _("显示名最多 30 个字。")})
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "nickname", "spellcheck": "false"}))
        super().__init__(validators=[names.validate_display_name], **kwargs)

    def to_python(self, value: Any) -> str:
        return names.tidy(super().to_python(value) or "")


class NeighbourhoodField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("居民区"))
        kwargs.setdefault("help_text", _("您住在哪个居民区？选了，您的意见旁会写出来。"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("empty_label", _("不选也可以"))
        super().__init__(queryset=Neighbourhood.objects.all(), **kwargs)


class ToAgreeTo(forms.Form):
    """A tick for being old enough, and one for each text in force that ``user`` has not agreed to."""

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = agreements.missing(user) if user else list(Agreement.objects.in_force())
        self.fields["old_enough"] = _tick(
            _("我已满 14 岁"), _("不满 14 岁请由监护人来说，或者到居委会说。"), _("年满 14 岁才能用自己的账号发言。")
        )
        for text in self.texts:
            label = _("我看过并同意《%(title)s》") % self._facts(text)
            link = format_html(
                '<a href="{}">{}</a>',
                reverse("residents:agreement", args=(text.name,)),
                _("看全文（版本 %(version)s）") % self._facts(text),
            )
            self.fields[f"agree_{text.name}"] = _tick(label, link, _("同意了才能发言。"))
            self.fields[f"version_{text.name}"] = forms.CharField(
                required=False, initial=text.version, widget=forms.HiddenInput
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for text in self.texts:
            if cleaned.get(f"agree_{text.name}") and cleaned.get(f"version_{text.name}") != text.version:
                words = _("《%(title)s》刚刚换了版本 %(version)s，请再看一遍。") % self._facts(text)
                self.add_error(f"agree_{text.name}", ValidationError(words, code="stale"))
                self._put_back(text)
        return cleaned

    def _put_back(self, text: Agreement) -> None:
        """Show the version that holds, ticked by nobody."""
        typed: Any = self.data
        typed = typed.copy()
        typed[self.add_prefix(f"version_{text.name}")] = text.version
        typed.pop(self.add_prefix(f"agree_{text.name}"), None)
        self.data = typed

    def versions(self) -> dict[str, str]:
        return {text.name: text.version for text in self.texts}

    @staticmethod
    def _facts(text: Agreement) -> dict[str, str]:
        return {"title": text.get_name_display(), "version": text.version}


def _tick(label: Any, help_text: Any, required: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=help_text, error_messages={"required": required})


class SignupDetails(ToAgreeTo):
    """The part of registration that is ours; allauth adds the address and the password."""

    display_name = DisplayNameField()
    neighbourhood = NeighbourhoodField()

    field_order = ("display_name", "email", "password1", "password2", "neighbourhood", "old_enough")

    def signup(self, request: HttpRequest, user: User) -> None:
        given = {name: self.cleaned_data[name] for name in ("display_name", "neighbourhood")}
        services.welcome(user=user, versions=self.versions(), **given)


class WelcomeForm(ToAgreeTo):
    """What somebody is asked who has come in by phone or WeChat, or when a text has changed."""

    display_name = DisplayNameField()
    neighbourhood = NeighbourhoodField()


class DetailsForm(forms.Form):
    """My name and where I live, to change."""

    display_name = DisplayNameField()
    neighbourhood = NeighbourhoodField()
