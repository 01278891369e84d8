"""Three boxes to tick for each category of news."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from residents import sms
from residents.models import User
from residents.preferences import AT_ONCE, Category, Ways, categories_for, ways_of

_WHEN = {
    Category.OWN_WORDS: _("一有结果马上告诉您；站内通知不能关。"),
    Category.LECTURES: _("名额补上了马上告诉您，开讲前一天提醒一次；站内通知不能关。"),
    Category.FOLLOWED: _("每天最多一封信，没有新的就不发。"),
    Category.WORK: _("每天最多一封信，没有新的就不发。"),
}


class PreferencesForm(forms.Form):
    """``by_text`` is only asked where text messages are sent and the person's number is verified."""

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.categories = categories_for(user)
        self.asks_for_texts = sms.can_tell() and user.phone_verified
        self._before = ways_of(user)
        for category in self.categories:
            before = self._before[category]
            at_once = category in AT_ONCE
            self._ask(category, "in_site", _("站内通知"), initial=before.in_site, disabled=at_once)
            self._ask(category, "by_mail", _("电子邮件"), initial=before.by_mail)
            if self.asks_for_texts:
                self._ask(category, "by_text", _("手机短信"), initial=before.by_text)

    def _ask(self, category: str, way: str, label: Any, **kwargs: Any) -> None:
        self.fields[f"{category}-{way}"] = forms.BooleanField(label=label, required=False, **kwargs)

    def parts(self) -> Iterator[tuple[Any, Any, list[BoundField]]]:
        """Yield label, help and boxes of each category."""
        for category in self.categories:
            boxes = [self[name] for name in self.fields if name.startswith(f"{category}-")]
            yield Category(category).label, _WHEN[Category(category)], boxes

    def chosen(self) -> dict[str, Ways]:
        """Return what was ticked; what was not asked stays as it was."""
        return {
            category: Ways(
                in_site=self.cleaned_data[f"{category}-in_site"],
                by_mail=self.cleaned_data[f"{category}-by_mail"],
                by_text=self.cleaned_data.get(f"{category}-by_text", self._before[category].by_text),
            )
            for category in self.categories
        }
