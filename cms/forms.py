"""The forms in which editors write pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.addresses import free_slug
from languages import ENGLISH
from media.models import Material

#: Of a site's home page, right below the root.
HOME_DEPTH = 2


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
        if slug == ENGLISH and self.parent_page.depth == HOME_DEPTH:
            raise ValidationError(_("“en”是英文界面的地址，页面不能用，请换一个。"), code="reserved")
        return slug

    def clean(self) -> dict[str, Any]:
        # Before Wagtail's own, which checks that the address is free.
        if "slug" in self.fields and not self.cleaned_data.get("slug") and "slug" not in self.errors:
            self.cleaned_data["slug"] = free_slug(self.parent_page, self.instance.slug_stem(self.cleaned_data))
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class LectureForm(PublicPageForm):
    """Slides are a PDF; a moment names a page or a chapter that there is; its times come one after the other."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begins, opens, closes = (
            cleaned.get(name) for name in ("starts_at", "registration_opens_at", "registration_closes_at")
        )
        for name in ("capacity", "takes_questions"):
            if cleaned.get(name) and begins is None:
                self.add_error("starts_at", ValidationError(_("要报名或收提问的讲座，请填开始时间。"), code="no_day"))
                break
        if begins and cleaned.get("ends_at") and cleaned["ends_at"] <= begins:
            self.add_error("ends_at", ValidationError(_("结束时间要在开始时间之后。"), code="ends_first"))
        if begins and closes and closes > begins:
            self.add_error("registration_closes_at", ValidationError(_("报名最晚到开讲为止。"), code="closes_late"))
        if opens and (last := closes or begins) and opens >= last:
            self.add_error("registration_opens_at", ValidationError(_("报名开始要在截止之前。"), code="opens_late"))
        return cleaned

    def clean_slides(self) -> Material | None:
        slides: Material | None = self.cleaned_data["slides"]
        if slides is not None and slides.file_extension.lower() != "pdf":
            raise ValidationError(_("幻灯片要选 PDF 文件。别的格式请先另存为 PDF。"), code="not_pdf")
        return slides

    def is_valid(self) -> bool:
        # The rows below are cleaned after the form itself.
        return bool(super().is_valid()) and self._rows_agree()

    def _rows_agree(self) -> bool:
        """Refuse a second host, and numbers beyond the last; a set that is not done has any number of pages."""
        slides, recording = self.cleaned_data.get("slides"), self.cleaned_data.get("recording")
        slide_set = getattr(slides, "slide_set", None)
        pages = slide_set.pages if slide_set is not None and slide_set.status == slide_set.Status.DONE else None
        chapters = len(recording.chapter_list) if recording else 0
        agreed = [_moment_is_there(row, 0 if slides is None else pages, chapters) for row in self._kept("moments")]
        hosts = [row for row in self._kept("people") if row.cleaned_data.get("role") == "host"]
        for row in hosts[1:]:
            row.add_error("role", ValidationError(_("一讲只有一位主持。"), code="one_host"))
        return all(agreed) and len(hosts) < 2

    def _kept(self, relation: str) -> list[Any]:
        if relation not in self.formsets:
            return []
        return [row for row in self.formsets[relation].forms if row.cleaned_data and not row.cleaned_data.get("DELETE")]


def _moment_is_there(row: Any, pages: int | None, chapters: int) -> bool:
    slide, chapter = row.cleaned_data.get("slide"), row.cleaned_data.get("chapter")
    if slide is not None and pages is not None and not 1 <= slide <= pages:
        sentence = _("幻灯片没有这一页，一共 %(pages)s 页。")
        row.add_error("slide", ValidationError(sentence, "no_slide", {"pages": pages}))
    if chapter is not None and not 1 <= chapter <= chapters:
        sentence = _("录音录像没有这一章，一共 %(count)s 章。")
        row.add_error("chapter", ValidationError(sentence, "no_chapter", {"count": chapters}))
    return not row.errors


class CycleForm(PublicPageForm):
    """Holds the steps of a cycle against what is said of all of them."""

    def is_valid(self) -> bool:
        return bool(super().is_valid()) and self._steps_fit()

    def _steps_fit(self) -> bool:
        rows = [form.cleaned_data for form in self.formsets["steps"].forms if form.cleaned_data]
        rows = [row for row in rows if not row.get("DELETE")]
        numbers = [row["number"] for row in rows if row.get("number")]
        doubled = sorted({number for number in numbers if numbers.count(number) > 1})
        if doubled:
            sentence = _("第 %(number)s 环节写了两次。一个环节只写一行。")
            self.add_error("step_count", ValidationError(sentence, code="twice", params={"number": doubled[0]}))
        steps = sum(row.get("kind") == "step" for row in rows)
        for field, last in (("step_count", max([steps, *numbers])), ("stage_count", self._last_stage(rows))):
            total = self.cleaned_data.get(field)
            if total is not None and last > total:
                sentence = _("下面写到了第 %(last)s 个，比这里的总数多。请改这里的总数，或改下面的步骤。")
                self.add_error(field, ValidationError(sentence, code="too_many", params={"last": last}))
        return not self.errors

    def _last_stage(self, rows: list[dict[str, Any]]) -> int:
        named = [block.value["number"] for block in self.cleaned_data.get("stages") or ()]
        return max([0, *named, *(row["stage"] for row in rows if row.get("stage"))])


class BulletinForm(PublicPageForm):
    """Keeps the numbers of a cycle's bulletins apart."""

    def clean_number(self) -> int | None:
        number: int | None = self.cleaned_data["number"]
        others = type(self.instance).objects.child_of(self.parent_page).exclude(pk=self.instance.pk)
        if number is not None and others.filter(number=number).exists():
            sentence = _("第 %(number)s 号已经有了，请换一个号。")
            raise ValidationError(sentence, code="twice", params={"number": number})
        return number


class NeighbourhoodForm(PublicPageForm):
    """The address of a neighbourhood's page is the end of the official code."""

    def clean(self) -> dict[str, Any]:
        neighbourhood = self.cleaned_data.get("neighbourhood")
        if neighbourhood is not None and not self.cleaned_data.get("slug") and "slug" not in self.errors:
            self.cleaned_data["slug"] = neighbourhood.code[-3:]
        return super().clean()


class NeighbourhoodElectionForm(NeighbourhoodForm):
    """One page for one neighbourhood in each election."""

    def clean_neighbourhood(self) -> Any:
        neighbourhood = self.cleaned_data["neighbourhood"]
        others = type(self.instance).objects.child_of(self.parent_page).exclude(pk=self.instance.pk)
        if neighbourhood is not None and others.filter(neighbourhood=neighbourhood).exists():
            raise ValidationError(_("这个居民区在这一次换届里已经有一页了，请在那一页上改。"), code="twice")
        return neighbourhood
