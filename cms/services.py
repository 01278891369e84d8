"""What writes pages: articles of a newspaper page become drafts, each once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.addresses import free_slug
from cms.imports.blocks import Block, Heading
from cms.imports.errors import PageRefused
from cms.imports.newspaper import Article, NewspaperPage
from cms.models import ImportRecord, NewsIndexPage, NewsPage


class NoNewsIndex(PageRefused):
    """There is no page under which articles could be made."""

    advice = gettext_lazy(
        "网站上还没有“新闻”栏目页，草稿没有地方放。请先在后台首页下新建“新闻”栏目（地址 news），再导入。"
    )


class HeadlineTooLong(PageRefused):
    """A kicker, title or subhead is longer than a page can store."""

    advice = gettext_lazy(
        "第 %(line)s 行起的一篇，引题、标题或小标题超过 %(limit)s 个字：“%(about)s…”。多半是正文被当成了标题，请在文件里把它和标题分开，再导入。"
    )


@dataclass
class Outcome:
    """What an import did: the drafts it made, and the records of what had been imported before."""

    created: list[NewsPage] = field(default_factory=list)
    skipped: list[ImportRecord] = field(default_factory=list)


@transaction.atomic
def create_drafts(page: NewspaperPage, *, source: str, user: AbstractBaseUser | None = None) -> Outcome:
    """Make one draft below the news index for each article that was never imported; all of them or none.

    What an editor did with an earlier draft does not matter: the ``ImportRecord`` of its text stays.
    Raises ``NoNewsIndex``, and ``HeadlineTooLong`` for an article that a page cannot hold.
    """
    # Locked: two imports at once must not choose the same address. (SQLite serialises by IMMEDIATE.)
    index = NewsIndexPage.objects.select_for_update(of=("self",)).first()
    if index is None:
        raise NoNewsIndex("no NewsIndexPage")
    outcome = Outcome()
    for article in page.articles:
        record = ImportRecord.objects.filter(issue=page.issue, text_sha256=article.text_hash).first()
        if record is not None:
            outcome.skipped.append(record)
            continue
        draft = _make_draft(article, index, issue=page.issue, source=source, user=user)
        ImportRecord.objects.create(
            source=source,
            issue=page.issue,
            text_sha256=article.text_hash,
            title=draft.title,
            page=draft,
            doubts=[
                {"kind": str(doubt.kind), "line": doubt.line, "sentence": doubt.sentence} for doubt in article.doubts
            ],
        )
        outcome.created.append(draft)
    return outcome


def body_of(blocks: Iterable[Block]) -> list[tuple[str, str]]:
    """Return the blocks of a page's body. Text is escaped: a newspaper writes no HTML."""
    return [
        ("heading", block.text) if isinstance(block, Heading) else ("paragraph", f"<p>{escape(block.text)}</p>")
        for block in blocks
    ]


def _make_draft(
    article: Article, index: NewsIndexPage, *, issue: str, source: str, user: AbstractBaseUser | None
) -> NewsPage:
    _check_lengths(article)
    draft = NewsPage(
        title=article.title or _("无标题（文件第 %(line)s 行起）") % {"line": article.line},
        slug=free_slug(index, str(article.event_date or issue)),
        kicker=article.kicker,
        # A page without a section is not valid. Where it is not certain the editor has to choose: see below.
        section=article.section or NewsPage._meta.get_field("section").choices[0][0],
        source=source,
        issue=issue,
        event_date=article.event_date,
        body=body_of(article.blocks),
        live=False,
        has_unpublished_changes=True,
        owner=user,
    )
    index.add_child(instance=draft)
    if article.section is None:
        draft.section = ""
        NewsPage.objects.filter(pk=draft.pk).update(section="")
    draft.save_revision(user=user, clean=False)
    return draft


def _check_lengths(article: Article) -> None:
    limits = {name: NewsPage._meta.get_field(name).max_length for name in ("kicker", "title")}
    subhead = NewsPage._meta.get_field("body").stream_block.child_blocks["heading"].field.max_length
    texts = [(article.kicker, limits["kicker"]), (article.title, limits["title"])]
    texts += [(block.text, subhead) for block in article.blocks if isinstance(block, Heading)]
    for text, limit in texts:
        if len(text) > limit:
            detail = f"headline of {len(text)} characters in the article at line {article.line}"
            raise HeadlineTooLong(detail, line=article.line, limit=limit, about=text[:20])
