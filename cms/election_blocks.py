"""Rows of an election cycle that have no day of their own, and what the text of a notice may be made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import FactsBlock, HeadingBlock, MaterialBlock, ParagraphBlock


class StageBlock(blocks.StructBlock):
    number = blocks.IntegerBlock(label=_("第几阶段"), min_value=1, max_value=30)
    title = blocks.CharBlock(
        label=_("名称"), max_length=60, required=False, help_text=_("没有公布就留空，页面上写明“名称未公布”。")
    )

    class Meta:
        icon = "order"
        label = _("阶段")


class UnitBlock(blocks.StructBlock):
    count = blocks.IntegerBlock(label=_("个数"), min_value=1, max_value=99)
    name = blocks.CharBlock(label=_("名称"), max_length=40)
    role = blocks.TextBlock(label=_("做什么"), required=False)

    class Meta:
        icon = "group"
        label = _("机构")


class LawBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("名称"), max_length=100)
    text = blocks.TextBlock(label=_("怎么说"))
    source = blocks.CharBlock(label=_("出处"), max_length=200, help_text=_("必填：哪一条，从哪里看到的。"))

    class Meta:
        icon = "doc-full"
        label = _("法律依据")


class StagesBlock(blocks.StreamBlock):
    stage = StageBlock()


class UnitsBlock(blocks.StreamBlock):
    unit = UnitBlock()


class LawsBlock(blocks.StreamBlock):
    law = LawBlock()


class MaterialsBlock(blocks.StreamBlock):
    material = MaterialBlock()


class NoticeBlock(blocks.StreamBlock):
    """Words only: a picture or a file of a candidate would outlive the notice at its own address."""

    heading = HeadingBlock(max_length=80)
    paragraph = ParagraphBlock(features=["bold", "ol", "ul"])
    facts = FactsBlock()
