"""Bringing in: the three ways to give material, and what an editor corrects in its preview."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.checking import FILE_NAME
from cms.import_bodies import Wording
from cms.imports.blocks import Block, Figure
from cms.imports.decoding import LARGEST_PAGE_BYTES
from cms.imports.material import Material
from cms.imports.newspaper import Article
from cms.imports.pasted import MOST_CHARACTERS
from cms.imports.word.opening import LARGEST_FILE
from cms.models import ImportRecord, ImportRun
from cms.models.news import Section
from cms.services import Choice, title_of_untitled
from media.models import Picture

#: Who printed the paper that is brought in most.
NEWSPAPER = "社区报"
Kind = ImportRun.Kind


class MaterialForm(forms.Form):
    """One way to bring something in."""

    kind: str

    def data_and_name(self) -> tuple[bytes, str]:
        """Return the bytes of the material, and what it is called in lists; empty for its title."""
        file: UploadedFile = self.cleaned_data["file"]
        return file.read(), file.name or ""


class WordForm(MaterialForm):
    kind = Kind.WORD
    file = forms.FileField(
        label=_("Word 文件"),
        help_text=_("只收“.docx”，不超过 20 MB。旧的“.doc”请先另存为“.docx”。"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        allow_empty_file=True,
    )

    def clean_file(self) -> UploadedFile:
        return _not_larger(self.cleaned_data["file"], LARGEST_FILE)


class WeChatForm(MaterialForm):
    kind = Kind.WECHAT
    text = forms.CharField(
        label=_("公众号文章的文字"),
        help_text=_("在公众号文章里从标题开始全选、复制，粘贴到这里。图片带不过来，要在草稿里补上。"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=MOST_CHARACTERS,
        strip=False,
    )

    def data_and_name(self) -> tuple[bytes, str]:
        return self.cleaned_data["text"].encode(), ""


class NewspaperForm(MaterialForm):
    kind = Kind.NEWSPAPER
    file = forms.FileField(
        label=_("版面的文本文件"),
        help_text=_("从 PDF 复制出来的纯文本（.txt，UTF-8 或 GBK），一次一个版面。"),
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
        allow_empty_file=True,
    )
    issue = forms.CharField(label=_("期号"), max_length=20, help_text=_("写成“年-月”，例如 2021-01。"))
    source = forms.CharField(label=_("报纸名称"), max_length=100, initial=NEWSPAPER)

    def clean_file(self) -> UploadedFile:
        return _not_larger(self.cleaned_data["file"], LARGEST_PAGE_BYTES)


#: The ways to bring something in, in the order they stand on the page.
WAYS: dict[str, type[MaterialForm]] = {form.kind: form for form in (WordForm, WeChatForm, NewspaperForm)}


def _not_larger(file: UploadedFile, limit: int) -> UploadedFile:
    """Refuse a file before it is read; what is in it is for ``cms.imports`` to judge."""
    if (file.size or 0) > limit:
        sentence = _("文件有 %(size)s MB，超过了 %(limit)s MB。请把图片压缩，或拆成几份。")
        sizes = {"size": f"{(file.size or 0) / 1_000_000:.1f}", "limit": limit // 1_000_000}
        raise ValidationError(sentence, "too_large", sizes)
    return file


class FigureForm(forms.Form):
    """What a picture shows, or that it shows nothing."""

    alt = forms.CharField(
        label=_("替代文字"),
        help_text=_("给看不到图片的人：写清图里有什么。"),
        max_length=Picture._meta.get_field("alt").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decorative = forms.BooleanField(label=_("装饰性图片，不说明内容"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        alt = cleaned["alt"] = " ".join(cleaned.get("alt", "").split())
        if "alt" in self.errors or cleaned.get("decorative"):
            return cleaned
        if not alt:
            self.add_error(
                "alt", ValidationError(_("请写清图里有什么；只起装饰作用的，请勾选“装饰性图片”。"), "no_alt")
            )
        elif FILE_NAME.fullmatch(alt):
            self.add_error("alt", ValidationError(_("文件名说不清图里有什么，请改写。"), "file_name"))
        return cleaned

    def wording(self) -> Wording:
        decorative = self.cleaned_data["decorative"]
        return Wording("" if decorative else self.cleaned_data["alt"], decorative)


class ArticleForm(forms.Form):
    """What stands above a draft."""

    take = forms.BooleanField(label=_("做成草稿"), required=False)
    kicker = forms.CharField(label=_("引题"), max_length=100, required=False)
    title = forms.CharField(label=_("标题"), max_length=255)
    section = forms.ChoiceField(label=_("栏目"), choices=[("", _("请选择")), *Section.choices])
    source = forms.CharField(label=_("来源"), max_length=100)
    event_date = forms.DateField(
        label=_("事件日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    slug = forms.SlugField(
        label=_("地址"),
        required=False,
        max_length=255,
        help_text=_("英文字母、数字和连字符；留空会用日期和序号起一个。"),
    )

    def __init__(self, *args: Any, index: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._index = index

    @property
    def is_taken(self) -> bool:
        return bool(self["take"].value())

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug and not Page._slug_is_available(slug, self._index):
            raise ValidationError(_("地址“%(slug)s”已经有一页在用，请换一个。"), "taken", {"slug": slug})
        return slug

    def choice(self, *, issue: str, pictures: dict[int, Wording]) -> Choice:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "take"}
        return Choice(**typed, issue=issue, pictures=pictures)


@dataclass
class Part:
    """One block of an article, with the form of a picture."""

    place: int
    block: Block
    form: FigureForm | None = None

    @property
    def kind(self) -> str:
        return type(self.block).__name__


class Row:
    """An article in the preview: as it was read, and the forms in which it is corrected."""

    def __init__(self, number: int, article: Article, preview: "Preview", record: ImportRecord | None) -> None:
        self.article = article
        self.record = record
        prefix = f"article-{number}"
        #: A text that became a draft once does so again only where that was deleted.
        self.can_be_taken = record is None or record.page_id is None
        self.form = ArticleForm(preview.typed, prefix=prefix, index=preview.index, initial=self._initial(preview))
        self.parts = [
            Part(place, block, self._figure_form(f"{prefix}-picture-{place}", block, preview))
            for place, block in enumerate(article.blocks)
        ]

    @property
    def is_taken(self) -> bool:
        return self.can_be_taken and self.form.is_taken

    @property
    def letters(self) -> int:
        return len("".join(self.article.text.split()))

    def is_valid(self) -> bool:
        """Whether nothing stands in the way of its draft; every form is cleaned, so that all is said at once."""
        valid = [form.is_valid() for form in (self.form, *self.figures)]
        return all(valid)

    @property
    def figures(self) -> list[FigureForm]:
        return [part.form for part in self.parts if part.form]

    def choice(self, issue: str) -> Choice:
        pictures = {part.place: part.form.wording() for part in self.parts if part.form}
        return self.form.choice(issue=issue, pictures=pictures)

    def _initial(self, preview: "Preview") -> dict[str, Any]:
        article = self.article
        return {
            "take": self.record is None,
            "kicker": article.kicker,
            "title": article.title or title_of_untitled(article),
            "section": article.section or "",
            "source": preview.run.source or preview.material.source,
            "event_date": article.event_date,
        }

    def _figure_form(self, prefix: str, block: Block, preview: "Preview") -> FigureForm | None:
        if not isinstance(block, Figure):
            return None
        known = "" if FILE_NAME.fullmatch(block.alt) else block.alt
        return FigureForm(preview.typed, prefix=prefix, initial={"alt": known})


class Preview:
    """All that was understood of a run's material, as a form."""

    def __init__(self, run: ImportRun, material: Material, index: Page, typed: Any = None) -> None:
        self.run, self.material, self.index, self.typed = run, material, index, typed
        known = self._known()
        self.rows = [
            Row(number, article, self, known.get(article.text_hash)) for number, article in enumerate(material.articles)
        ]
        self.errors: list[Any] = []

    def is_valid(self) -> bool:
        taken = [row for row in self.rows if row.is_taken]
        if not taken:
            self.errors.append(_("一篇也没有选。请勾选要做成草稿的文章。"))
        slugs = [slug for row in taken if (slug := row.form["slug"].value())]
        valid = [row.is_valid() for row in taken]
        if len(slugs) != len(set(slugs)):
            self.errors.append(_("有两篇写了同样的地址，请改一个。"))
        return bool(taken) and all(valid) and not self.errors

    @property
    def choices(self) -> dict[int, Choice]:
        return {n: row.choice(self.material.issue) for n, row in enumerate(self.rows) if row.is_taken}

    @property
    def can_be_made(self) -> bool:
        return any(row.can_be_taken for row in self.rows)

    @cached_property
    def wrong(self) -> int:
        """How many fields have to be mended."""
        return sum(len(form.errors) for row in self.rows if row.is_taken for form in (row.form, *row.figures))

    def _known(self) -> dict[str, ImportRecord]:
        hashes: Iterable[str] = [article.text_hash for article in self.material.articles]
        records = ImportRecord.objects.filter(issue=self.material.issue, text_sha256__in=hashes)
        return {record.text_sha256: record for record in records.select_related("page")}
