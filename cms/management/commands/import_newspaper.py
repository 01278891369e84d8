"""Turn a page of the community newspaper into drafts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.imports.blocks import Heading
from cms.imports.errors import InvalidSource, PageRefused
from cms.imports.newspaper import Article, NewspaperPage, Section, read_page
from cms.models import ImportRecord, NewsPage
from cms.models.news import Section as SectionOfPage
from cms.services import Outcome, create_drafts

SOURCE = "社区报"
LONGEST_SHOWN = 20  # characters of a source that is refused
ENDS = 12  # characters shown of either end of a body


class Command(BaseCommand):
    help = "Read a plain-text page of the newspaper (UTF-8 or GBK) and make one draft of each article."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the page as a text file")
        parser.add_argument("--issue", required=True, help="the month of the paper, as 2021-01")
        parser.add_argument("--source", default=SOURCE, help="who printed it, as it stands on the pages (%(default)s)")
        parser.add_argument("--dry-run", action="store_true", help="show what would be made, and write nothing")

    def handle(self, *args: Any, file: str, issue: str, source: str, dry_run: bool, **options: Any) -> None:
        try:
            source = _checked(source)
            page = read_page(_read(file), issue=issue)
            self.show(page)
            if dry_run:
                self.stdout.write(_("只是试读，什么也没有写入。"))
            else:
                self.tell(create_drafts(page, source=source))
        except PageRefused as error:
            raise CommandError(error.sentence) from error

    def show(self, page: NewspaperPage) -> None:
        known = set(ImportRecord.objects.filter(issue=page.issue).values_list("text_sha256", flat=True))
        self.stdout.write(_("%(issue)s 期，%(count)s 篇：") % {"issue": page.issue, "count": len(page.articles)})
        for number, article in enumerate(page.articles, 1):
            self.show_article(number, article, known=article.text_hash in known)
        for margin in page.margins:
            self.stdout.write(_("版头版脚，不属于哪一篇，没有放进草稿：%s") % margin.text)

    def show_article(self, number: int, article: Article, *, known: bool) -> None:
        body = "".join(block.text for block in article.blocks)
        subheads = [block.text for block in article.blocks if isinstance(block, Heading)]
        lines = [
            (_("引题"), article.kicker),
            (_("标题"), article.title or _("（没有）")),
            (_("小标题"), "；".join(subheads)),
            (_("正文"), body if len(body) <= 2 * ENDS else f"{body[:ENDS]} … {body[-ENDS:]}"),
            (_("日期"), str(article.event_date or _("（没有写明）"))),
            (_("栏目"), section_name(article.section)),
        ]
        self.stdout.write(f"\n{number}. " + (_("（以前导入过）") if known else ""))
        for name, text in lines:
            if text:
                self.stdout.write(f"   {name}：{text}")
        for doubt in article.doubts:
            self.stdout.write(self.style.WARNING(f"   {_('待核对')}：{doubt.sentence}"))

    def tell(self, outcome: Outcome) -> None:
        numbers = {"created": len(outcome.created), "skipped": len(outcome.skipped)}
        self.stdout.write("\n" + _("新建草稿 %(created)s 篇，以前导入过 %(skipped)s 篇。") % numbers)
        for draft in outcome.created:
            self.stdout.write(f"   /news/{draft.slug}/ {draft.title}")


def section_name(section: Section | None) -> str:
    return str(SectionOfPage(section).label) if section else _("（看不出，请编辑选择）")


def _checked(source: str) -> str:
    """Return the source as pages and records can store it; anything else is refused."""
    source = source.strip()
    limit = min(model._meta.get_field("source").max_length or 0 for model in (NewsPage, ImportRecord))
    if not source or len(source) > limit:
        shown = source if len(source) <= LONGEST_SHOWN else source[:LONGEST_SHOWN] + "…"
        raise InvalidSource(f"source of {len(source)} characters", source=shown, limit=limit)
    return source


def _read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        reasons = {
            FileNotFoundError: _("没有这个文件"),
            IsADirectoryError: _("这是一个文件夹"),
            PermissionError: _("没有读取的权限"),
        }
        reason = reasons.get(type(error), error.strerror)
        raise CommandError(_("打不开 %(file)s：%(reason)s。请检查路径。") % {"file": file, "reason": reason}) from error
