"""What a resident types about themselves."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from residents.models import Neighbourhood, User

#: A display name may not pose as an office (互联网用户账号信息管理规定).
OFFICE_WORDS = ("街道", "居委", "党工委", "党委", "党支部", "政府", "办事处", "管理员", "官方", "版主", "客服")


def validate_display_name(value: str) -> None:
    if len(value.strip()) < 2:
        raise ValidationError(_("显示名至少两个字。"), code="display_name_short")
    folded = "".join(value.split())
    if any(word in folded for word in OFFICE_WORDS):
        raise ValidationError(_("显示名不能像单位或工作人员的名称，请换一个。"), code="display_name_office")


class SignupDetails(forms.Form):
    """The part of registration that is ours; allauth adds the address and the password."""

    display_name = forms.CharField(
        label=_("显示名"),
        max_length=30,
        validators=[validate_display_name],
        help_text=_("别人看到的名字，不必用真名。"),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    neighbourhood = forms.ModelChoiceField(
        label=_("居民区"), queryset=Neighbourhood.objects.all(), required=False, empty_label=_("不选也可以")
    )

    field_order = ("display_name", "email", "password1", "password2", "neighbourhood")

    def signup(self, request: HttpRequest, user: User) -> None:
        user.display_name = self.cleaned_data["display_name"].strip()
        user.neighbourhood = self.cleaned_data["neighbourhood"]
        user.save(update_fields=("display_name", "neighbourhood"))
