"""Refusals of Word files."""

from django.utils.translation import gettext_lazy as _

from cms.imports.errors import PageRefused


class WordRefused(PageRefused):
    advice = _("这个文件没有导入。")


class WordIsEmpty(WordRefused):
    advice = _("文档里没有文字，也没有图片。请检查是不是选错了文件。")


class WordIsOld(WordRefused):
    advice = _("这是旧格式的 Word 或 WPS 文件（.doc、.wps）。请用 Word 或 WPS 打开，另存为“.docx”，再导入。")


class WordIsLocked(WordRefused):
    advice = _("这个文件设了打开密码，读不出来。请打开它，在“文件 → 信息 → 保护文档”里去掉密码，另存一份再导入。")


class WordIsSomethingElse(WordRefused):
    advice = _(
        "这不是 Word 文件（.docx）：里面没有文档正文。请用 Word 或 WPS 打开要导入的稿子，另存为“.docx”，再导入。"
    )


class WordIsDamaged(WordRefused):
    advice = _("文件坏了，读不下去。请用 Word 或 WPS 打开它，另存一份新的“.docx”再导入；打不开就请作者重发。")


class WordIsTooLarge(WordRefused):
    advice = _("文件太大：%(what)s超过了 %(limit)s。请把图片压缩（“图片格式 → 压缩图片”），或拆成几份再导入。")
