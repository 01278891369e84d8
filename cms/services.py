"""What writes pages: articles that were read become drafts, each once, and so do pages of neighbourhoods."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.addresses import free_slug
from cms.import_bodies import PictureShelf, Wording, body_of
from cms.imports.blocks import Heading
from cms.imports.doubts import DoubtKind
from cms.imports.errors import PageRefused
from cms.imports.material import Material
from cms.imports.newspaper import Article, NewspaperPage
from cms.models import ImportRecord, ImportRun, NeighbourhoodIndexPage, NeighbourhoodPage, NewsIndexPage, NewsPage


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


#: What is asked for in the preview, and so decided there.
SETTLED = {DoubtKind.NO_SECTION, DoubtKind.NO_TITLE}


@dataclass
class Outcome:
    """What an import did: the drafts it made, and the records of what had been imported before."""

    created: list[NewsPage] = field(default_factory=list)
    skipped: list[ImportRecord] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What stands above a draft, as read or as an editor corrected it; ``slug`` is made up where it is empty."""

    title: str
    kicker: str = ""
    section: str = ""
    source: str
    issue: str = ""
    event_date: date | None = None
    slug: str = ""
    pictures: Mapping[int, Wording] = field(default_factory=dict)  # by their place among the blocks


@transaction.atomic
def create_drafts(
    page: NewspaperPage | Material,
    *,
    source: str,
    user: AbstractBaseUser | None = None,
    run: ImportRun | None = None,
    choices: Mapping[int, Choice] | None = None,
) -> Outcome:
    """Make one draft below the news index for each article that was never imported; all of them or none.

    What an editor did with an earlier draft does not matter: the ``ImportRecord`` of its text stays. ``choices`` are an
    editor's, by the article's place: then only those are made, also again where the earlier draft was deleted.
    Raises ``NoNewsIndex``, and ``HeadlineTooLong`` for an article that a page cannot hold.
    """
    # Locked: two imports at once must not choose the same address. (SQLite serialises by IMMEDIATE.)
    index = NewsIndexPage.objects.select_for_update(of=("self",)).first()
    if index is None:
        raise NoNewsIndex("no NewsIndexPage")
    outcome, shelf = Outcome(), PictureShelf(run, user)
    left_out = [
        {"kind": str(item.reason), "line": 0, "sentence": f"{item.sentence}：{item.text}"}
        for item in getattr(page, "left_out", ())
        if item.reason.asks_for_work
    ]
    for place, article in enumerate(page.articles):
        if choices is not None and place not in choices:
            continue
        record = ImportRecord.objects.filter(issue=page.issue, text_sha256=article.text_hash).first()
        if record is not None and not (choices is not None and record.page_id is None):
            outcome.skipped.append(record)
            continue
        choice = choices[place] if choices is not None else _as_read(article, issue=page.issue, source=source)
        draft = _make_draft(article, choice, index, shelf=shelf, user=user)
        if record is not None:
            record.delete()
        ImportRecord.objects.create(
            source=choice.source,
            issue=page.issue,
            text_sha256=article.text_hash,
            title=draft.title,
            page=draft,
            run=run,
            doubts=[
                *(
                    {"kind": str(doubt.kind), "line": doubt.line, "sentence": doubt.sentence}
                    for doubt in article.doubts
                    if choices is None or doubt.kind not in SETTLED
                ),
                *left_out,
            ],
        )
        outcome.created.append(draft)
    return outcome


def _as_read(article: Article, *, issue: str, source: str) -> Choice:
    return Choice(
        title=article.title or title_of_untitled(article),
        kicker=article.kicker,
        section=article.section or "",
        source=source,
        issue=issue,
        event_date=article.event_date,
    )


def title_of_untitled(article: Article) -> str:
    return _("无标题（文件第 %(line)s 行起）") % {"line": article.line}


def _make_draft(
    article: Article, choice: Choice, index: NewsIndexPage, *, shelf: PictureShelf, user: AbstractBaseUser | None
) -> NewsPage:
    _check_lengths(article, choice)
    draft = NewsPage(
        title=choice.title,
        slug=choice.slug or free_slug(index, str(choice.event_date or choice.issue or timezone.localdate())),
        kicker=choice.kicker,
        # A page without a section is not valid. Where it is not certain the editor has to choose: see below.
        section=choice.section or NewsPage._meta.get_field("section").choices[0][0],
        source=choice.source,
        issue=choice.issue,
        event_date=choice.event_date,
        body=body_of(article.blocks, choice.pictures, shelf),
        live=False,
        has_unpublished_changes=True,
        owner=user,
    )
    index.add_child(instance=draft)
    if not choice.section:
        draft.section = ""
        NewsPage.objects.filter(pk=draft.pk).update(section="")
    draft.save_revision(user=user, clean=False)
    return draft


def _check_lengths(article: Article, choice: Choice) -> None:
    limits = {name: NewsPage._meta.get_field(name).max_length for name in ("kicker", "title")}
    subhead = NewsPage._meta.get_field("body").stream_block.child_blocks["heading"].field.max_length
    texts = [(choice.kicker, limits["kicker"]), (choice.title, limits["title"])]
    texts += [(block.text, subhead) for block in article.blocks if isinstance(block, Heading)]
    for text, limit in texts:
        if len(text) > limit:
            detail = f"headline of {len(text)} characters in the article at line {article.line}"
            raise HeadlineTooLong(detail, line=article.line, limit=limit, about=text[:20])


@transaction.atomic
def make_neighbourhood_drafts(
    index: NeighbourhoodIndexPage, *, user: AbstractBaseUser | AnonymousUser
) -> list[NeighbourhoodPage]:
    """Make a draft below ``index`` for each neighbourhood that has no page; in the order of their codes."""
    # Locked: two editors at once must not make the same page. (SQLite serialises by IMMEDIATE.)
    NeighbourhoodIndexPage.objects.select_for_update(of=("self",)).get(pk=index.pk)
    made = []
    for neighbourhood in index.missing():
        title = _("%(name)s居民区") % {"name": neighbourhood.name}
        slug = neighbourhood.code[-3:]
        page = NeighbourhoodPage(title=title, slug=slug, neighbourhood=neighbourhood, live=False, owner=user)
        index.add_child(instance=page)
        page.save_revision(user=user)
        made.append(page)
    return made
