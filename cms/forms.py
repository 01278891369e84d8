"""The form in which editors write a page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.addresses import free_slug


class PublicPageForm(WagtailAdminPageForm):
    """Makes up an address where none was typed: a Chinese title has no letters for one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if not slug.isascii():
            raise ValidationError(_("地址只能用英文字母、数字和连字符；留空会自动起一个。"), code="not_ascii")
        return slug

    def clean(self) -> dict[str, Any]:
        # Before Wagtail's own, which checks that the address is free.
        if "slug" in self.fields and not self.cleaned_data.get("slug") and "slug" not in self.errors:
            self.cleaned_data["slug"] = free_slug(self.parent_page, self.instance.slug_stem(self.cleaned_data))
        cleaned: dict[str, Any] = super().clean()
        return cleaned
