"""The forms in which editors write pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.addresses import free_slug
from media.models import Material


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


class LectureForm(PublicPageForm):
    """Slides are a PDF; a moment names a page or a chapter that there is."""

    def clean_slides(self) -> Material | None:
        slides: Material | None = self.cleaned_data["slides"]
        if slides is not None and slides.file_extension.lower() != "pdf":
            raise ValidationError(_("幻灯片要选 PDF 文件。别的格式请先另存为 PDF。"), code="not_pdf")
        return slides

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        slide_set = getattr(cleaned.get("slides"), "slide_set", None)
        recording = cleaned.get("recording")
        pages = slide_set.pages if slide_set is not None and slide_set.status == slide_set.Status.DONE else None
        if cleaned.get("slides") is None:
            pages = 0
        for form in self.formsets["moments"].forms if "moments" in self.formsets else ():
            _check_moment(form, pages=pages, chapters=len(recording.chapter_list) if recording else 0)
        return cleaned


def _check_moment(form: Any, *, pages: int | None, chapters: int) -> None:
    """Refuse a number beyond the last; ``pages`` is None while nobody knows how many there are."""
    typed = getattr(form, "cleaned_data", {})
    if typed.get("DELETE"):
        return
    if typed.get("slide") and pages is not None and not 1 <= typed["slide"] <= pages:
        form.add_error(
            "slide", ValidationError(_("幻灯片没有这一页，一共 %(pages)s 页。"), "no_slide", {"pages": pages})
        )
    if typed.get("chapter") and not 1 <= typed["chapter"] <= chapters:
        form.add_error(
            "chapter", ValidationError(_("录音录像没有这一章，一共 %(count)s 章。"), "no_chapter", {"count": chapters})
        )
