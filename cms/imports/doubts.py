"""What an import is not sure of: a kind for programs, a place, and a sentence for the editor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class DoubtKind(StrEnum):
    ARTICLE_OR_SUBHEAD = "article_or_subhead"
    SUBHEAD_OR_ARTICLE = "subhead_or_article"
    SUBHEAD_OR_TEXT = "subhead_or_text"
    TEXT_OR_HEADLINE = "text_or_headline"
    HEADLINE_PARTS = "headline_parts"
    NO_TITLE = "no_title"
    NO_BODY = "no_body"
    LIST = "list"
    SIGNATURE = "signature"
    MARGIN = "margin"
    PARAGRAPH_BREAK = "paragraph_break"
    OPEN_END = "open_end"
    HYPHEN = "hyphen"
    SPLIT_NUMBER = "split_number"
    GARBLED = "garbled"
    NO_SECTION = "no_section"
    DATE_LATER = "date_later"
    DATE_LOOSE = "date_loose"
    DATE_SPAN = "date_span"
    DATE_YEAR = "date_year"
    DATE_UNSURE = "date_unsure"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_PUBLISHED = "date_published"
    TITLE_GUESSED = "title_guessed"
    TITLE_FROM_FILE = "title_from_file"
    LONG_HEADING = "long_heading"
    NESTED_TABLE = "nested_table"
    LIST_IN_CELL = "list_in_cell"
    NO_TABLE_HEADER = "no_table_header"
    NUMBERING = "numbering"
    ALT_BY_MACHINE = "alt_by_machine"


_SENTENCES = {
    DoubtKind.ARTICLE_OR_SUBHEAD: _("第 %(line)s 行“%(about)s”当作新文章的标题，也可能是上一篇的小标题或正文。"),
    DoubtKind.SUBHEAD_OR_ARTICLE: _("第 %(line)s 行“%(about)s”当作小标题，也可能是另一篇文章的标题。"),
    DoubtKind.SUBHEAD_OR_TEXT: _("第 %(line)s 行“%(about)s”当作小标题，也可能是正文的一行。"),
    DoubtKind.TEXT_OR_HEADLINE: _("第 %(line)s 行“%(about)s”很短，当作断开的正文与上下文相接，也可能是标题或小标题。"),
    DoubtKind.HEADLINE_PARTS: _("第 %(line)s 行“%(about)s”一带，引题、标题、小标题的划分不确定。"),
    DoubtKind.NO_TITLE: _("第 %(line)s 行“%(about)s”起的文字前面没有标题，可能是上一版的续文。"),
    DoubtKind.NO_BODY: _("第 %(line)s 行“%(about)s”后面没有正文，放在了这一篇的末尾。"),
    DoubtKind.LIST: _("第 %(line)s 行“%(about)s”起有几个短行，当作一行一段，也可能是断开的正文或标题。"),
    DoubtKind.SIGNATURE: _("第 %(line)s 行“%(about)s”起当作这一篇末尾的落款，也可能属于下一篇的引题或标题。"),
    DoubtKind.MARGIN: _("第 %(line)s 行“%(about)s”当作版头或页码，没有放进草稿，也可能是文中的一行。"),
    DoubtKind.PARAGRAPH_BREAK: _("第 %(line)s 行“%(about)s”处是否分段不确定。"),
    DoubtKind.OPEN_END: _("第 %(line)s 行“%(about)s”起的一段没有句末标点，可能缺字或断行未接上。"),
    DoubtKind.HYPHEN: _("第 %(line)s 行“%(about)s”处的连字符可能只是断行留下的。"),
    DoubtKind.SPLIT_NUMBER: _("第 %(line)s 行“%(about)s”处两行的数字连成了一个数。"),
    DoubtKind.GARBLED: _("第 %(line)s 行“%(about)s”有无法显示的字符，请对照报纸补正。"),
    DoubtKind.NO_SECTION: _("从文字看不出“%(about)s”属于换届选举还是双美曹杨，请选择栏目。"),
    DoubtKind.DATE_LATER: _("事件日期取自第 %(line)s 行的“%(about)s”，它不在正文开头。"),
    DoubtKind.DATE_LOOSE: _("事件日期取自第 %(line)s 行的“%(about)s”，它后面没有停顿，也可能只是文中提到的日子。"),
    DoubtKind.DATE_SPAN: _("第 %(line)s 行的“%(about)s”是几天，事件日期取了第一天。"),
    DoubtKind.DATE_YEAR: _("第 %(line)s 行的“%(about)s”没有写年份，与期号相差较远，年份请核对。"),
    DoubtKind.DATE_UNSURE: _("事件日期不确定，没有填写。正文中的日期：%(about)s。"),
    DoubtKind.DATE_IMPOSSIBLE: _("第 %(line)s 行的“%(about)s”不是日历上的日期，事件日期没有填写。"),
    DoubtKind.DATE_PUBLISHED: _("文中没有事件的日期，用了公众号发布的日期 %(about)s。"),
    DoubtKind.TITLE_GUESSED: _("“%(about)s”没有标题样式，当作标题，也可能是正文。"),
    DoubtKind.TITLE_FROM_FILE: _("没有看出标题，用了文件名“%(about)s”。"),
    DoubtKind.LONG_HEADING: _("小标题“%(about)s”太长，当作加粗的一段正文。"),
    DoubtKind.NESTED_TABLE: _("表格“%(about)s”里还套着表格，里面的一行放成格子里的一行字。"),
    DoubtKind.LIST_IN_CELL: _("表格“%(about)s”的格子里有列表，每一条放成一行字。"),
    DoubtKind.NO_TABLE_HEADER: _("表格“%(about)s”没有标明表头，第一行当作普通的一行。"),
    DoubtKind.NUMBERING: _(
        "“%(about)s”里 Word 自动加的编号（例如标题前的“一、”、段落前的“第一条”）不是文字，没有带过来；列表一律用 1、2、3。需要的请在草稿里写上。"
    ),
    DoubtKind.ALT_BY_MACHINE: _("图片说明“%(about)s”是 Word 自动写的，请改成图里真有的内容。"),
}

_LONGEST_EXCERPT = 24


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at, in the line of the file where it stands."""

    kind: DoubtKind
    line: int
    about: str

    @property
    def sentence(self) -> str:
        """Say what was decided and what else it could be, in the reader's language."""
        return str(_SENTENCES[self.kind]) % {"line": self.line, "about": self.about}


def doubt(kind: DoubtKind, line: int, about: str) -> Doubt:
    """Make a doubt with a short excerpt."""
    return Doubt(kind, line, about if len(about) <= _LONGEST_EXCERPT else about[:_LONGEST_EXCERPT] + "…")
