"""What is asked of a person before their account is closed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: To be typed, so that nobody closes an account by a slip of the finger.
CONFIRMATION = "注销"
ERASE = "erase"
_MISSING = _("请选一种：留下还是删掉。")


class CloseForm(forms.Form):
    words = forms.ChoiceField(
        label=_("我说过的话怎么办"),
        choices=[
            ("keep", _("留下：意见还在，作者写“已注销用户”")),
            (ERASE, _("删掉：内容、位置和照片都删去，原处写“作者注销，内容已删除”")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _MISSING, "invalid_choice": _MISSING},
    )
    confirm = forms.CharField(
        label=_("请输入“注销”两个字"),
        help_text=_("输入以后按下面的按钮，账号当场注销，不能恢复。"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("请输入“注销”两个字。"), "max_length": _("请只输入“注销”两个字。")},
    )

    def clean_confirm(self) -> str:
        typed: str = self.cleaned_data["confirm"]
        if typed.strip("“”\"' 　") != CONFIRMATION:
            raise ValidationError(_("请只输入“注销”两个字。什么也没有改。"), code="not_confirmed")
        return typed

    @property
    def erase(self) -> bool:
        return bool(self.cleaned_data["words"] == ERASE)
