"""What was understood of something brought in, and what was left out of it: never silently."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from cms.imports.newspaper import Article


class Reason(StrEnum):
    """Why something does not stand in a draft."""

    MARGIN = "margin"
    CREDITS = "credits"
    BOILERPLATE = "boilerplate"
    PLACEHOLDER = "placeholder"
    HEADER_FOOTER = "header_footer"
    CONTENTS = "contents"
    COMMENT = "comment"
    DELETED = "deleted"
    HIDDEN = "hidden"
    SYMBOL = "symbol"
    LINK = "link"
    DRAWN = "drawn"
    EMBEDDED = "embedded"
    PICTURE_FORMAT = "picture_format"
    PICTURE_BROKEN = "picture_broken"
    PICTURE_OUTSIDE = "picture_outside"
    PICTURE_TOO_LARGE = "picture_too_large"
    PICTURE_HEADER = "picture_header"
    NOT_READ = "not_read"

    @property
    def asks_for_work(self) -> bool:
        """Whether somebody has to put it into the draft by hand."""
        return self not in {Reason.MARGIN, Reason.CREDITS, Reason.BOILERPLATE, Reason.HEADER_FOOTER, Reason.CONTENTS}


_SENTENCES = {
    Reason.MARGIN: _("版头版脚，不属于哪一篇"),
    Reason.CREDITS: _("公众号的署名行，用来填来源和日期"),
    Reason.BOILERPLATE: _("公众号的套话，网页上用不着"),
    Reason.PLACEHOLDER: _("这里原来是图片或视频，粘贴带不过来，请在草稿里补上"),
    Reason.HEADER_FOOTER: _("页眉页脚"),
    Reason.CONTENTS: _("目录，网页上用不着"),
    Reason.COMMENT: _("批注"),
    Reason.DELETED: _("修订时删掉的文字"),
    Reason.HIDDEN: _("隐藏的文字"),
    Reason.SYMBOL: _("符号字体里的符号，读不出是什么，请对照原文补上"),
    Reason.LINK: _("链接没有保留（只留下文字）"),
    Reason.DRAWN: _("图表或图形里的文字，请截成图片或改写成文字补上"),
    Reason.EMBEDDED: _("嵌入的文件，请另外上传到“资料”"),
    Reason.PICTURE_FORMAT: _("浏览器显示不了的图片格式，请另存为 PNG 或 JPG，在草稿里补上"),
    Reason.PICTURE_BROKEN: _("图片坏了，打不开，请在草稿里补上"),
    Reason.PICTURE_OUTSIDE: _("图片不在文件里，只是一个外部地址，没有去取，请在草稿里补上"),
    Reason.PICTURE_TOO_LARGE: _("图片太大（超过 15 MB 或 6000 万像素），请缩小后在草稿里补上"),
    Reason.PICTURE_HEADER: _("页眉页脚里的图片"),
    Reason.NOT_READ: _("没有读全（例如公式），请对照原文补上"),
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the material that stands in no draft."""

    reason: Reason
    text: str

    @property
    def sentence(self) -> str:
        return str(_SENTENCES[self.reason])


@dataclass(frozen=True, slots=True)
class Material:
    """The articles of what was brought in. Only a newspaper has an issue; ``source`` is empty where none is named."""

    articles: tuple[Article, ...]
    left_out: tuple[LeftOut, ...] = ()
    issue: str = ""
    source: str = ""
