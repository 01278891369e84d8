"""Refusals of the importers: the English detail is for logs, ``sentence`` is for the person at the keyboard."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PageRefused(Exception):
    """A page was not read, and nothing of it may be stored."""

    advice: Promise = _("这一页没有导入。")

    def __init__(self, detail: str, **values: object) -> None:
        super().__init__(detail)
        self.values = values

    @property
    def sentence(self) -> str:
        """What happened and what to do next, in the reader's language."""
        return str(self.advice) % self.values


class InvalidIssue(PageRefused):
    """The issue is not a month written as 2021-01."""

    advice = _("期号“%(issue)s”不对。请写成“年-月”，例如 2021-01。")


class InvalidSource(PageRefused):
    """The name of the paper is empty, or longer than a page can store."""

    advice = _("来源“%(source)s”不对：要写明报纸的名称，不能空着，也不能超过 %(limit)s 个字。请改好 --source 再导入。")


class UnreadablePage(PageRefused):
    """The bytes are not plain text in UTF-8 or GBK."""

    advice = _(
        "第 %(line)s 行附近有无法识别的字节：文件不是 UTF-8 或 GBK 编码的纯文本。请用记事本或 WPS 打开，另存为“纯文本（UTF-8）”后再导入。"
    )


class PageIsPdf(UnreadablePage):
    advice = _(
        "这是 PDF 文件，不是纯文本。请在 PDF 阅读器中全选、复制正文，粘贴到记事本，存成 UTF-8 文本文件后再导入。"
    )


class PageIsImage(UnreadablePage):
    advice = _("这是图片，不是纯文本。请先做文字识别（OCR），校对后存成 UTF-8 文本文件再导入。")


class PageIsDocument(UnreadablePage):
    advice = _("这是 Word、WPS 或压缩文件，不是纯文本。请打开它，用“另存为”选“纯文本（UTF-8）”后再导入。")


class PageIsUtf16(UnreadablePage):
    advice = _("这个文件是 UTF-16（记事本里叫“Unicode”）编码。请用记事本打开，另存为时把编码改成 UTF-8，再导入。")


class PageHasControls(UnreadablePage):
    advice = _(
        "第 %(line)s 行有不可见的控制字符，可能不是纯文本。请用记事本打开，删去乱码，存成 UTF-8 文本文件后再导入。"
    )


class PageTooLarge(UnreadablePage):
    advice = _("文件有 %(size)s 字节，超过上限 %(limit)s 字节。请每次只导入报纸的一个版面。")


class EmptyPage(PageRefused):
    """Nothing but white space."""

    advice = _("文件里没有文字。请检查是不是选错了文件，或 PDF 复制时没有选中正文。")


class NoArticle(PageRefused):
    """Text, but no headline with a body under it."""

    advice = _("没有找到文章：文中没有“标题单独一行、正文在下面”的样子。请让每个标题单独占一行，正文另起一行，再导入。")


class TextNotKept(PageRefused):
    """The articles together are not the file's text: a fault of the importer, never of the page."""

    advice = _("导入程序出错：拆分后的文字与原文不一致（第 %(position)s 个字起），因此没有导入。请把文件交给维护人员。")


class NothingPasted(PageRefused):
    """No line of an article: white space, or nothing but what the app puts around one."""

    advice = _("没有粘贴到正文。请在公众号文章里从标题开始全选、复制，再粘贴到这里。")


class TooMuchPasted(PageRefused):
    advice = _("粘贴的文字有 %(count)s 个字，超过上限 %(limit)s 个字。请一次只粘贴一篇文章。")


class BroughtInMeanwhile(PageRefused):
    """Somebody made a draft of the same text between the preview and its drafts."""

    advice = _("刚刚有人导入了同样的文章，下面已经标出，不会再做一份。其余的请看过以后，再按一次“做成草稿”。")
