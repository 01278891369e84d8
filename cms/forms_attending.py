"""What is typed by who wants to ask of a lecture, and by the desk for a neighbour who wants to come."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.models import Question
from cms.questioning import check_length
from maps.consultation.errors import ConsultationError
from maps.consultation.forms import KeyedForm, PlainTextField, RefusableForm
from residents.forms import DisplayNameField, NeighbourhoodField


class QuestionField(PlainTextField):
    def validate(self, value: str) -> None:
        try:
            check_length(value)
        except ConsultationError as error:
            raise ValidationError(error.for_people(), code=error.code) from error


class QuestionForm(KeyedForm):
    """One question; ``shows_name`` is off unless ticked."""

    text = QuestionField(
        label=_("您想问什么"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("4 到 200 个字，一次问一件事。请不要写电话、门牌号等个人信息。"),
    )
    shows_name = forms.BooleanField(
        label=_("公开时写上我的显示名"), required=False, help_text=_("不勾的话，谁也看不到是谁问的，工作人员也一样。")
    )

    field_order = ("text", "shows_name", "key")


class NeighbourForm(RefusableForm):
    """A neighbour without an account who wants to come; as little as is needed to find them at the door."""

    display_name = DisplayNameField(
        label=_("邻居的称呼"),
        help_text=_("到门口能对上就行，不必用真名，例如“花溪路的王阿姨”。不记电话。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    neighbourhood = NeighbourhoodField(
        required=True,
        empty_label=_("请选择"),
        help_text=_("邻居住在哪个居民区。"),
        error_messages={code: _("请选一个居民区。") for code in ("required", "invalid_choice")},
    )
    agreed = forms.BooleanField(
        label=_("已当面说明并征得同意"),
        help_text=_("邻居知道由您代报名、到时在门口报称呼，并同意《用户协议》和《个人信息说明》。"),
        error_messages={"required": _("请先当面说明，邻居同意以后再提交。")},
    )


class ReturningForm(forms.Form):
    """Why a question does not come onto the list; its asker reads both."""

    reason = forms.ChoiceField(choices=Question.Reason.choices, required=False)
    note = forms.CharField(max_length=300, required=False)

    def values(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("reason", "note")}
