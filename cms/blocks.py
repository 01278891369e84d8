"""What a body is composed of."""

from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.compare import BlockComparison
from wagtail.contrib.table_block.blocks import DEFAULT_TABLE_OPTIONS
from wagtail.contrib.table_block.blocks import TableBlock as PlainTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

# No links to documents inside a sentence: the block for material says what kind of file it is, and how large.
TEXT_FEATURES = ["bold", "italic", "superscript", "subscript", "ol", "ul", "link"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("小标题")
        template = "cms/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("正文")
        template = "cms/blocks/paragraph.html"


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("图片"))
    caption = blocks.CharBlock(label=_("图注"), required=False, max_length=200)
    decorative = blocks.BooleanBlock(
        label=_("装饰性图片"), required=False, help_text=_("只起装饰作用、不说明内容的图片，读屏软件会跳过它。")
    )

    class Meta:
        icon = "image"
        label = _("图片")
        template = "cms/blocks/picture.html"

    def render_basic(self, value: Any, context: Any = None) -> SafeString:
        """Say in words which picture it is: versions are compared by that."""
        picture = value["picture"]
        alternative = _t("装饰性图片") if value["decorative"] else getattr(picture, "alt", "")
        facts = (_t("图片：%(title)s") % {"title": getattr(picture, "title", "")}, alternative, value["caption"])
        return escape("；".join(fact for fact in facts if fact))

    def get_comparison_class(self) -> type[BlockComparison]:
        return BlockComparison


#: Which cells are headings, as Wagtail's table block stores it.
HEADINGS = {"row": _("表头：第一行"), "column": _("表头：第一列"), "both": _("表头：第一行和第一列")}


class TableBlock(PlainTableBlock):
    """Cells of plain text, which may be merged; which of them are headings is asked for."""

    class Meta:
        icon = "table"
        label = _("表格")
        template = "cms/blocks/table.html"

    def render_basic(self, value: Any, context: Any = None) -> SafeString:
        """Write the cells of a row after each other: versions are compared by that."""
        rows = ["｜".join(str(cell or "") for cell in row) for row in (value or {}).get("data", ())]
        heading = HEADINGS.get((value or {}).get("table_header_choice", ""), "")
        caption = (value or {}).get("table_caption", "")
        return escape("； ".join(str(fact) for fact in (caption, heading, *rows) if fact))


#: Wagtail's own, and merging.
TABLE_OPTIONS = {
    "mergeCells": True,
    "contextMenu": [*DEFAULT_TABLE_OPTIONS["contextMenu"], "---------", "mergeCells"],
}


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("引文"))
    source = blocks.CharBlock(label=_("出处"), max_length=100, help_text=_("必填：谁在哪里说的或写的。"))

    class Meta:
        icon = "openquote"
        label = _("引文")
        template = "cms/blocks/quote.html"


class FactBlock(blocks.StructBlock):
    term = blocks.CharBlock(label=_("名称"), max_length=60)
    text = blocks.TextBlock(label=_("内容"))


class FactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("标题"), max_length=60)
    facts = blocks.ListBlock(FactBlock(), label=_("条目"))

    class Meta:
        icon = "list-ul"
        label = _("要点表")
        template = "cms/blocks/facts.html"


class MaterialBlock(blocks.StructBlock):
    material = DocumentChooserBlock(label=_("资料"))
    note = blocks.CharBlock(label=_("说明"), required=False, max_length=200)

    class Meta:
        icon = "doc-full"
        label = _("资料下载")
        template = "cms/blocks/material.html"


class ProposalBlock(blocks.StructBlock):
    proposal = SnippetChooserBlock("plan.Proposal", label=_("方案要素"))

    class Meta:
        icon = "site"
        label = _("地图上的方案")
        template = "cms/blocks/proposal.html"


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock(max_length=80)
    paragraph = ParagraphBlock(features=TEXT_FEATURES)
    picture = PictureBlock()
    table = TableBlock(table_options=TABLE_OPTIONS)
    quote = QuoteBlock()
    facts = FactsBlock()
    material = MaterialBlock()
    proposal = ProposalBlock()
