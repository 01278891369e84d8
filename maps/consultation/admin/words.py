"""The list of sensitive words and its exceptions; moderators keep it, nobody else reads it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet

from maps.consultation.admin.moderators import ModeratorMenuItem, ModeratorPolicy
from maps.consultation.flagging.folding import fold
from maps.consultation.models import SensitiveWord

_SHORTEST = 2


class SensitiveWordForm(WagtailAdminModelForm):
    class Meta:
        model = SensitiveWord
        fields = ("word", "kind", "active")
        help_texts = {
            "word": _("空格、标点、全角、大小写和繁简都不用另写一遍。"),
            "kind": _("例外是含有敏感词、但无害的说法，例如“反赌博宣传”。"),
        }

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"].strip()
        if len(fold(word).text) < _SHORTEST:
            raise ValidationError(_("至少两个字；标点和空格不算。"), code="too_short")
        return word

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        others = SensitiveWord.objects.exclude(pk=self.instance.pk).values_list("word", flat=True)
        folded = fold(cleaned.get("word", "")).text
        same = next((other for other in others if folded and fold(other).text == folded), None)
        if same:
            message = _("“%(word)s”已经在表里，读起来一样。")
            self.add_error("word", ValidationError(message, code="same", params={"word": same}))
        return cleaned


class SensitiveWordViewSet(ModelViewSet):
    model = SensitiveWord
    icon = "warning"
    name = "sensitive_words"
    menu_label = _("敏感词")
    menu_name = "sensitive-words"
    menu_item_class = ModeratorMenuItem
    copy_view_enabled = False
    list_display = ("word", "kind", "active")
    list_filter = ("kind", "active")
    search_fields = ("word",)
    list_per_page = 100

    @property
    def permission_policy(self) -> ModeratorPolicy:
        return ModeratorPolicy(SensitiveWord, ("add", "change", "delete", "view"))

    def get_form_class(self, for_update: bool = False) -> type[SensitiveWordForm]:
        return SensitiveWordForm
