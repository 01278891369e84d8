"""What a reader types who has found something wrong, and what an editor says to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.addresses import public_path
from cms.models import Correction

MAX_LENGTH = 1000


class CorrectionForm(forms.Form):
    """``website`` is a trap: no person sees it, machines fill it in."""

    page = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("哪里不对，应该怎样"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("写明是哪一句、哪个数字或者哪个链接，最多 1000 个字。请不要写姓名、电话和身份证号。"),
        error_messages={"required": _("请写明哪里不对。")},
    )
    website = forms.CharField(label=_("这一格请空着"), required=False)

    def clean_page(self) -> str:
        """Return the path of one of our pages, or nothing: where it is wrong stands in the text as well."""
        return public_path(self.cleaned_data["page"])

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\x00", "")
        if len(text) > MAX_LENGTH:
            message = _("写了 %(length)s 个字，最多 %(maximum)s 个，请删短一些。")
            raise forms.ValidationError(message, "too_long", {"length": len(text), "maximum": MAX_LENGTH})
        return text

    @property
    def by_machine(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class SettlingForm(WagtailAdminModelForm):
    """An editor's word on a correction; what has been settled stays so, or is opened again."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("state") == Correction.State.DECLINED and not cleaned.get("note", "").strip():
            self.add_error("note", forms.ValidationError(_("不用改的，请写明理由。"), code="no_reason"))
        return cleaned
