"""What a resident types about themselves."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from residents import names, services
from residents.models import Neighbourhood, User


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
        super().__init__(queryset=Neighbourhood.objects.all(), required=False, empty_label=_("不选也可以"), **kwargs)


class SignupDetails(forms.Form):
    """The part of registration that is ours; allauth adds the address and the password."""

    display_name = DisplayNameField()
    neighbourhood = NeighbourhoodField()

    field_order = ("display_name", "email", "password1", "password2", "neighbourhood")

    def signup(self, request: HttpRequest, user: User) -> None:
        services.welcome(user=user, **{name: self.cleaned_data[name] for name in ("display_name", "neighbourhood")})


class DetailsForm(forms.Form):
    """My name and where I live, to change."""

    display_name = DisplayNameField()
    neighbourhood = NeighbourhoodField()
