"""What a body is composed of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

# No links to documents inside a sentence: the block for material says what kind of file it is, and how large.
TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link"]


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

    class Meta:
        icon = "image"
        label = _("图片")
        template = "cms/blocks/picture.html"


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
    quote = QuoteBlock()
    facts = FactsBlock()
    material = MaterialBlock()
    proposal = ProposalBlock()
