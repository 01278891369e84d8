"""What somebody types who thinks that a comment should not stand, or that a decision was wrong."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maps.consultation.forms import RefusableForm
from maps.consultation.models import Report
from maps.consultation.services.appeals import MAX_LENGTH
from maps.consultation.text import plain_text

MAX_NOTE = 300


class WordsField(forms.CharField):
    """A few lines of which only what is visible counts; too long is said, never cut off."""

    def to_python(self, value: Any) -> str:
        return plain_text(super().to_python(value) or "")


class ReportForm(RefusableForm):
    reason = forms.ChoiceField(
        label=_("这条意见有什么问题"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个理由。"), "invalid_choice": _("请从列出的理由里选一个。")},
    )
    note = WordsField(
        label=_("说明（可不填）"),
        required=False,
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("只有审核员看得到，最多 300 个字。"),
        error_messages={"max_length": _("说明最多 300 个字，请删短一些。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # ``maxlength`` would make a browser cut off what is pasted without a word.
        self.fields["note"].widget.attrs.pop("maxlength", None)


class AppealForm(RefusableForm):
    text = WordsField(
        label=_("为什么不同意这个决定"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("最多 500 个字。每条意见可以申诉一次，由另一位审核员复核。"),
        error_messages={"required": _("请写明为什么不同意这个决定。")},
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > MAX_LENGTH:
            message = _("写了 %(length)s 个字，最多 %(maximum)s 个，请删短一些。")
            raise ValidationError(message, code="too_long", params={"length": len(text), "maximum": MAX_LENGTH})
        return text
